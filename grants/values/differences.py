"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKEN = re.compile(r"\s+|[^\s]+")
MOST = 3000  # words: beyond, two texts are shown one after the other
SAME, REMOVED, ADDED = "same", "removed", "added"
Step = tuple[str, int, int, int, int]  # as difflib says it: what, from and to in the old text, in the new one


@dataclass(frozen=True)
class Passage:
    """Some words, and whether both texts have them."""

    kind: str
    text: str


def between(before: str, after: str) -> list[Passage]:
    """The passages of both texts in their order: what was removed stands before what was added in its place."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if len(old) + len(new) > MOST:
        return kept([Passage(REMOVED, before), Passage(ADDED, after)]) if before != after else [Passage(SAME, after)]
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return kept(joined(part for step in steps for part in passages(step, old, new)))


def passages(step: Step, old: list[str], new: list[str]) -> Iterator[Passage]:
    tag, *places = step
    before, after = "".join(old[places[0] : places[1]]), "".join(new[places[2] : places[3]])
    if tag == "equal":
        yield Passage(SAME, after)
    else:
        yield from (Passage(REMOVED, before), Passage(ADDED, after))


def joined(parts: Iterator[Passage]) -> list[Passage]:
    """A space alone between two changes is no reason to tell four of them."""
    found: list[Passage] = []
    for part in parts:
        if part.kind == SAME and not part.text.strip() and found and found[-1].kind == ADDED:
            found[-2:] = [Passage(each.kind, each.text + part.text) for each in found[-2:]]
        elif part.kind != SAME and len(found) > 1 and found[-1].kind == ADDED:
            place = -2 if part.kind == REMOVED else -1
            found[place] = Passage(part.kind, found[place].text + part.text)
        else:
            found.append(part)
    return found


def kept(parts: list[Passage]) -> list[Passage]:
    return [each for each in parts if each.text]
