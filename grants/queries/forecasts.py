"""Before one act is done on many files: on which it would be done, and why not on the others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.definitions.completeness import shown_answers, wanted_pieces
from grants.definitions.eligibility import eligibility
from grants.models import Answer, Application, Opinion, Piece, User
from grants.policies.permits import PERMITS
from grants.queries import barred, known, many
from grants.queries.completeness import facts_of_filing
from grants.values.sentences import sentence
from workflows.engine import Attempt
from workflows.states import OpinionState

NOT_YOURS = "Cet acte n’est pas à vous sur ce dossier."


@dataclass(frozen=True)
class Forecast:
    """One file, and why the act would not be done on it (nothing: it would)."""

    application: Application
    reasons: Sequence[str]


Given = Mapping[str, Any]
Reasons = dict[int, Sequence[str]]  # by file


def of(user: User, act: str, files: Sequence[Application], *, at: datetime, given: Given) -> list[Forecast]:
    """A known number of statements; what changes before the button is pressed is told by the act's account."""
    tried = many.attempts(user, files, at=at)
    found = {file_id: first_reasons(act, attempt) for file_id, attempt in tried.items()}
    open_ones = [each for each in files if not found[each.id]]
    more = FURTHER[act](open_ones, tried, given, at) if act in FURTHER else {}
    return [Forecast(each, found[each.id] or more.get(each.id, [])) for each in files]


def first_reasons(act: str, attempt: Attempt) -> Sequence[str]:
    """What the tables say: whose act it is, in which state, under which conditions."""
    permit, workflow = PERMITS.get(act), attempt.subject.workflow
    allowed = attempt.roles & permit.by if permit else workflow.allows(act, attempt.roles)
    if not allowed:
        return [NOT_YOURS]
    return permit.refusals(attempt) if permit else list(workflow.refusals(attempt, act))


Tried = Mapping[int, Attempt]


def completeness(files: Sequence[Application], tried: Tried, given: Given, at: datetime) -> Reasons:
    """« Complete » may be said at once of files where each required piece is there and none was refused."""
    answers, pieces = answers_of(files), pieces_of(files)
    found: Reasons = {}
    for each in files:
        if tried[each.id].facts["completeness_checked"]:
            found[each.id] = ["Ses pièces sont déjà contrôlées."]
        else:
            found[each.id] = unfit_pieces(each, answers.get(each.id, {}), pieces.get(each.id, {}))
    return found


def unfit_pieces(file: Application, answers: dict[str, Any], given: dict[str, bool]) -> Sequence[str]:
    """The pieces that lack or were refused; `given`: key → whether one of it was refused."""
    facts = facts_of_filing(file, answers)
    shown = shown_answers(file.file.form_of(file.stage_key), answers, facts)
    wanted = wanted_pieces(file.file.pieces, shown, facts, stage=file.stage_key)
    lacking = [each.label for each in wanted if each.required and each.key not in given]
    refused = [each.label for each in wanted if given.get(each.key)]
    found = [sentence("Il manque « %(label)s » : contrôlez ce dossier seul.", label=each) for each in lacking]
    return found + [
        sentence("« %(label)s » a été refusée : contrôlez ce dossier seul.", label=each) for each in refused
    ]


def rules(files: Sequence[Application], tried: Tried, given: Given, at: datetime) -> Reasons:
    """The rules may be noted at once where each is met; one is passed over file by file, with its reason."""
    answers, facts_of = answers_of(files), known.of_files(files, at=at)
    found: Reasons = {}
    for each in files:
        said = answers.get(each.id, {})
        facts = facts_of_filing(each, said) | facts_of[each.id]
        failing = [one for one in eligibility(each.file, said, facts, stage=each.stage_key)
                   if not one.passed and one.on_fail != "warn"]  # fmt: skip
        is_done = tried[each.id].facts["eligibility_checked"] and not tried[each.id].facts["eligibility_failures"]
        done = ["Ses règles sont déjà contrôlées."] if is_done else []
        found[each.id] = done or [
            sentence("%(message)s Contrôlez ce dossier seul pour passer outre.", message=one.message) for one in failing
        ]
    return found


def reading(files: Sequence[Application], tried: Tried, given: Given, at: datetime) -> Reasons:
    """Each person chosen must be able to read the file."""
    links = barred.of_files(files, given["reviewer_ids"])
    no_grid = "Cet appel ne demande aucune note à cette étape."
    return {each.id: links.get(each.id, []) if each.file.grid_of(each.stage_key) else [no_grid] for each in files}


def asking(files: Sequence[Application], tried: Tried, given: Given, at: datetime) -> Reasons:
    """A service is not asked twice at once."""
    waiting = select(Opinion.application_id).filter_by(service=given["service"], state=OpinionState.ASKED)
    asked = set(db.session.scalars(waiting.where(Opinion.application_id.in_([each.id for each in files]))))
    why = sentence("L’avis de « %(label)s » y est déjà demandé.", label=given["service_label"])
    return {each: [why] for each in asked}


FURTHER: dict[str, Callable[[Sequence[Application], Tried, Given, datetime], Reasons]] = {
    "application.check_completeness": completeness,
    "application.check_eligibility": rules,
    "review.assign": reading,
    "opinion.ask": asking,
}


def answers_of(files: Sequence[Application]) -> dict[int, dict[str, Any]]:
    """The answers to the form of each file's stage; one statement."""
    forms = {each.id: each.file.form_of(each.stage_key).key for each in files}
    here = select(Answer.application_id, Answer.form_key, Answer.values).where(Answer.application_id.in_(forms))
    found: dict[int, dict[str, Any]] = {}
    for file_id, form, values in db.session.execute(here):
        if forms[file_id] == form:
            found.setdefault(file_id, {}).update(values)
    return found


def pieces_of(files: Sequence[Application]) -> dict[int, dict[str, bool]]:
    """The pieces that are there: key → whether one of it was refused; one statement."""
    here = select(Piece.application_id, Piece.key, Piece.is_accepted).where(Piece.replaced_at.is_(None))
    found: dict[int, dict[str, bool]] = {}
    for file_id, key, is_accepted in db.session.execute(here.where(Piece.application_id.in_([f.id for f in files]))):
        of_file = found.setdefault(file_id, {})
        of_file[key] = of_file.get(key, False) or is_accepted is False
    return found
