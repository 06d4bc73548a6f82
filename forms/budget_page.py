"""A budget field laid out in two columns of accounts, as the budget component draws it."""

from decimal import Decimal
from typing import Any

from forms.builder import AnswersForm
from grants.definitions.answers.context import years_of
from grants.definitions.question import Question
from grants.values import budget_checks
from grants.values.accounts import Account, Grid
from grants.values.budget_checks import faults, percent
from grants.values.budgets import Budget
from grants.values.money import Money
from grants.values.numbers import money_of
from grants.values.sentences import Sentence, sentence

CAPTIONS = ("Charges", "Produits")
SHARE = "Part demandée : %(percent)s"


def budget_layout(form: AnswersForm, question: Question) -> dict[str, Any]:
    """{"sides", "gap", "share", "faults", "difference", "live"}: columns of groups of lines, the share asked, what
    does not add up, the gap between the two totals, and what the page needs to count as one types.
    """
    context = form.context
    grid = context.grid(question)
    budget = Budget.read(form.answers()[question.key], grid)
    parts = [(grid.charges, budget.total_charges), (grid.income, budget.total_income)]
    sides = [
        side(form, question, budget, caption, accounts, total)
        for caption, (accounts, total) in zip(CAPTIONS, parts, strict=True)
    ]
    sides += [side(form, question, budget, each.label, (each,), budget.line(each.code)) for each in grid.in_kind]
    rate = budget.rate(question.funder_row) if question.funder_row else None
    share = sentence(SHARE, percent=percent(rate)) if rate is not None else None
    requested = money_of(context.answers.get(question.must_equal or ""))
    rules: dict[str, Any] = {"row": question.funder_row, "requested": requested, "maximum_rate": question.maximum_rate}
    found = faults(budget, **rules) if budget.is_filled() else []
    return {
        "sides": sides, "gap": next(iter(faults(budget)), None) if budget.is_filled() else None, "share": share,
        "faults": found, "difference": gap(budget), "live": live(grid, **rules),
    }  # fmt: skip


def gap(budget: Budget) -> Money:
    charges, income = budget.total_charges, budget.total_income
    return charges - income if charges > income else income - charges


def live(grid: Grid, *, row: str | None, requested: Money | None, maximum_rate: Decimal | None) -> dict[str, Any]:
    """The rules, and the sentences with their amounts left open as {name}: the page fills them in."""
    label = grid.label(row) if row else ""
    return {
        "funder": row or "",
        "requested": requested.cents if row and requested is not None else "",
        "maximum": int(maximum_rate * 10_000) if row and maximum_rate is not None else "",
        "short": opened(budget_checks.SHORT, "charges", "income", "gap"),
        "long": opened(budget_checks.LONG, "charges", "income", "gap"),
        "in-kind": opened(budget_checks.IN_KIND, "used", "given"),
        "asked": opened(budget_checks.ASKED, "written", requested=requested, label=label),
        "rate": opened(budget_checks.TOO_MUCH, "share", most=percent(maximum_rate or Decimal(0))),
        "share": opened(SHARE, "percent"),
    }


def opened(words: str, *names: str, **known: Any) -> Sentence:
    return sentence(words, **{name: f"{{{name}}}" for name in names}, **known)


def side(
    form: AnswersForm, question: Question, budget: Budget, caption: str, accounts: tuple[Account, ...], total: Money
) -> dict[str, Any]:
    """One column: its groups of accounts and their totals."""
    groups = [
        {
            "account": shown_code(each.code),
            "label": each.label,
            "total": budget.line(each.code),
            "lines": lines(form, question, each),
        }
        for each in accounts
    ]
    return {"caption": caption, "total": total, "groups": groups}


def lines(form: AnswersForm, question: Question, account: Account) -> list[dict[str, Any]]:
    """Where amounts are typed, one line for each year."""
    inner = form.field_of(question).form
    return [
        {
            "account": "" if leaf.code == account.code else shown_code(leaf.code),
            "label": f"{leaf.label}, {year}" if year else leaf.label,
            "field": inner[f"a_{leaf.code}_{rank}"],
            "status": inner[f"s_{leaf.code}"] if leaf.code.startswith("74_") else None,
        }
        for leaf in account.leaves()
        for rank, year in enumerate(years_of(question))
    ]


def shown_code(code: str) -> str:
    """The number of an account; what the form adds to the accounts has none."""
    number = code.split("_")[0]
    return number if number.isdecimal() else ""
