"""Set the stage: the 2020 programme, then the cast. Nothing is played yet."""

from grants.queries.users import clock_user
from grants.rehearsal import cast
from grants.rehearsal.cast import Troupe
from grants.rehearsal.director import Director
from grants.rehearsal.draw import Draw
from grants.services import programmes
from grants.values import clock


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
    return troupe
