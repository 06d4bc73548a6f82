"""The published JSON Schema of a call file."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from grants.definitions.call import CallFile

FILE = Path(__file__).parent / "schema" / "call-1.json"


def schema() -> dict[str, Any]:
    """The schema as the models give it today."""
    made = CallFile.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:guichet:call:1",
        "title": "Un appel à projets, tel que « guichet call import » le lit",
        **{name: value for name, value in made.items() if name != "title"},
    }


def text() -> str:
    """The schema as it is published."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def write() -> None:
    """Publish the schema in the project."""
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text(), encoding="utf-8")


@cache
def whole() -> dict[str, Any]:
    """The same, made once: whoever reads it changes nothing."""
    return schema()


@cache
def known_keys() -> list[str]:
    """Every key that some part of a call file may have."""
    made = schema()
    parts = [made, *made["$defs"].values()]
    return sorted({key for part in parts for key in part.get("properties", {})})
