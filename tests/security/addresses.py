"""Every address of the site, with the parts that name what stands in a town."""

from dataclasses import dataclass

from flask import Flask

from tests.support.town import Town

OF_WHOM = {  # what an address under /dossiers/ is about → on which file of the town it stands
    "avis": ("under_review", "opinion"), "notations": ("under_review", "review"),
    "conventions": ("awarded", "agreement"),
    "versements": ("awarded", "payment"), "reversements": ("awarded", "recovery"), "recours": ("refused", "appeal"),
    "comptes-rendus": ("awarded", "report"), "evaluation": ("awarded", "evaluation"),
    "notes-privees": ("submitted", "desk_note"),
    "lettres": ("unpublished", "held_letter"), "deports": ("submitted", "recusal"), "pieces": ("draft", "piece"),
    "mandats": ("draft", "mandate"), "conseil": ("draft", "adviser"), "relecture": ("draft", "remark"),
}  # fmt: skip
ELSEWHERE = ("showcase.", "bootstrap.", "static")


@dataclass(frozen=True)
class Address:
    """One address, how it may be asked, and on which file of the town it is (none: on no file)."""

    path: str
    endpoint: str
    methods: frozenset[str]
    policy: object
    file: str | None = None


def addresses(app: Flask, town: Town, *, files: tuple[str, ...] | None = None) -> list[Address]:
    """Each rule once for each file it may be about."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(ELSEWHERE):
            continue
        for name in files_of(rule.rule, town, files):
            path = filled(rule.rule, town, name)
            policy = getattr(app.view_functions[rule.endpoint], "policy", None)
            methods = frozenset(rule.methods or ()) & {"GET", "POST"}
            found.append(Address(path, rule.endpoint, methods, policy, name or None))
    return found


def part_of(rule: str) -> tuple[str, str] | None:
    if "<int:id>" not in rule:
        return None
    return OF_WHOM.get(rule.split("/<int:id>")[0].rsplit("/", 1)[-1])


def files_of(rule: str, town: Town, files: tuple[str, ...] | None) -> list[str]:
    """The files that this rule is tried on: that of its part, else all (or those asked for)."""
    if part := part_of(rule):
        return [part[0]]
    if "<number>" not in rule:
        return [""]
    if "<int:meeting_id>" in rule:
        return ["awaiting_committee"]
    return list(files or [name for name in town.numbers if name != "rival"])


def filled(rule: str, town: Town, name: str) -> str:
    part = part_of(rule)
    parts = {
        "<number>": town.numbers.get(name, ""), "<int:id>": str(town.ids.get(part[1], 1) if part else 1),
        "<int:meeting_id>": str(town.ids["meeting"]), "<int:round_id>": str(town.world.round_id),
        "<int:envelope_id>": str(town.world.envelopes["d49"]), "<int:organisation_id>": str(town.world.organisation_id),
        "<int:year>": "2020", "<key>": "credits_commissaire_2020", "<section>": "project",
        "<token>": "MQ.none", "<code>": "ABCD-EFGH",
        "<any(xlsx, ods):format>": "ods", "<path:filename>": "x", "<path:place>": "form/main", "<word>": "x",
        "<int:delegation_id>": "1",
        "<int:accreditation_id>": str(town.ids["accreditation"]),
        "<int:scenario_id>": str(town.ids["scenario"]), "<int:calculation_id>": str(town.ids["calculation"]),
        "<int:piece_id>": "1", "<int:call_id>": str(town.world.call_id), "<int:user_id>": str(town.world["applicant"]),
    }  # fmt: skip
    if "/pieces/" in rule:
        parts["<key>"] = "bank_details"
    for what, value in parts.items():
        rule = rule.replace(what, value)
    return rule
