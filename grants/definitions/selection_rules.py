"""The rules of a what-if selection, as a person writes them one by one: kept with the scenario, said in words."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from grants.definitions.themes import THEMES
from grants.values.money import Money
from grants.values.sentences import sentence
from grants.values.territories import DEPARTMENTS, REGION


class RuleKind(StrEnum):
    AT_LEAST = "at_least"  # plancher
    AT_MOST = "at_most"  # plafond
    SHARE_AT_LEAST = "share_at_least"  # équilibre
    SHARE_AT_MOST = "share_at_most"
    RATE_AT_LEAST = "rate_at_least"  # taux d’aide
    RATE_AT_MOST = "rate_at_most"
    LEAST = "least"  # part de la demande
    ALL_OR_NOTHING = "all_or_nothing"  # tout ou rien
    EXCLUSIVE = "exclusive"
    NEEDS = "needs"


TITLES: dict[RuleKind, str] = {
    RuleKind.AT_LEAST: "un plancher pour un département ou un thème",
    RuleKind.AT_MOST: "un plafond pour un département ou un thème",
    RuleKind.SHARE_AT_LEAST: "une part minimale de l’argent donné",
    RuleKind.SHARE_AT_MOST: "une part maximale de l’argent donné",
    RuleKind.RATE_AT_LEAST: "un taux d’aide minimal",
    RuleKind.RATE_AT_MOST: "un taux d’aide maximal",
    RuleKind.LEAST: "une part minimale de la demande",
    RuleKind.ALL_OR_NOTHING: "une règle de tout ou rien",
    RuleKind.EXCLUSIVE: "des projets qui s’excluent",
    RuleKind.NEEDS: "un projet qui en suppose un autre",
}
HIDDEN = sentence("un dossier que vous ne lisez pas")


class SelectionRule(BaseModel):
    """amount in cents or count of files, never both; share from 0 to 1; files: ids, the needing one first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    kind: RuleKind
    department: str | None = None
    theme: str | None = None
    amount: int | None = None
    count: int | None = None
    share: Decimal | None = None
    files: tuple[int, ...] = ()

    def kept(self) -> dict[str, Any]:
        """As the scenario's row holds it."""
        return self.model_dump(mode="json", exclude_none=True)


def read(rules: Iterable[Mapping[str, Any]]) -> list[SelectionRule]:
    return [SelectionRule.model_validate(each) for each in rules]


def next_key(rules: Iterable[Mapping[str, Any]]) -> str:
    """A name that no rule of this scenario has had yet."""
    return f"r{max((int(str(each['key'])[1:]) for each in rules), default=0) + 1}"


def said(rule: SelectionRule, names: Mapping[int, str]) -> str:
    """The rule in words; `names` are those of the files that the reader sees."""
    part, share = part_of(rule), percent(rule.share)
    files = [names.get(each, HIDDEN) for each in rule.files]
    match rule.kind:
        case RuleKind.AT_LEAST:
            return sentence("%(what)s au moins pour %(part)s.", what=what(rule), part=part)
        case RuleKind.AT_MOST:
            return sentence("%(what)s au plus pour %(part)s.", what=what(rule), part=part)
        case RuleKind.SHARE_AT_LEAST:
            return sentence("%(share)s au moins de l’argent donné pour %(part)s.", share=share, part=part)
        case RuleKind.SHARE_AT_MOST:
            return sentence("%(share)s au plus de l’argent donné pour %(part)s.", share=share, part=part)
        case RuleKind.RATE_AT_LEAST:
            return sentence("Taux d’aide d’au moins %(share)s du coût du projet pour %(part)s.", share=share, part=part)
        case RuleKind.RATE_AT_MOST:
            return sentence("Taux d’aide d’au plus %(share)s du coût du projet pour %(part)s.", share=share, part=part)
        case RuleKind.LEAST:
            return sentence("Chacun reçoit au moins %(share)s de sa demande : %(part)s.", share=share, part=part)
        case RuleKind.ALL_OR_NOTHING:
            whom = " ; ".join(files) if files else part
            return sentence("Tout ou rien, la demande entière ou pas d’aide : %(whom)s.", whom=whom)
        case RuleKind.EXCLUSIVE:
            return sentence("Un seul au plus de ces projets : %(files)s.", files=" ; ".join(files))
        case RuleKind.NEEDS:
            return sentence("%(file)s, seulement si est aussi retenu : %(other)s.", file=files[0], other=files[1])


def what(rule: SelectionRule) -> str:
    if rule.count is None:
        return str(Money(rule.amount or 0))
    return sentence("%(count)s dossiers retenus" if rule.count > 1 else "%(count)s dossier retenu", count=rule.count)


def part_of(rule: SelectionRule) -> str:
    """Whom the rule is on."""
    theme = sentence("le thème « %(theme)s »", theme=THEMES.get(rule.theme or "", rule.theme))
    place = place_of(rule.department) if rule.department else ""
    if rule.department and rule.theme:
        return sentence("%(theme)s dans %(place)s", theme=theme, place=place)
    return place or (theme if rule.theme else sentence("tous les dossiers"))


def place_of(department: str) -> str:
    if department == REGION:
        return sentence("les dossiers régionaux")
    return sentence("le département %(code)s %(name)s", code=department, name=DEPARTMENTS.get(department, ""))


def percent(share: Decimal | None) -> str:
    """« 12,5 % »"""
    return f"{(share or Decimal(0)) * 100:f}".rstrip("0").rstrip(".").replace(".", ",") + " %"
