"""A whole round played from its opening, scene by scene, as far as the season goes."""

from collections.abc import Sequence

from grants.rehearsal.director import Director
from grants.rehearsal.fates import Fate, Step
from grants.rehearsal.scenes import checking, committee, filing, following, ruling, turning
from grants.rehearsal.season import Season


def play_round(
    play: Director, season: Season, fates: Sequence[Fate], *, first: int, carried: Fate | None = None
) -> None:
    """Everything up to what follows the publication; organisations are taken from the rank `first` on.

    `carried` is the fate of the files that an earlier round gave to this one.
    """
    filing.open_round(play, season)
    if carried:
        filing.carried(play, season, carried)
    for rank, fate in enumerate(fates, start=first):
        filing.begin(play, season, fate, fate.rank or rank)
    if season.extension:
        filing.extend_round(play, season, days=season.extension, reason="Une coupure du service a gêné les dépôts.")
    filing.file_all(play, season)
    if season.until < Step.CHECKED:
        return
    filing.close_round(play, season)
    instruct(play, season)
    if season.until >= Step.DRAFTED:
        ruling.publish(play, season)
        turning.turn_all(play, season)
        following.follow_all(play, season)


def instruct(play: Director, season: Season) -> None:
    """From the checks to the rulings."""
    checking.check_all(play, season)
    committee.review_all(play, season)
    committee.sit(play, season)
    ruling.rule_all(play, season)
