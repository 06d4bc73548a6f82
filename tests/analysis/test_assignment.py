"""Assignments worked out by hand, against every one tried, and at full size; never a pair in conflict."""

from dataclasses import replace

import pytest

from bench.selection import large_panel
from grants.analysis.assignment import File, Pair, Panel, Reviewer, assign, because, breaches, shortages
from grants.analysis.assignment.assigning import checked
from grants.analysis.assignment.infeasible import KINDS, names_of, sifted
from grants.analysis.assignment.model import Model
from grants.analysis.solving import Limits, Name, Outcome, Status, silently
from tests.analysis.assignment_cases import allowed, best, small_panel

EXACT = Limits(gap=0.0, seconds=20.0)


def check(seed: int) -> None:
    """As many pairs kept, the same greatest load, the same skill; infeasible when nothing is allowed."""
    panel = small_panel(seed)
    expected, found = best(panel), assign(panel, EXACT)
    if expected is None:
        assert found.status is Status.INFEASIBLE
        return
    there = [found.loads[each.key] for each in panel.reviewers if not each.is_out]
    assert (found.status, found.is_lightest) == (Status.OPTIMAL, True)
    assert (len(found.pairs & panel.current), max(there, default=0), found.skill) == expected
    assert not found.pairs & panel.conflicts
    assert breaches(panel, found.pairs) == []


@pytest.mark.parametrize("seed", range(60))
def test_equals_brute_force(seed):
    check(seed)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1_000, 3_000, 100))
def test_equals_brute_force_on_two_thousand_panels(first):
    for seed in range(first, first + 100):
        check(seed)


def check_conflict(seed: int) -> bool:
    """Nothing is allowed under these rules alone, and something is without any one of them."""
    panel = small_panel(seed)
    if best(panel) is not None:
        return False
    conflict = because(panel)
    assert conflict.is_minimal
    assert len(allowed(panel, set(conflict.because))) == 0
    for name in conflict.because:
        assert len(allowed(panel, set(conflict.because) - {name})), name
    return True


def test_a_conflict_of_rules_is_minimal():
    assert sum(check_conflict(seed) for seed in range(40)) >= 5


@pytest.mark.slow
def test_hundreds_of_conflicts_of_rules_are_minimal():
    assert sum(check_conflict(seed) for seed in range(1_000, 2_000)) >= 200


SKILLED = {"santé": 90}
THREE = (Reviewer("ana", 5, skills=SKILLED), Reviewer("bob", 5), Reviewer("cid", 5))


def test_the_load_is_shared_before_skill_is_sought():
    files = tuple(File(f"f{number}", "santé", reviews=1) for number in range(3))
    found = assign(Panel(files, THREE), EXACT)
    assert dict(found.loads) == {"ana": 1, "bob": 1, "cid": 1}
    assert found.skill == 90


def test_skill_and_territory_decide_among_equal_loads():
    files = (File("here", "santé", "44", reviews=1), File("there", "emploi", "53", reviews=1))
    people = (Reviewer("ana", 1, skills={"santé": 50, "emploi": 39}), Reviewer("bob", 1, territories=frozenset({"44"})))
    assert assign(Panel(files, people), EXACT).pairs == {("here", "ana"), ("there", "bob")}
    weighty = Panel(files, people, local_bonus=20)
    assert assign(weighty, EXACT).pairs == {("here", "bob"), ("there", "ana")}


def test_infeasible_because_one_file_has_only_one_free_reviewer():
    files = (File("f", reviews=2), File("g", reviews=1))
    panel = Panel(files, THREE, conflicts=frozenset({Pair("f", "ana"), Pair("f", "cid"), Pair("g", "bob")}))
    assert assign(panel).status is Status.INFEASIBLE
    assert set(because(panel).because) == {("reviews", "f"), ("conflicts", "f")}
    assert [(each.file, each.needed, each.there) for each in shortages(panel)] == [("f", 2, 1)]


def test_infeasible_because_loads_are_too_low():
    files = tuple(File(f"f{number}", reviews=2) for number in range(3))
    panel = Panel(files, tuple(Reviewer(key, 1) for key in ("ana", "bob", "cid")))
    assert {name.kind for name in because(panel).because} == {"most", "reviews"}
    assert [(each.file, each.needed, each.there) for each in shortages(panel)] == [(None, 6, 3)]


