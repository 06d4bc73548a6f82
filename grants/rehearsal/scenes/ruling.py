"""The authority rules: each file has its ruling, the round is settled and everybody is told at once."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Envelope, Funder, Round
from grants.queries import rulings as queries
from grants.rehearsal import words
from grants.rehearsal.director import Director
from grants.rehearsal.fates import Step
from grants.rehearsal.scenes.committee import amount_of
from grants.rehearsal.season import Life, Season
from grants.services import labels, rounds, rulings
from grants.values.money import Money
from workflows.states import ApplicationState as S

ADVISED = (S.RECOMMENDED, S.RESERVE_RECOMMENDED, S.NOT_RECOMMENDED)
CEILING = Money.of(300_000)  # of the commissioner's delegation; the prefect signs above
LESS = "Le comité propose un montant moindre : une part du matériel est déjà là."


def rule_all(play: Director, season: Season) -> None:
    """First the approval of the ranking, where the call has two, then the rulings."""
    play.move_to(season.between(0.88))
    for life in season.lives_in(*ADVISED):
        if life.fate.reaches(Step.APPROVED) and life.application.workflow.has("ruling.approve"):
            approve(play, life)
    play.move_to(season.between(0.93))
    for life in season.lives_in(*ADVISED, S.APPROVED):
        if life.fate.reaches(Step.RULED):
            rule(play, life)


def approve(play: Director, life: Life) -> None:
    """Approved once; a change of amount asks for it again."""
    play.do("first_approver", rulings.approve, Application, life.application_id)
    if life.fate.has("amount_change"):
        play.turns["montant changé après validation"] += 1
        less = (amount_of(life) or Money(0)) - Money.of(5_000)
        play.do(play.at_file(life.application_id), rulings.change_amount, Application, life.application_id,
                amount=less, reason=LESS)  # fmt: skip
        play.do("first_approver", rulings.approve, Application, life.application_id)


def rule(play: Director, life: Life) -> None:
    RULINGS[life.fate.verdict](play, life)


def award(play: Director, life: Life) -> None:
    """For one funder, or for each of those who share the call."""
    application = life.application
    if len(application.file.funders) > 1:
        award_by_funder(play, life)
        return
    amount = (application.recommended_amount if application.workflow.has("ruling.approve") else None) or amount_of(life)
    assert amount is not None
    reason = LESS if amount != application.requested_amount else ""
    play.do(authority(amount), rulings.award, Application, life.application_id, amount=amount, reason=reason)


def authority(amount: Money | None) -> str:
    return "commissioner" if amount is None or amount <= CEILING else "prefect"


def award_by_funder(play: Director, life: Life) -> None:
    """Each its share, to the euro; the last funder to rule concludes the file."""
    whole = amount_of(life) or Money(0)
    for funder in life.application.file.funders:
        share = Money.of(int(whole.share(funder.share).euros)) if funder.share else whole
        play.do(ruler_of(funder.key), rulings.award, Application, life.application_id,
                amount=share, reason="Part de ce financeur.")  # fmt: skip
        if not life.fate.reaches(Step.DRAFTED) and life.fate.has("first_funder_only"):
            return


def ruler_of(funder_key: str) -> str:
    return "commissioner" if funder_key.startswith("state") else funder_key


def reserve(play: Director, life: Life) -> None:
    if life.fate.has("overspend"):
        overspend(play, life)
    rank = queries.next_rank(life.application)
    play.do("commissioner", rulings.reserve, Application, life.application_id, rank=rank, reason="Crédits épuisés.")


def overspend(play: Director, life: Life) -> None:
    """More than the envelope still holds: refused, whoever asks."""
    application = life.application
    here = select(Envelope.id).filter_by(round_id=application.round_id, department=application.department)
    envelope_id = db.session.scalars(here).one()
    amount = application.requested_amount
    assert amount is not None
    play.refused("dépassement d’enveloppe", "commissioner", rulings.award, Application, life.application_id,
                 amount=amount, charges={envelope_id: amount})  # fmt: skip


def refuse(play: Director, life: Life) -> None:
    reason = "Le besoin n’est pas démontré.\nLes partenaires du territoire n’ont pas confirmé."
    for funder in life.application.file.funders:
        play.do(ruler_of(funder.key), rulings.refuse, Application, life.application_id, reason=reason)


def no_action(play: Director, life: Life) -> None:
    play.do("commissioner", rulings.take_no_action, Application, life.application_id,
            reason="Le projet est financé par un autre dispositif.")  # fmt: skip


def grant(play: Director, life: Life) -> None:
    """A label for three years."""
    begins = play.today + timedelta(days=30)
    play.do("commissioner", labels.grant, Application, life.application_id,
            granted_from=begins, granted_until=begins + timedelta(days=3 * 365))  # fmt: skip


def preselect(play: Director, life: Life) -> None:
    """In the region first; what the national selection says is then recorded."""
    play.do("commissioner", rulings.preselect, Application, life.application_id,
            reason=play.draw.one(words.words()["reasons"], life.application_id))  # fmt: skip
    if life.fate.verdict == "preselect":
        return
    record = rulings.record_national if life.fate.verdict == "national" else rulings.record_regional
    play.do(play.at_file(life.application_id), record, Application, life.application_id, reference="Liste fictive n° 1")


RULINGS: dict[str, Callable[[Director, Life], None]] = {
    "award": award,
    "reserve": reserve,
    "refuse": refuse,
    "no_action": no_action,
    "grant": grant,
    "preselect": preselect,
    "national": preselect,
    "regional": preselect,
}


def publish(play: Director, season: Season) -> None:
    """Settle the decisions, and tell them all on the day that was announced."""
    play.move_to(season.decisions_at)
    play.do("commissioner", rounds.decide, Round, season.round_id)
    play.move_to(season.announced_at)
    play.do("commissioner", rounds.publish, Round, season.round_id)


def funder_suffix(funder_id: int) -> str:
    """How the people of this funder are named in the troupe: "" for the State, "_a" or "_b"."""
    key = db.session.scalars(select(Funder.key).filter_by(id=funder_id)).one()
    return "" if key.startswith("state") else key.removeprefix("cofunder")
