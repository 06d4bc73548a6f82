"""A round (vague), moved by its calendar: the clock, or whoever runs the call."""

from workflows.engine import Action, Step, Workflow
from workflows.guards import rounds as given
from workflows.roles import Role, only
from workflows.states import RoundState as S

CALENDAR = only(Role.CLOCK, Role.ADMINISTRATOR)
HEAD = only(Role.COMMISSIONER, Role.AUTHORITY)

ROUND = Workflow(
    "round",
    version=1,
    steps={
        S.ANNOUNCED: Step("Bientôt ouverte", "Annoncée", Role.CLOCK, lambda r: r.opens_at),
        S.OPEN: Step("Ouverte", "Ouverte", Role.CLOCK, lambda r: r.closes_at),
        S.CLOSED: Step(
            "Close",
            "Close, en instruction",
            Role.COMMISSIONER,
            lambda r: r.decisions_at,
        ),
        S.DECIDED: Step("Close", "Décidée, à publier", Role.COMMISSIONER, lambda r: r.announced_at),
        S.PUBLISHED: Step("Décisions publiées", "Publiée"),
    },
    initial=S.ANNOUNCED,
    final=[S.PUBLISHED],
    actions=[
        Action(
            "round.open",
            [S.ANNOUNCED],
            S.OPEN,
            by=CALENDAR,
            given=[given.opening_is_reached],
        ),
        Action(
            "round.extend",
            [S.OPEN, S.CLOSED],
            S.OPEN,
            by=only(Role.ADMINISTRATOR, Role.COMMISSIONER),
        ),
        Action(
            "round.close",
            [S.OPEN],
            S.CLOSED,
            by=CALENDAR,
            given=[given.closing_is_passed],
        ),
        Action(
            "round.decide",
            [S.CLOSED],
            S.DECIDED,
            by=HEAD,
            given=[given.every_file_is_ruled],
        ),
        Action(
            "round.publish",
            [S.DECIDED],
            S.PUBLISHED,
            by=HEAD,
            given=[given.publication_is_reached],
        ),
    ],
)