def test_a_locked_pair_in_conflict_is_told_not_dropped():
    pair = frozenset({Pair("f", "ana")})
    panel = Panel((File("f", reviews=1),), THREE, conflicts=pair, locked=pair)
    assert assign(panel).status is Status.INFEASIBLE
    assert set(because(panel).because) == {("locked", "f"), ("conflicts", "f")}


def test_an_answer_that_does_not_pass_the_check_is_never_given():
    panel = Panel((File("f", reviews=1),), THREE)
    model = Model(panel)
    refused = checked(panel, model, Outcome(Status.OPTIMAL, [1.0] * len(model.matrix.lower), 0))
    assert (refused.status, refused.pairs, refused.refused) == (Status.REFUSED, frozenset(), (Name("reviews", "f"),))


def test_when_someone_drops_out_only_their_files_move():
    """What the leaver has written stays; the others keep all that they have."""
    panel = large_panel(3, files=60, reviewers=12)
    before = assign(panel, EXACT).pairs
    written = frozenset(sorted(pair for pair in before if pair.reviewer == "r00")[:2])
    after = Panel(panel.files, panel.reviewers, panel.conflicts, locked=written).left_by("r00", before)
    found = assign(after, EXACT)
    lost = {pair for pair in before if pair.reviewer == "r00"} - written
    assert found.removed(after) == lost
    assert len(found.added(after)) == len(lost)
    assert {pair for pair in found.pairs if pair.reviewer == "r00"} == written
    assert not found.pairs & panel.conflicts


def test_the_order_of_the_rows_changes_nothing():
    panel = large_panel(4, files=30, reviewers=8)
    other = Panel(panel.files[::-1], panel.reviewers[::-1], panel.conflicts)
    assert assign(panel, EXACT).pairs == assign(other, EXACT).pairs


@pytest.mark.parametrize("wrong", [
    lambda: Panel((File("f"), File("f")), THREE),
    lambda: Panel((File("f"),), THREE + THREE),
    lambda: Panel((File("f"),), THREE, locked=frozenset({Pair("f", "zoe")})),
])  # fmt: skip
def test_a_panel_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match=r"file|reviewer"):
        wrong()


def test_the_check_counts_by_itself():
    file = File("f", "santé", "44", reviews=2, least_skill=50, experts=1, locals=1)
    people = (Reviewer("ana", 0, skills={"santé": 60}), Reviewer("bob", 1, is_out=True), Reviewer("cid", 1, least=1))
    panel = Panel((file,), people, conflicts=frozenset({Pair("f", "ana")}), locked=frozenset({Pair("f", "cid")}))
    broken = breaches(panel, frozenset({Pair("f", "ana"), Pair("f", "bob")}))
    kinds = ["conflicts", "experts", "least", "least_skill", "locals", "locked", "most", "out"]
    assert [name.kind for name in broken] == kinds
    assert breaches(panel, frozenset())[-1] == Name("reviews", "f")


@pytest.mark.slow
def test_at_full_size_the_kinds_of_rules_are_told_even_when_the_time_is_short():
    """Hundreds of rules are needed for that conflict: by kind it is told at once, by count it is one sentence."""
    panel = large_panel(0)
    tired = replace(panel, reviewers=tuple(replace(each, most=24) for each in panel.reviewers))
    names = list(names_of(tired))
    kinds = sifted(tired, names, [[each for each in names if each.kind == kind] for kind in KINDS], 300, silently)
    assert {name.kind for name in kinds.because} == {"most", "reviews"}
    short = because(tired, seconds=1)
    assert not short.is_minimal
    assert {"most", "reviews"} <= {name.kind for name in short.because}
    assert [(each.file, each.needed, each.there) for each in shortages(tired)] == [(None, 1_500, 1_440)]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_five_hundred_files_three_reviews_sixty_reviewers(seed):
    panel = large_panel(seed)
    found = assign(panel, Limits(gap=1e-3, seconds=15.0))
    print(f"500 × 3 × 60: gap {found.gap:.6f} in {found.seconds:.2f} s, greatest load {max(found.loads.values())}")
    assert found.seconds < 45  # the limit, and room for a machine that does something else
    assert found.gap <= 1e-3
    assert max(found.loads.values()) == 25
    assert len(found.pairs) == 1_500
    assert not found.pairs & panel.conflicts
    assert breaches(panel, found.pairs) == []
