"""What follows an award, file by file: its agreement runs, reports come in, it is evaluated and settled."""

from datetime import timedelta

from grants.models import Agreement
from grants.rehearsal.director import Director
from grants.rehearsal.fates import Step
from grants.rehearsal.scenes.contracting import amend, contract_all
from grants.rehearsal.scenes.paying import pay_what_may_be, recover
from grants.rehearsal.scenes.reporting import evaluate, report_all
from grants.rehearsal.season import Life, Season
from grants.services import agreements
from workflows.states import ApplicationState as S

EVALUATED_TOO = (S.LABELLED, S.SELECTED_NATIONAL, S.SELECTED_REGIONAL)


def follow_all(play: Director, season: Season) -> None:
    """Each life from the same day on; the play's clock goes back to it for the next one."""
    contract_all(play, season)
    begins = play.at
    for life in season.lives_in(S.AWARDED):
        play.at = begins
        follow(play, life)
    for life in season.lives_in(*EVALUATED_TOO):
        play.at = begins
        if life.fate.reaches(Step.EVALUATION_PLANNED):
            evaluate(play, life)
    play.at = begins


def follow(play: Director, life: Life) -> None:
    """As far as the fate goes."""
    if life.fate.reaches(Step.NOTIFIED):
        pay_what_may_be(play, life)
    if life.fate.has("amendment"):
        amend(play, life)
        pay_what_may_be(play, life)
    if life.fate.reaches(Step.REPORT_DRAFTED):
        report_all(play, life)
    if life.fate.has("recovery"):
        recover(play, life)
    if life.fate.reaches(Step.EVALUATION_PLANNED):
        play.move_to(play.at + timedelta(days=10))
        evaluate(play, life)
    if life.fate.reaches(Step.CLOSED):
        settle(play, life)


def settle(play: Director, life: Life) -> None:
    for agreement_id, suffix in life.agreements.items():
        play.do(f"grant_manager{suffix}", agreements.close, Agreement, agreement_id)
