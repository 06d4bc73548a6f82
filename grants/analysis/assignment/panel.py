"""Files to review, reviewers, who may not review what, and what is already settled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, Self

from grants.analysis.solving import Name


class Pair(NamedTuple):
    file: str
    reviewer: str


@dataclass(frozen=True)
class File:
    """reviews: how many it needs, exactly; least_skill: of each reviewer in its theme (0 to 100); experts, locals: how
    many of its reviewers at least are experts of its theme, know its territory.
    """

    key: str
    theme: str | None = None
    territory: str | None = None
    reviews: int = 3
    least_skill: int = 0
    experts: int = 0
    locals: int = 0


@dataclass(frozen=True)
class Reviewer:
    """skills: theme → 0 to 100; least, most: files in all; is_out: takes nothing new, keeps only what is locked."""

    key: str
    most: int
    least: int = 0
    skills: Mapping[str, int] = field(default_factory=dict)
    territories: frozenset[str] = frozenset()
    is_out: bool = False


@dataclass(frozen=True)
class Panel:
    """conflicts: never; locked: reviews written, or pairs that a person decided: they stay; current: kept if possible.

    expert_from: the skill from which one is an expert; local_bonus: points of skill for who knows the territory;
    dropped: rules that do not count for a while.
    """

    files: tuple[File, ...]
    reviewers: tuple[Reviewer, ...]
    conflicts: frozenset[Pair] = frozenset()
    locked: frozenset[Pair] = frozenset()
    current: frozenset[Pair] = frozenset()
    expert_from: int = 70
    local_bonus: int = 10
    dropped: frozenset[Name] = frozenset()

    def __post_init__(self) -> None:
        for what, keys in (
            ("file", [each.key for each in self.files]),
            ("reviewer", [each.key for each in self.reviewers]),
        ):
            if len(set(keys)) < len(keys):
                raise ValueError(f"two {what}s of the same key")
        if strangers := {
            pair for pair in self.locked if pair.file not in self.of_file or pair.reviewer not in self.of_reviewer
        }:
            raise ValueError(f"locked pairs of unknown files or reviewers: {sorted(strangers)}")

    @cached_property
    def of_file(self) -> dict[str, File]:
        return {each.key: each for each in sorted(self.files, key=lambda each: each.key)}

    @cached_property
    def of_reviewer(self) -> dict[str, Reviewer]:
        return {each.key: each for each in sorted(self.reviewers, key=lambda each: each.key)}

    def may(self, file: File, reviewer: Reviewer) -> bool:
        """Whether this pair may be: no conflict; and, unless it is locked, skilled enough and still there."""
        pair = Pair(file.key, reviewer.key)
        if pair in self.conflicts and self.counts("conflicts", file.key):
            return False
        if pair in self.locked:
            return True
        if reviewer.is_out and self.counts("out", reviewer.key):
            return False
        return skill(file, reviewer) >= file.least_skill or not self.counts("least_skill", file.key)

    def needed(self, file: File) -> int:
        """Its number of reviews, or of those that are locked when there are already more."""
        return max(file.reviews, sum(pair.file == file.key for pair in self.locked))

    def worth(self, file: File, reviewer: Reviewer) -> int:
        """Skill in the theme, and points for knowing the territory."""
        return skill(file, reviewer) + (self.local_bonus if is_local(file, reviewer) else 0)

    def counts(self, kind: str, key: str) -> bool:
        return Name(kind, key) not in self.dropped

    def without(self, names: Iterable[Name]) -> Self:
        return replace(self, dropped=self.dropped | frozenset(names))

    def left_by(self, key: str, current: Iterable[Pair]) -> Self:
        """When this reviewer drops out: what the others have is kept if possible; KeyError when nobody has this key."""
        leaver = replace(self.of_reviewer[key], is_out=True)
        others = tuple(leaver if each.key == key else each for each in self.reviewers)
        return replace(self, reviewers=others, current=frozenset(current))


def skill(file: File, reviewer: Reviewer) -> int:
    """0 in a theme that the person did not name, or for a file without theme."""
    return 0 if file.theme is None else reviewer.skills.get(file.theme, 0)


def is_local(file: File, reviewer: Reviewer) -> bool:
    return file.territory is not None and file.territory in reviewer.territories
