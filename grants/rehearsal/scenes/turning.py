"""What happens after the decisions are told: giving up, the reserve list, appeals."""

from datetime import timedelta

from grants.models import Appeal, Application
from grants.queries import rulings as queries
from grants.rehearsal.director import Director
from grants.rehearsal.fates import Step
from grants.rehearsal.scenes import committee, ruling
from grants.rehearsal.season import Life, Season
from grants.services import appeals, applications, rulings
from workflows.states import ApplicationState as S


def turn_all(play: Director, season: Season) -> None:
    """Withdrawals first: they free what the reserve list waits for."""
    play.move_to(season.announced_at + timedelta(days=6))
    for life in season.lives:
        if life.fate.has("withdraw") and life.state == S.AWARDED:
            withdraw(play, life)
    for life in season.lives_in(S.RESERVE_LIST):
        if life.fate.has("promote"):
            promote(play, life)
    play.move_to(season.announced_at + timedelta(days=20))
    for life in season.lives:
        appeal(play, life)
    reopened = [each for each in season.lives_in(S.UNDER_REVIEW) if each.fate.has("appeal_accepted")]
    if reopened:
        rule_again(play, season, reopened)


def withdraw(play: Director, life: Life) -> None:
    play.turns["désistement"] += 1
    play.do(
        life.editor, applications.withdraw, Application, life.application_id, reason="Le local promis n’est plus libre."
    )


def promote(play: Director, life: Life) -> None:
    play.turns["promotion de la liste complémentaire"] += 1
    amount = life.application.requested_amount
    first = queries.reserve_list(life.application.round)[0].application_id == life.application_id
    reason = "" if first else "Le dossier qui le précède attend encore l’accord de sa commune."
    play.do("commissioner", rulings.promote, Application, life.application_id, amount=amount, reason=reason)


def appeal(play: Director, life: Life) -> None:
    """Filed, then accepted or rejected; some wait for their answer."""
    outcome = next(
        (each for each in ("appeal_accepted", "appeal_rejected", "stay_appeal") if life.fate.has(each)), None
    )
    if outcome is None:
        return
    play.turns["recours"] += 1
    grounds = "Deux partenaires ont confirmé depuis, leurs lettres sont jointes."
    appeal_id = play.do(life.editor, appeals.file, Application, life.application_id, grounds=grounds)
    if outcome == "stay_appeal":
        return
    answer = appeals.accept if outcome == "appeal_accepted" else appeals.reject
    said = (
        "Ces pièces changent l’appréciation." if outcome == "appeal_accepted" else "Ces pièces ne changent pas l’avis."
    )
    play.do("commissioner", answer, Appeal, appeal_id, answer=said)


def rule_again(play: Director, season: Season, reopened: list[Life]) -> None:
    """What was reopened goes to a committee of its own, and is awarded."""
    for life in reopened:
        play.do(play.at_file(life.application_id), applications.refer, Application, life.application_id)
    meeting_id = committee.convene(play, season)
    committee.open_meeting(play, meeting_id)
    for life in reopened:
        committee.advise_for(play, life)
    committee.end(play, meeting_id)
    for life in reopened:
        if life.fate.reaches(Step.RULED):
            ruling.award(play, life)
