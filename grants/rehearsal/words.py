"""The invented words, by their name in words.yaml."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from grants.rehearsal.draw import Draw

FILE = Path(__file__).with_name("words.yaml")
PHRASES, THEMES = (Path(__file__).parent / "answers" / f"{name}.yaml" for name in ("phrases", "themes"))


@cache
def phrases() -> dict[str, list[str]]:
    """What is answered to a question, by its key, or to a cell by "question.column"."""
    read: dict[str, list[str]] = yaml.safe_load(PHRASES.read_text(encoding="utf-8"))
    return read


@cache
def themes() -> dict[str, str]:
    """A word of a title → what the project is about."""
    read: dict[str, str] = yaml.safe_load(THEMES.read_text(encoding="utf-8"))
    return read


@cache
def words() -> dict[str, list[str]]:
    read: Any = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {name: [str(each) for each in listed] for name, listed in read.items()}


def text(draw: Draw, longest: int, *names: object) -> str:
    """A paragraph of at most `longest` characters."""
    sentences = words()["sentences"]
    kept = ""
    for sentence in draw.of(*names).sample(sentences, k=4):
        if len(kept) + len(sentence) < longest:
            kept = f"{kept} {sentence}".strip()
    return kept or short(draw, longest, *names)


def short(draw: Draw, longest: int, *names: object) -> str:
    """A few words."""
    return draw.one(words()["short"], *names)[:longest]


def person(draw: Draw, *names: object) -> str:
    """A first name and a family name that nobody bears."""
    return f"{draw.one(words()['first_names'], 'first', *names)} {draw.one(words()['last_names'], 'last', *names)}"
