"""All that a selection depends on: files, envelopes, rules, and which of the rules are set aside for a while."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

from grants.analysis.selection.candidate import Candidate, Envelope
from grants.analysis.selection.rules import KINDS, Exclusive, Needs, Rule
from grants.analysis.solving import Name

__all__ = ["Board", "Candidate", "Envelope"]


@dataclass(frozen=True)
class Board:
    """step: cents by which an amount is cut below the most that a file may have; dropped: rules that do not count."""

    candidates: tuple[Candidate, ...]
    envelopes: tuple[Envelope, ...]
    rules: tuple[Rule, ...] = ()
    step: int = 100
    dropped: frozenset[Name] = frozenset()

    def __post_init__(self) -> None:
        if self.step < 1:
            raise ValueError("the step is at least one cent")
        no_twins("file", [each.key for each in self.candidates])
        no_twins("envelope", [each.key for each in self.envelopes])
        no_twins("rule", [name_of(each) for each in self.rules])
        no_strangers("envelope", {key for each in self.candidates for key in each.envelopes}, self.envelopes)
        no_strangers("file", {key for rule in self.rules for key in files_of(rule)}, self.candidates)

    @cached_property
    def ranked(self) -> list[Candidate]:
        """By score, best first, then by key: the order does not depend on how the files came."""
        return sorted(self.candidates, key=lambda each: (-each.score, each.key))

    def names(self) -> list[Name]:
        """Every rule in force that can stand in the way, what people decided last: it is the first to be kept."""
        found = [*self.names_of_files(), *(Name("envelope", each.key) for each in self.envelopes)]
        found += [*(name_of(rule) for rule in self.rules), *self.names_of_decisions()]
        return [name for name in found if self.counts(name)]

    def names_of_files(self) -> Iterator[Name]:
        for each in self.ranked:
            kinds = {
                "fixed": each.fixed is not None,
                "all_or_nothing": each.is_all_or_nothing and each.fixed is None,
                "least": each.least and each.fixed is None,
                "lowest_rate": each.lowest_rate is not None,
                "highest_rate": each.highest_rate is not None,
            }
            yield from (Name(kind, each.key) for kind, is_there in kinds.items() if is_there)

    def names_of_decisions(self) -> Iterator[Name]:
        decided = (each for each in self.ranked if each.decided is not None)
        return (Name("in" if each.decided else "out", each.key) for each in decided)

    def counts(self, name: Name) -> bool:
        return name not in self.dropped

    def rules_in_force(self) -> list[Rule]:
        return [rule for rule in self.rules if self.counts(name_of(rule))]

    def without(self, names: Iterable[Name]) -> Self:
        return replace(self, dropped=self.dropped | frozenset(names))

    def candidate(self, key: str) -> Candidate:
        """KeyError when no file has this key."""
        return {each.key: each for each in self.candidates}[key]

    def changed(self, key: str, **changes: Any) -> Self:
        """The same board where this file is otherwise."""
        other = replace(self.candidate(key), **changes)
        return replace(self, candidates=tuple(other if each.key == key else each for each in self.candidates))


def name_of(rule: Rule) -> Name:
    return Name(KINDS[type(rule)], rule.key)


def files_of(rule: Rule) -> frozenset[str]:
    match rule:
        case Exclusive(files=files):
            return files
        case Needs(file=file, other=other):
            return frozenset({file, other})
    return frozenset()


def no_twins(what: str, keys: list[Any]) -> None:
    if len(set(keys)) < len(keys):
        raise ValueError(f"two of the same {what}: {sorted(key for key in set(keys) if keys.count(key) > 1)}")


def no_strangers(what: str, keys: set[str], known: Iterable[Candidate | Envelope]) -> None:
    if strangers := keys - {each.key for each in known}:
        raise ValueError(f"unknown {what}: {', '.join(sorted(strangers))}")
