"""The 2019–2023 script played from its first round to its last."""

from collections.abc import Callable

from grants.rehearsal import campaigns, script, stage
from grants.rehearsal.director import Director
from grants.rehearsal.draw import Draw
from grants.rehearsal.season import season_of

Say = Callable[[str], None]


def perform(seed: str, applications: int, say: Say) -> Director:
    """Load, engage, play; `say` is told of each call as it begins."""
    chapters = script.chapters(Draw(seed), applications)
    say("Programme 2020, personnes et organismes inventés")
    play = stage.prepared(seed, sum(len(each.fates) for each in chapters) + script.PARTNERS)
    first = 1
    for chapter in chapters:
        season = season_of(chapter.call)
        season.extension = chapter.extension
        say(f"{season.call.short_title} : {len(chapter.fates)} dossiers")
        campaigns.play_round(play, season, chapter.fates, first=first, carried=chapter.carried)
        first += len(chapter.fates)
    return play
