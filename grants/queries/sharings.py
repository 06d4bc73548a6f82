"""Which readings to give: chosen by hand, by the round's rules, or by the assignment that HiGHS finds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from grants.analysis.assignment import File, Panel, Proposal, Reviewer, Shortage, assign, shortages
from grants.analysis.assignment import Pair as Seat
from grants.analysis.solving import Limits
from grants.models import ReadingRule, Review, ReviewStatus
from grants.queries.panels import FileLine, ReaderLine, Sharing

EXPERT = 70  # the skill from which a theme is one's trade
SECONDS = 10.0  # for the search; a page waits for it


@dataclass(frozen=True)
class Given:
    """One reading to give, and why it is this person; or why it may not be."""

    file: FileLine
    reader: ReaderLine
    is_expert: bool
    is_local: bool
    is_barred: bool = False

    @property
    def key(self) -> str:
        return f"{self.file.file.id}:{self.reader.user.id}:{self.file.file.version}"


@dataclass(frozen=True)
class Sheet:
    """What is shown before anything is given: readings to give, readings to take back, what lacks, how it was found."""

    given: tuple[Given, ...] = ()
    taken: tuple[Review, ...] = ()
    short: tuple[Shortage, ...] = ()
    proposal: Proposal | None = None
    limits: Limits = field(default_factory=Limits)
    is_relaxed: bool = False  # fewer readings than the call asks for


def by_hand(sharing: Sharing, files: Iterable[int], people: Iterable[int]) -> Sheet:
    """Each of these files to each of these people, those they have left out."""
    wanted, chosen = set(files), set(people)
    pairs = [
        (line, reader)
        for line in sharing.files
        if line.file.id in wanted
        for reader in sharing.readers
        if reader.user.id in chosen and not has(line, reader)
    ]
    return Sheet(tuple(given(sharing, line, reader) for line, reader in pairs))


def by_rule(sharing: Sharing, rules: Sequence[ReadingRule]) -> Sheet:
    """The files of each rule's theme and department, to its person, as long as the file lacks readers."""
    people = {each.user.id: each for each in sharing.readers}
    found: list[Given] = []
    for line in sharing.lacking:
        left, named = line.lacking, set()
        for rule in rules:
            reader = people.get(rule.reviewer_id)
            if left and reader and fits(rule, line) and rule.reviewer_id not in named and not has(line, reader):
                one = given(sharing, line, reader)
                found.append(one)
                named.add(rule.reviewer_id)
                left -= not one.is_barred
    return Sheet(tuple(found))


def fits(rule: ReadingRule, line: FileLine) -> bool:
    return rule.theme in (None, line.file.theme) and rule.department in (None, line.file.department)


def has(line: FileLine, reader: ReaderLine) -> bool:
    return any(e.reviewer_id == reader.user.id and e.status is not ReviewStatus.ABSTAINED for e in line.reviews)


def given(sharing: Sharing, line: FileLine, reader: ReaderLine) -> Given:
    is_local = line.file.department is not None and line.file.department in reader.profile.departments
    is_barred = (line.file.id, reader.user.id) in sharing.barred
    return Given(line, reader, skill(line, reader) >= EXPERT, is_local, is_barred)


def skill(line: FileLine, reader: ReaderLine) -> int:
    return int(reader.profile.skills.get(line.file.theme or "", 0))


def proposed(sharing: Sharing, *, per_file: int = 0, leaving: int | None = None, limits: Limits | None = None) -> Sheet:
    """The best sharing of what lacks; what is scored stays, and as much as possible of what is given.

    per_file: readings a file, as the call asks when 0; leaving: who drops out, whose readings go to others.
    """
    limits = limits or Limits(gap=0.001, seconds=SECONDS)
    panel = panel_of(sharing, per_file, leaving)
    short = tuple(shortages(panel))
    found = assign(panel, limits)
    is_relaxed = False
    if not found.is_found:
        panel, is_relaxed = relaxed(panel), True
        found = assign(panel, limits)
    return sheet(sharing, panel, found, leaving, Sheet(short=short, limits=limits, is_relaxed=is_relaxed))


def sheet(sharing: Sharing, panel: Panel, found: Proposal, leaving: int | None, begun: Sheet) -> Sheet:
    files = {str(each.file.id): each for each in sharing.files}
    people = {str(each.user.id): each for each in sharing.readers}
    added = sorted(found.added(panel)) if found.is_found else []
    new = tuple(given(sharing, files[pair.file], people[pair.reviewer]) for pair in added)
    gone = {(pair.file, pair.reviewer) for pair in found.removed(panel)} if found.is_found else set()
    taken = tuple(
        each
        for line in sharing.files
        for each in line.reviews
        if each.status is ReviewStatus.ASSIGNED
        and (each.reviewer_id == leaving or (str(each.application_id), str(each.reviewer_id)) in gone)
    )
    return replace(begun, given=new, taken=taken, proposal=found)


def panel_of(sharing: Sharing, per_file: int, leaving: int | None) -> Panel:
    """The round as the assignment sees it: what was scored is locked; what is given only is kept if possible."""
    in_play = [each for each in sharing.files if each.wanted]
    scored, current = set(), set()
    for line in in_play:
        for each in line.reviews:
            seat = Seat(str(each.application_id), str(each.reviewer_id))
            if each.status is ReviewStatus.SCORED:
                scored.add(seat)
            elif each.status is ReviewStatus.ASSIGNED and each.reviewer_id != leaving:
                current.add(seat)
    locked = scored | (current if leaving is None else set())
    barred = {Seat(str(file), str(user)) for file, user in sharing.barred}
    loads = {line.user.id: sum(seat.reviewer == str(line.user.id) for seat in locked) for line in sharing.readers}
    return Panel(
        tuple(file_of(each, per_file) for each in in_play),
        tuple(reviewer_of(each, loads[each.user.id], is_out=each.user.id == leaving) for each in sharing.readers),
        frozenset(barred - locked),
        frozenset(locked),
        frozenset(current - barred),
        expert_from=EXPERT,
    )


def file_of(line: FileLine, per_file: int) -> File:
    return File(str(line.file.id), line.file.theme, line.file.department, reviews=per_file or line.wanted)


def reviewer_of(line: ReaderLine, locked: int, *, is_out: bool) -> Reviewer:
    """Somebody who already has more than their most keeps it, and takes nothing new."""
    skills = {theme: int(value) for theme, value in line.profile.skills.items()}
    return Reviewer(
        str(line.user.id), most=max(line.profile.most, locked), skills=skills,
        territories=frozenset(line.profile.departments), is_out=is_out,
    )  # fmt: skip


def relaxed(panel: Panel) -> Panel:
    """As many readings as can be had: no file asks for more than it has free readers, then all ask for fewer."""
    people = panel.of_reviewer.values()
    files = [
        replace(each, reviews=min(each.reviews, sum(panel.may(each, one) for one in people))) for each in panel.files
    ]
    while True:
        tried = replace(panel, files=tuple(files))
        if assign(tried, Limits(seconds=2.0)).is_found or not any(each.reviews for each in files):
            return tried
        top = max(each.reviews for each in files)
        files = [replace(each, reviews=top - 1) if each.reviews == top else each for each in files]
