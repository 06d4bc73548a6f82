"""Set the stage: the 2020 programme, then the cast. Nothing is played yet."""

from grants.definitions.themes import THEMES
from grants.queries.users import clock_user
from grants.rehearsal import cast
from grants.rehearsal.cast import Troupe
from grants.rehearsal.director import Director
from grants.rehearsal.draw import Draw
from grants.services import programmes, reader_profiles
from grants.values import clock
from grants.values.territories import DEPARTMENTS


def prepared(seed: str, organisations: int) -> Director:
    """The director of an empty stage: programme loaded now, as it is public now; people appointed long ago."""
    programmes.load_2020(clock_user().id)
    draw = Draw(seed)
    troupe = engaged(draw, organisations)
    return Director(troupe, draw, cast.BEGAN)


def engaged(draw: Draw, organisations: int) -> Troupe:
    with clock.stopped_at(cast.BEGAN):
        troupe = cast.add_staff(draw)
        cast.add_organisations(troupe, draw, organisations)
        tell_what_reviewers_know(troupe, draw)
    return troupe


def tell_what_reviewers_know(troupe: Troupe, draw: Draw) -> None:
    """Two themes and two departments each, so that a proposed sharing has reasons to give."""
    for key in (each for each in troupe.people if each.startswith("reviewer_")):
        drawn = draw.of("what reviewers know", key)
        trade, known = drawn.sample(sorted(THEMES), k=2)
        departments = sorted(drawn.sample(sorted(DEPARTMENTS), k=2))
        reader_profiles.save(troupe[key], troupe[key], skills={trade: 100, known: 50}, departments=departments, most=60)
