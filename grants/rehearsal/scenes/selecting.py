"""Before they decide, the authority tries a selection or two: named scenarios of one round, to be put side by side."""

from collections.abc import Iterator

from sqlalchemy import select

from grants.database import db
from grants.models import Place, Round, Scenario, ScenarioLine
from grants.rehearsal.director import Director
from grants.rehearsal.season import Season
from grants.services import scenarios
from grants.services.scenarios import Move
from grants.values.money import Money

PART = 4  # what the second scenario takes of each award, as one part in so many, for who waits on the reserve list
LEAST = Money.of(5_000)  # so that there is something for the first of those who wait


def try_out(play: Director, season: Season) -> None:
    """What the committee advised, then the same with a little less for each and one file more; the second is shared."""
    first = play.do("commissioner", scenarios.begin, Round, season.round_id, name="L’avis du comité")
    second = play.do("commissioner", scenarios.copy, Scenario, first, name="Un peu moins, pour un de plus")
    moves = dict(less_for_each(second))
    if moves:
        play.do("commissioner", scenarios.edit, Scenario, second, moves=moves)
    play.do("commissioner", scenarios.share, Scenario, second, is_shared=True)
    play.turns["scénarios de sélection"] += 1


def less_for_each(scenario_id: int) -> Iterator[tuple[int, Move]]:
    """File → where it goes; to the cent, as a person types it."""
    lines = db.session.scalars(select(ScenarioLine).filter_by(scenario_id=scenario_id).order_by(ScenarioLine.id)).all()
    saved = Money(0)
    for each in lines:
        if each.place is Place.IN and each.amount:
            saved += Money(each.amount.cents // PART)
            yield each.application_id, Move(Place.IN, Money(each.amount.cents - each.amount.cents // PART))
    waiting = [each.application_id for each in lines if each.place is Place.RESERVE]
    if waiting and saved >= LEAST:
        yield waiting[0], Move(Place.IN, saved)
