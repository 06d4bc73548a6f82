from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from grants.values.accounts import grid
from grants.values.budget_checks import faults
from grants.values.budgets import Budget, Gap, gaps
from grants.values.money import ZERO, Money
from grants.values.numbers import decimal_of, money_of, stored

GRID = grid({"74_state_commissioner": "État – crédits commissaire"})
AMOUNTS = st.integers(0, 10**11).map(Money)
BUDGETS = st.dictionaries(
    st.sampled_from([leaf.code for leaf in GRID.leaves()]), st.lists(AMOUNTS, min_size=1, max_size=3).map(tuple)
).map(lambda amounts: Budget({code: row for code, row in amounts.items() if any(row)}, GRID))


def of(**lines: str) -> Budget:
    return Budget.read({"lines": {code.removeprefix("n"): [amount] for code, amount in lines.items()}}, GRID)


BALANCED = {"n601": "6000.00", "n641": "3000.00", "indirect": "1000.00", "n864": "400.00", "n870": "400.00",
            "n74_state_commissioner": "8000.00", "own_funds": "2000.00"}  # fmt: skip


def test_has_nothing_to_say_of_a_balanced_budget():
    budget = of(**BALANCED)
    assert budget.total_charges == budget.total_income == Money.of("10000.00")
    assert budget.rate("74_state_commissioner") == Decimal("0.8")
    asked = Money.of("8000.00")
    assert faults(budget, row="74_state_commissioner", requested=asked, maximum_rate=Decimal("0.80")) == []


def test_explains_an_imbalance_in_words():
    said = faults(of(n601="100.00", n70="99.99"))
    assert len(said) == 1
    assert "0,01" in said[0]
    assert "charges" in said[0]
    assert "aucune dépense" in faults(of(n70="1.00"))[0]
    assert "86" in faults(of(n864="5.00"))[0]


def test_compares_the_amount_asked_and_the_rate():
    budget = of(**(BALANCED | {"own_funds": "1999.99", "n601": "5999.99"}))
    said = faults(budget, row="74_state_commissioner", requested=Money.of("8000.01"), maximum_rate=Decimal("0.80"))
    assert len(said) == 2
    assert "État – crédits commissaire" in said[0]
    assert "80 %" in said[1]


def test_has_no_rate_without_income():
    assert of().rate("74_state_commissioner") is None


def test_reads_years_and_forgives_nonsense():
    budget = Budget.read({"lines": {"601": ["1,50", "x", "2"], "999": ["5.00"], "65": "3.00"}}, GRID)
    assert budget.line("60") == Money.of("3.50")
    assert budget.line("60", 2) == Money.of("2.00")
    assert budget.line("65") == Money.of("3.00")
    assert budget.line("60", 5) == ZERO
    assert not Budget.read("nonsense", GRID).is_filled()


def test_shows_what_was_foreseen_beside_what_was_done():
    rows = {gap.code: gap for gap in gaps(of(n601="200.00", n65="10.00"), of(n601="150.00", n66="1.00"))}
    assert rows["60"].percent == Decimal("-25.0")
    assert rows["60"].exceeds(Decimal("0.20"))
    assert rows["66"].percent is None
    assert rows["66"].exceeds(Decimal("0.20"))
    assert rows["65"].difference == Money.of("-10.00")


@given(BUDGETS)
def test_keeps_every_cent(budget):
    assert Budget.read(budget.write(), GRID) == budget
    parts = [leaf for account in GRID.charges for leaf in account.leaves()]
    assert budget.total_charges == Money.total(budget.line(leaf.code) for leaf in parts)
    assert budget.total_charges == Money.total(budget.total(GRID.charges, year) for year in range(3))


@given(BUDGETS)
def test_is_at_fault_exactly_when_it_does_not_balance(budget):
    balanced = budget.total_charges == budget.total_income and budget.in_kind_charges == budget.in_kind_income
    assert bool(faults(budget)) is not balanced


@given(AMOUNTS, AMOUNTS)
def test_a_gap_never_divides_by_zero(forecast, actual):
    gap = Gap("60", "Achats", forecast, actual)
    assert (gap.percent is None) == (not forecast)
    assert gap.exceeds(Decimal("0.20")) in (True, False)


@given(st.one_of(st.text(), st.integers(), st.none(), st.floats(), st.booleans(), st.decimals(), st.lists(st.text())))
def test_numbers_never_raise(value):
    assert decimal_of(value) is None or isinstance(decimal_of(value), Decimal)
    assert money_of(value) is None or isinstance(money_of(value), Money)


@given(st.integers(-(10**14), 10**14).map(Money))
def test_amounts_are_stored_without_loss(amount):
    assert money_of(stored(amount)) == amount
