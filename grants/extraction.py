"""What Babel must translate of the plain French that stands in Python: `babel.cfg` names this method.

Words are written plainly (a label, a state, a reason why not) and translated where a page says them, by `said`.
"""

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, BinaryIO

from babel.messages.extract import extract_python

Message = tuple[int, Any, Any, Any]  # line, function, words, comments: what Babel reads

CODES = re.compile(  # read by machines: keys, types, names of headers, directives, patterns
    r"""[A-Z_]+ | (?:[A-Z][a-z]+){2,} | (?:[A-Z][A-Za-z]*-)+[A-Z]\w* | [a-z]+_[A-Z]+ | [A-Za-z]+/
    | Accept | Origin | Lax | %[A-Z%].* | \^.*\$ | [a-z-]+\ '.* | [a-z]+,\ [a-z-]+
    | [a-z0-9_.:/<>\[\](){}=?&,;\#*^$|\\+-]*""",
    re.VERBOSE,
)
FAULTS = ("LookupError", "RuntimeError", "TypeError")  # told to those who mend
MARKED = ("_", "gettext", "ngettext", "lazy_gettext", "sentence")
WHOLE = re.compile(r"(?:[A-ZÀ-Ý«]|%\().* .*[.?…»]", re.DOTALL)  # « Il manque une pièce. »


def plain(
    file: BinaryIO, keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Message]:
    """Messages marked for gettext, then plain words; only whole sentences where the option `only` says so."""
    yield from extract_python(file, keywords, comment_tags, dict(options))  # type: ignore[arg-type]
    file.seek(0)
    shape = WHOLE if options.get("only") == "sentences" else re.compile(r".*[^\W\d_]{2}.*", re.DOTALL)
    tree = ast.parse(file.read())
    for found in texts(tree):
        if shape.fullmatch(found.value) and not CODES.fullmatch(found.value.strip()):
            yield found.lineno, None, found.value, []
    yield from ((line, None, words, []) for line, words in sentences(tree))


def texts(node: ast.AST) -> Iterator[Any]:
    """Texts that are written in the code: neither its explanations, nor its types, nor parts of a longer text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    for name, part in ast.iter_fields(node):
        parts = part if isinstance(part, list) else [part]
        kept = [
            each for each in parts if isinstance(each, ast.AST) and not isinstance(each, ast.JoinedStr | ast.Assert)
        ]
        if name in ("annotation", "returns"):
            continue
        if name == "slice" or isinstance(node, ast.Expr) or calls(node, *MARKED, *FAULTS):
            kept = [each for each in kept if not isinstance(each, ast.Constant)]
        for each in kept:
            yield from texts(each)


def calls(node: ast.AST, *names: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def sentences(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The words of each `sentence("…", …)`, where only whole ones are looked for."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="sentence"), args=[ast.Constant(value=str(words)), *_], lineno=line):
                yield line, words
