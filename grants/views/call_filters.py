"""What a visitor asks of the list of calls: words, state, department, theme, kind, legal nature."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from grants.definitions.call import CallFile
from grants.definitions.reach import NATURES, departments_of, nature_name, places_of
from grants.definitions.themes import known_themes, themes_of
from grants.values.stems import stems
from grants.values.territories import DEPARTMENTS
from grants.views.call_cards import STATES, CallCard
from workflows.words.kinds import KINDS

LONGEST = 200  # of the words searched
NAMES = {"q": "words", "etat": "state", "departement": "department", "theme": "theme", "genre": "kind",
         "nature": "nature"}  # fmt: skip

STEMS: dict[str, frozenset[str]] = {}  # by digest: a definition never changes


@dataclass(frozen=True)
class CallSearch:
    """What is asked; an empty part asks nothing."""

    words: str = ""
    state: str = ""
    department: str = ""
    theme: str = ""
    kind: str = ""
    nature: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "CallSearch":
        """From the parameters of an address."""
        return cls(**{name: given.get(asked, "").strip()[:LONGEST] for asked, name in NAMES.items()})

    def keeps(self, card: CallCard) -> bool:
        file = card.call.file
        return (
            self.state in ("", card.status)
            and self.kind in ("", card.call.kind)
            and (not self.nature or self.nature in file.eligibility.legal_natures)
            and (not self.department or self.department in departments_of(file))
            and (not self.theme or self.theme in (themes_of(file) or (self.theme,)))
            and stems(self.words) <= words_of(card.call.definition.digest, file)
        )

    def given(self, **changed: str) -> dict[str, Any]:
        """The parameters of the address that asks the same, but for what is changed."""
        here = vars(replace(self, **changed))
        return {asked: here[name] for asked, name in NAMES.items() if here[name]}

    def wish(self) -> dict[str, Any]:
        """The alert that asks the same."""
        return {name: value for name, value in self.given().items() if name in ("theme", "departement")}


def words_of(digest: str, file: CallFile) -> frozenset[str]:
    """Every stem by which a call is found."""
    if digest not in STEMS:
        STEMS[digest] = frozenset(stems(text_of(file)))
    return STEMS[digest]


def text_of(file: CallFile) -> str:
    natures = [nature_name(each) for each in file.eligibility.legal_natures]
    places = [place.name for place in places_of(file)] + [DEPARTMENTS[code] for code in departments_of(file)]
    own = [file.title, file.short_title, file.summary, file.description or "", file.source_kind or ""]
    own += [KINDS.get(file.kind, ""), file.contact.service]
    return " ".join([*own, *themes_of(file).values(), *natures, *places])


def chips_of(search: CallSearch, options: Mapping[str, Mapping[str, str]]) -> list[dict[str, str]]:
    """What is asked, each with the address that asks it no more."""
    labels = {"words": _("Mots"), "state": _("État"), "department": _("Département"), "theme": _("Thème"),
              "kind": _("Genre"), "nature": _("Organisme")}  # fmt: skip
    return [
        {"label": label, "value": options.get(name, {}).get(value, value),
         "remove": url_for("calls.index", **search.given(**{name: ""}))}
        for name, label in labels.items() if (value := getattr(search, name))
    ]  # fmt: skip


def options_of(cards: Iterable[CallCard]) -> dict[str, dict[str, str]]:
    """The choices of each filter, of all calls: choosing one never hides the others."""
    files = [each.call.file for each in cards]
    natures = {key for file in files for key in file.eligibility.legal_natures}
    proposed = {key for file in files for key in themes_of(file)}
    return {
        "state": {key: str(words) for key, words in STATES.items()},
        "department": dict(DEPARTMENTS),
        "theme": {key: label for key, label in known_themes(files).items() if key in proposed},
        "kind": {file.kind: KINDS[file.kind] for file in files if file.kind in KINDS},
        "nature": {key: label for key, label in NATURES.items() if key in natures},
    }
