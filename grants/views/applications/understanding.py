"""After a refusal: what the criteria gave, the reasons, what would help, how to contest, how to begin again."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from grants.definitions import helps
from grants.models import Application
from grants.policies.access import offers
from grants.queries import attempts, calls, outcomes
from grants.queries.facts import APPEAL_MONTHS
from grants.values import clock
from grants.values.periods import add_months
from grants.views.applications import bp
from grants.views.call_cards import OPEN, cards
from grants.views.requires import requires


@bp.get("/dossiers/<number>/comprendre")
@requires("application.understand")
def understand(application: Application) -> ResponseReturnValue:
    if not outcomes.is_told(application) or application.released_at is None:
        return redirect(url_for("applications.show", number=application.number))
    criteria = outcomes.criteria(application)
    return render_template(
        "applications/understand.html", file=application, criteria=criteria,
        has_figures=any(each.mean is not None for each in criteria),
        weak=[each for each in criteria if each.is_weak], advised=outcomes.advised(application),
        decided=outcomes.decided(application), minuted=outcomes.minuted(application), helps=helps.at("ruling"),
        until=add_months(clock.day_of(application.released_at), APPEAL_MONTHS),
        may_appeal=may_appeal(application), calls=[each for each in cards(calls.every()) if each.status == OPEN][:3],
    )  # fmt: skip


def may_appeal(application: Application) -> bool:
    """Whether an appeal can still be filed from the file."""
    found = offers(attempts.attempt(current_user, application, at=clock.now()), names={"appeal.file"})
    return found.get("appeal.file") == []
