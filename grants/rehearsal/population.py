"""The data of the demonstration: some whole lives of 2019–2023, then files parked in every state around today."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from grants.definitions.files import load
from grants.rehearsal import campaigns, parked, script, stage
from grants.rehearsal.director import Director
from grants.rehearsal.editions import edition
from grants.rehearsal.scenes import portal
from grants.rehearsal.script import Chapter
from grants.rehearsal.season import season_of
from grants.services import calls
from grants.services.programmes import CALLS
from grants.values import clock

Say = Callable[[str], None]
SEED = "demo"
BEFOREHAND = timedelta(hours=30)  # acts follow each other by minutes: the last ones are not to come
WHOLE_LIVES = {
    "publics_invisibles_2019": 1, "label_points_conseil_budget": 1, "appel_conjoint_2020": 1,
    "credits_commissaire_2020": 5, "ami_grande_marginalite_2020": 1, "plan_relance_1": 4, "plan_relance_2": 0,
}  # fmt: skip


def populate(today: date, say: Say) -> None:
    """Load, engage, play; `say` is told of each step."""
    chapters, editions = short_script(), parked.editions(today)
    say("Programme 2020, personnes et organismes inventés")
    fates = [each.fates for each in chapters] + [each.fates for each in editions]
    count = sum(map(len, fates)) + script.PARTNERS
    play = stage.prepared(SEED, count)
    play.present = clock.now() - BEFOREHAND
    first = play_chapters(play, chapters, say)
    for each in editions:
        play_edition(play, each, today, first, say)
        first += len(each.fates)
    say("Messages, mandat et invitation")
    portal.surround(play)


def short_script() -> list[Chapter]:
    """The first lives of each chapter."""
    return [Chapter(each.call, each.fates[: WHOLE_LIVES[each.call]], each.carried) for each in script.CHAPTERS]


def play_chapters(play: Director, chapters: Sequence[Chapter], say: Say) -> int:
    """The rank of the organisation that comes next: the first one is kept for the files of today."""
    first = 2
    for chapter in chapters:
        season = season_of(chapter.call)
        say(f"{season.call.short_title} : vies entières")
        campaigns.play_round(play, season, chapter.fates, first=first, carried=chapter.carried)
        first += len(chapter.fates)
    return first


def play_edition(play: Director, wanted: parked.Edition, today: date, first: int, say: Say) -> None:
    """A copy of the call, closed as many days ago, played as far as it goes."""
    closed_on = today - timedelta(days=wanted.closed_days_ago)
    file = edition(load(CALLS / f"{wanted.call}.yaml"), closed_on, wanted.label, wanted.changes)
    say(f"{file.short_title} : dossiers en cours")
    calls.import_file(play.troupe["clock"], file)
    season = season_of(file.key)
    season.until = wanted.until
    campaigns.play_round(play, season, wanted.fates, first=first)
    if wanted.then:
        wanted.then(play, season)
