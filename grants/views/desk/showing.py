"""The staff's page of a file: its content in the order of the form, where it stands, and what may be done."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from grants.models import Application
from grants.policies.access import READERS
from grants.policies.blinding import is_blind
from grants.queries import attempts, opinions, parts, reviews, timelines
from grants.queries.parts import FollowUp
from grants.queries.timelines import Passage, Told
from grants.values import clock
from grants.values.territories import name_of
from grants.views import drawing, turns
from grants.views import timelines as tellings
from grants.views.desk import acts, blind, bp, content, instructing, rail
from grants.views.pieces import is_for_payment
from grants.views.requires import requires

LINES = 30
ANSWERS = {"favourable": "Favorable", "with_reservations": "Favorable avec réserves", "unfavourable": "Défavorable"}
STATUSES = {"assigned": "À donner", "scored": "Donnée", "abstained": "Abstention"}


@bp.get("/instruction/<number>")
@requires("application.instruct")
def show(application: Application) -> ResponseReturnValue:
    attempt = attempts.attempt(current_user, application, at=clock.now())
    if is_blind(current_user, application):
        return render_template("desk/blind.html", **blind.page(application, attempt))
    is_whole = bool(attempt.roles & READERS["application.see_answers"])
    return render_template("desk/show.html", **page(application, attempt, is_whole=is_whole))


def page(application: Application, attempt: Any, *, is_whole: bool) -> dict[str, Any]:
    """All that the page shows; a consulted service reads only what its question needs."""
    here = parts.instruction(application)
    ruled = here.rulings or application.released_at or application.call.is_recorded
    after = parts.follow_up(application, here.there) if ruled and is_whole else FollowUp()
    told = timelines.of_staff(application)
    asked = [each for each in here.opinions if is_whole or mine(each)]
    sections = content.sections(application, here.answers, is_whole=is_whole)
    sections = sections if is_whole else chosen(sections, asked)
    shown: dict[str, Any] = {
        "file": application,
        "place": name_of(application.department),
        "crumbs": rail.crumbs(application),
        "search_address": url_for("desk.index"),
        "is_whole": is_whole,
        "sections": sections,
        "next_act": rail.next_act(application),
        "silence": rail.silence(application),
        "offers": acts.on_file(attempt, here, current_user),
        "amounts": rail.amounts(application, here, after),
        "turn": turns.offered_beside(application),
        "opinions": [opinion(each, attempt, is_whole=is_whole) for each in asked],
        "progress": progress(asked),
        "drawing": drawing.lanes_of(application, passed(told)),
        "contents": contents(sections, is_whole=is_whole, has_follow_up=bool(after.agreements or after.appeals)),
    }
    if is_whole:
        shown["events"] = [tellings.item(each, each.actor) for each in told[:LINES]]
        service = for_the_service(application, attempt, here, after)
        return shown | service | instructing.around(application, attempt, here, told, shown["contents"])
    return shown


def passed(told: list[Told]) -> list[Passage]:
    """The states that the file went through, first to last; what is told of its parts names them."""
    own = [each for each in reversed(told) if "target" in each.data and "subject" not in each.data]
    return [Passage(each.data["target"], each.at, each.actor) for each in own]


def mine(opinion: Any) -> bool:
    return any(each.service == opinion.service for each in current_user.appointments)


def for_the_service(application: Application, attempt: Any, here: Any, after: FollowUp) -> dict[str, Any]:
    """What whoever instructs, reviews or rules sees besides."""
    only_reviewer = acts.scores_hidden(application, attempt)
    readable = reviews.readable(here.reviews, current_user, is_only_reviewer=only_reviewer)
    labels = {each.key: each.label for each in application.file.pieces}
    return {
        "checks": rail.checks(application, here),
        "pieces": [piece(attempt, each, labels) for each in here.pieces if each.replaced_at is None],
        "grid": application.file.grid_of(application.stage_key),
        "reviews": [review(each, attempt, is_open=each in readable) for each in here.reviews],
        "recusals": [recusal(each, attempt) for each in here.recusals],
        "messages": here.messages,
        "letters": here.letters,
        "items": here.items,
        "may_see_scores": bool(attempt.roles & READERS["review.see"]),
        "may_see_meetings": bool(attempt.roles & READERS["meeting.see"]),
        "rulings": [each for each in here.rulings if each.is_in_force],
        "after": acts.after_ruling(attempt, current_user, after),
    }


def chosen(sections: list[dict[str, Any]], asked: list[Any]) -> list[dict[str, Any]]:
    """What the questions of a consulted service need; a question that chose nothing needs all that may be read."""
    if any(not each.sections for each in asked):
        return sections
    wanted = {anchor for each in asked for anchor in each.sections}
    return [each for each in sections if each["anchor"] in wanted]


def progress(asked: list[Any]) -> str:
    """How far the opinions are, in one sentence."""
    told = opinions.progress_of(asked, clock.now())
    if not told.asked:
        return ""
    late = _(" En retard : %(late)s.", late=told.late) if told.late else ""
    return str(_("Avis rendus ou déclinés : %(done)s sur %(asked)s.", done=told.done, asked=told.asked)) + str(late)


def opinion(each: Any, attempt: Any, *, is_whole: bool) -> dict[str, Any]:
    """One line; a consulted service opens from here the pieces that its question needs."""
    return {"opinion": each, "answer": ANSWERS.get(each.answer or "", ""), "is_late": each.is_late(clock.now()),
            "before": [(ANSWERS[past.answer], past) for past in each.replies[:-1]],
            "pieces": [] if is_whole else opinions.pieces_of(each),
            "acts": acts.beside_opinion(attempt, each, current_user)}  # fmt: skip


def review(each: Any, attempt: Any, *, is_open: bool) -> dict[str, Any]:
    return {"review": each, "is_open": is_open, "status": STATUSES[each.status],
            "acts": acts.beside_review(attempt, each)}  # fmt: skip


def recusal(each: Any, attempt: Any) -> dict[str, Any]:
    return {"recusal": each, "acts": acts.beside_recusal(attempt, each)}


def piece(attempt: Any, each: Any, labels: dict[str, str]) -> dict[str, Any]:
    """One piece as a line of checks."""
    tone = {True: "ok", False: "bad", None: "wait"}[each.is_accepted]
    said = {True: _("acceptée"), False: _("refusée : %(why)s", why=each.refusal_reason), None: _("à vérifier")}
    line = {"tone": tone, "sentence": f"{labels.get(each.key, each.key)} ({each.name}), {said[each.is_accepted]}"}
    if is_for_payment(each) and not attempt.roles & READERS["application.see_bank_details"]:
        return line
    return line | {
        "address": url_for("pieces.download", number=attempt.subject.number, id=each.id),
        "words": _("ouvrir"),
    }


def contents(sections: list[dict[str, Any]], *, is_whole: bool, has_follow_up: bool) -> list[dict[str, Any]]:
    """The table of contents: what was written, then what was done of it."""
    file = [(each["title"], f"#{each['anchor']}") for each in sections]
    work = [(_("Notes et avis"), "#avis")]
    if is_whole:
        file.append((_("Les pièces"), "#pieces"))
        work += [(_("Suites"), "#suites")] if has_follow_up else []
        work += [(_("Messages"), "#messages"), (_("Historique"), "#historique")]
    return [{"title": _("Le dossier"), "links": file}, {"title": _("L’instruction"), "links": work}]
