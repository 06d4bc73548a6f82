"""Why a file was not retained, as its own people may read it once it is released."""

from collections.abc import Sequence

from sqlalchemy import select

from grants.database import db
from grants.definitions.outcomes import Outcome, outcomes
from grants.models import AgendaItem, Application, Meeting, Review, ReviewStatus
from grants.queries import timelines
from workflows.states import ApplicationState as S

SAYING_NO = ("application.decline_letter", "application.declare_ineligible")  # acts whose words are the reasons
NOT_RETAINED = (S.REFUSED, S.NOT_INVITED, S.INELIGIBLE, S.NO_ACTION)


def is_told(application: Application) -> bool:
    """Whether there is a refusal to understand: told to its people, never before."""
    return application.is_published and application.state in NOT_RETAINED


def criteria(application: Application) -> list[Outcome]:
    """What the grid of the file's stage gave; nothing where nobody scored."""
    grid = application.file.grid_of(application.stage_key)
    here = select(Review.marks).filter_by(application_id=application.id, stage_key=application.stage_key)
    given = db.session.scalars(here.where(Review.status == ReviewStatus.SCORED)).all()
    return outcomes(grid, given) if grid and given else []


def decided(application: Application) -> list[str]:
    """The reasons of the decisions in force, or the words of the act that said no; a line each."""
    ruled = [each.reason for each in application.rulings if each.is_in_force]
    return lines(ruled or said(application, "reason"))


def advised(application: Application) -> list[str]:
    """What the service wrote for the next time, when it answered a letter of intent."""
    return lines(said(application, "advice"))


def minuted(application: Application) -> list[str]:
    """What the committee said, as the signed minutes hold it."""
    here = select(AgendaItem.reason).join(Meeting).where(
        AgendaItem.application_id == application.id, Meeting.signed_at.is_not(None), AgendaItem.reason.is_not(None)
    )  # fmt: skip
    return lines(db.session.scalars(here.order_by(Meeting.held_at.desc()).limit(1)).all())


def said(application: Application, name: str) -> list[str]:
    """The personal words of the last act that said no."""
    told = timelines.said_by(application, SAYING_NO)
    return [told.said.get(name) or ""] if told else []


def lines(texts: Sequence[str | None]) -> list[str]:
    """Each line of these texts, without its dash."""
    return [line.strip(" -–•") for text in texts for line in (text or "").splitlines() if line.strip(" -–•")]
