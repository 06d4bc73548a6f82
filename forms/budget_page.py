"""A budget field laid out in two columns of accounts, as the budget component draws it."""

from typing import Any

from forms.builder import AnswersForm
from grants.definitions.answers.context import years_of
from grants.definitions.question import Question
from grants.values.accounts import Account
from grants.values.budget_checks import faults, percent
from grants.values.budgets import Budget
from grants.values.money import Money
from grants.values.sentences import sentence

CAPTIONS = ("Charges", "Produits")


def budget_layout(form: AnswersForm, question: Question) -> dict[str, Any]:
    """{"sides", "gap", "share"}: two columns of groups of lines, what does not balance, the share asked."""
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
    share = sentence("Part demandée : %(percent)s", percent=percent(rate)) if rate is not None else None
    return {"sides": sides, "gap": next(iter(faults(budget)), None) if budget.is_filled() else None, "share": share}


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
