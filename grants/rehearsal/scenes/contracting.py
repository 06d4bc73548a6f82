"""From the award to the notified agreement: drafted, sent, signed by both, notified."""

from datetime import date, timedelta

from sqlalchemy import select

from grants.database import db
from grants.models import Agreement, Application, Ruling
from grants.queries.completeness import answers_of
from grants.rehearsal.director import Director
from grants.rehearsal.fates import Step
from grants.rehearsal.scenes.ruling import authority, funder_suffix
from grants.rehearsal.season import Life, Season
from grants.services import agreements
from grants.values.money import Money
from workflows.states import ApplicationState as S


def contract_all(play: Director, season: Season) -> None:
    """Every award that goes that far, all its funders."""
    play.move_to(season.announced_at + timedelta(days=12))
    for life in season.lives_in(S.AWARDED):
        if life.fate.reaches(Step.DRAFTED):
            for ruling_id, funder_id in awards(life):
                contract(play, life, ruling_id, funder_suffix(funder_id))


def awards(life: Life) -> list[tuple[int, int]]:
    """Rulings that give money, with their funders."""
    mine = select(Ruling.id, Ruling.funder_id).filter_by(application_id=life.application_id, is_in_force=True)
    return list(db.session.execute(mine.where(Ruling.amount.is_not(None)).order_by(Ruling.id)))


def contract(play: Director, life: Life, ruling_id: int, suffix: str) -> None:
    agreement_id = draft(play, life, ruling_id, suffix)
    life.agreements[agreement_id] = suffix
    manager, agreement = f"grant_manager{suffix}", db.session.get_one(Agreement, agreement_id)
    is_convention, amount = agreement.is_convention, agreement.amount
    if life.fate.reaches(Step.SENT):
        sign_by = play.today + timedelta(days=30)
        play.do(manager, agreements.send, Agreement, agreement_id, sign_by=sign_by)
    if life.fate.reaches(Step.ACCEPTED) and is_convention:
        play.move_to(play.at + timedelta(days=1))
        play.do(life.representative, agreements.accept, Agreement, agreement_id,
                signatory="La présidente", signed_on=play.today)  # fmt: skip
    if life.fate.reaches(Step.SIGNED):
        play.do(signatory(amount, suffix), agreements.sign, Agreement, agreement_id)
    if life.fate.reaches(Step.NOTIFIED):
        reference = f"21{agreement_id:08}"
        play.do(manager, agreements.notify, Agreement, agreement_id, commitment_reference=reference)


def signatory(amount: Money | None, suffix: str) -> str:
    return f"cofunder{suffix}" if suffix else authority(amount)


def draft(play: Director, life: Life, ruling_id: int, suffix: str) -> int:
    """For the dates that the file asks."""
    application = life.application
    said = answers_of(application, application.file.form_of(application.stage_key).key)
    starts_on, ends_on = (date.fromisoformat(said[key]) for key in ("project_start", "project_end"))
    found: int = play.do(
        f"grant_manager{suffix}", agreements.draft, Application, life.application_id, object=application.title,
        starts_on=starts_on, ends_on=ends_on, ruling_id=ruling_id,
    )  # fmt: skip
    return found


def amend(play: Director, life: Life) -> None:
    """Six more months, and a rise where the envelope holds it."""
    play.turns["avenant"] += 1
    for agreement_id, suffix in life.agreements.items():
        agreement = db.session.get_one(Agreement, agreement_id)
        assert agreement.ends_on is not None
        later = agreement.ends_on + timedelta(days=60)
        play.do(
            signatory(agreement.amount, suffix),
            agreements.amend,
            Agreement,
            agreement_id,
            difference=Money.of(1_500),
            reason="Deux mois de plus, demandés par le porteur.",
            ends_on=later,
        )
