"""A whole round played from its opening, scene by scene, as far as the season goes."""

from collections.abc import Sequence

from grants.rehearsal.director import Director
from grants.rehearsal.fates import Fate, Step
from grants.rehearsal.scenes import checking, committee, filing, ruling, turning
from grants.rehearsal.season import Season


def play_round(play: Director, season: Season, fates: Sequence[Fate], *, first: int) -> None:
    """Everything up to the publication and what follows it; organisations are taken from the rank `first` on."""
    filing.open_round(play, season)
    for rank, fate in enumerate(fates):
        filing.begin(play, season, fate, first + rank)
    filing.file_all(play, season)
    if season.until < Step.CHECKED:
        return
    filing.close_round(play, season)
    instruct(play, season)
    if season.until >= Step.DRAFTED:
        ruling.publish(play, season)
        turning.turn_all(play, season)


def instruct(play: Director, season: Season) -> None:
    """From the checks to the rulings."""
    checking.check_all(play, season)
    committee.review_all(play, season)
    committee.sit(play, season)
    ruling.rule_all(play, season)
