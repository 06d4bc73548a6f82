"""Canonical YAML: one way to write each value, so that two writings of one call are the same bytes."""

from typing import Any

import yaml

WIDTH = 118
FOLDED_FROM = 85  # a text of one line longer than this is folded
SHORT = 40  # a list of texts no longer than this is written on one line


class Writer(yaml.SafeDumper):
    """Block style; what fits on one line and holds only simple values is written on one."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)

    def choose_scalar_style(self) -> str:
        style: str = super().choose_scalar_style()
        return '"' if style == "'" else style

    def ignore_aliases(self, data: Any) -> bool:
        return True


def fits(value: dict[str, Any]) -> bool:
    """Whether a mapping goes on one line: short, and nothing in it but simple values and lists of them."""
    deep = any(isinstance(item, dict) or (isinstance(item, list) and not _simple_list(item)) for item in value.values())
    return bool(value) and not deep and len(repr(value)) <= 125 and "\\n" not in repr(value)


def _simple_list(value: list[Any]) -> bool:
    return all(not isinstance(item, list | dict) and len(str(item)) <= SHORT for item in value)


def _string(writer: Any, text: str) -> yaml.Node:
    style = None
    if "\n" in text:
        style = "|"
    elif len(text) > FOLDED_FROM and text.split(" ") == text.split():
        style = ">"
    elif writer.resolve(yaml.ScalarNode, text, (True, False)) != "tag:yaml.org,2002:str":
        style = '"'
    node: yaml.Node = writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)
    return node


def _mapping(writer: Writer, value: dict[str, Any]) -> yaml.Node:
    return writer.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=fits(value) or not value)


def _sequence(writer: Writer, value: list[Any]) -> yaml.Node:
    return writer.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=_simple_list(value))


Writer.add_representer(str, _string)
Writer.add_representer(dict, _mapping)
Writer.add_representer(list, _sequence)


def canonical(value: dict[str, Any]) -> str:
    """This value as YAML, UTF-8, keys in their order, 118 columns."""
    text: str = yaml.dump(value, Dumper=Writer, allow_unicode=True, sort_keys=False, width=WIDTH)
    return text
