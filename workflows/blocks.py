"""Parts that several kinds of call put together: filing, checking, reviewing, the committee."""

from datetime import timedelta
from enum import StrEnum

from workflows.engine import Action, Step
from workflows.guards import applications as given
from workflows.guards.duties import duty
from workflows.guards.meetings import funders_are_represented, required_seats_are_there
from workflows.roles import ASKING, AUTHORITY, INSTRUCTOR, SECRETARY, Role, only
from workflows.states import ApplicationState as S

FILING_STEPS: dict[StrEnum, Step] = {
    S.DRAFT: Step(
        "Brouillon, pas encore déposé",
        "Brouillon",
        Role.APPLICANT,
        lambda a: a.closes_at,
        "association",
    ),
    S.SUBMITTED: Step(
        "Déposé",
        "À vérifier",
        Role.INSTRUCTOR,
        lambda a: a.submitted_at + timedelta(days=15),
    ),
    S.TO_COMPLETE: Step(
        "À compléter",
        "Complément demandé",
        Role.APPLICANT,
        lambda a: a.completion_due_at,
        "association",
    ),
    S.INELIGIBILITY_PROPOSED: Step(
        "En instruction",
        "Non-recevabilité proposée",
        Role.AUTHORITY,
        lambda a: a.round.decisions_at,
        "authority",
    ),
    S.INELIGIBLE: Step("Non recevable", "Non recevable", lane="authority"),
    S.WITHDRAWN: Step("Désisté", "Désisté", lane="association"),
}
FILING = [
    Action(
        "application.submit",
        [S.DRAFT],
        S.SUBMITTED,
        by=ASKING,
        given=[given.round_is_open, given.is_complete, given.may_sign],
    ),
]
CHECKING = [
    Action("application.request_completion", [S.SUBMITTED], S.TO_COMPLETE, by=INSTRUCTOR),
    Action(
        "application.complete", [S.TO_COMPLETE], S.SUBMITTED, by=ASKING, given=[given.is_complete, given.may_send_back]
    ),
    Action(
        "application.close_completion", [S.TO_COMPLETE], S.SUBMITTED, by=INSTRUCTOR, given=[given.completion_is_overdue]
    ),
    Action("application.propose_ineligible", [S.SUBMITTED, S.UNDER_REVIEW], S.INELIGIBILITY_PROPOSED, by=INSTRUCTOR),
    Action(
        "application.declare_ineligible", [S.INELIGIBILITY_PROPOSED], S.INELIGIBLE,
        by=AUTHORITY, given=[duty("application.declare_ineligible")],
    ),
    Action("application.resume_review", [S.INELIGIBILITY_PROPOSED], S.UNDER_REVIEW, by=AUTHORITY),
    Action(
        "application.start_review", [S.SUBMITTED], S.UNDER_REVIEW,
        by=INSTRUCTOR, given=[given.completeness_is_checked, given.is_eligible],
    ),
]  # fmt: skip

COMMITTEE_STEPS: dict[StrEnum, Step] = {
    S.UNDER_REVIEW: Step(
        "En instruction",
        "En instruction",
        Role.INSTRUCTOR,
        lambda a: a.round.decisions_at,
    ),
    S.AWAITING_COMMITTEE: Step(
        "En instruction",
        "En attente de comité",
        Role.SECRETARY,
        lambda a: a.round.decisions_at,
        "committee",
    ),
    S.RECOMMENDED: Step(
        "En instruction",
        "Avis favorable",
        Role.AUTHORITY,
        lambda a: a.round.decisions_at,
        "committee",
    ),
    S.RESERVE_RECOMMENDED: Step(
        "En instruction",
        "Avis : liste complémentaire",
        Role.AUTHORITY,
        lambda a: a.round.decisions_at,
        "committee",
    ),
    S.NOT_RECOMMENDED: Step(
        "En instruction",
        "Avis défavorable",
        Role.AUTHORITY,
        lambda a: a.round.decisions_at,
        "committee",
    ),
    S.ADJOURNED: Step(
        "En instruction",
        "Ajourné par le comité",
        Role.INSTRUCTOR,
        lambda a: a.round.decisions_at,
        "committee",
    ),
}
ADVISED = [S.RECOMMENDED, S.RESERVE_RECOMMENDED, S.NOT_RECOMMENDED]
REFERRING = [given.enough_scores, given.no_open_recusal]
COMMITTEE = [
    Action(
        "application.refer",
        [S.UNDER_REVIEW, S.ADJOURNED],
        S.AWAITING_COMMITTEE,
        by=INSTRUCTOR,
        given=REFERRING,
    ),
    *[
        Action(
            name,
            [S.AWAITING_COMMITTEE],
            target,
            by=SECRETARY,
            given=[given.meeting_sits, required_seats_are_there, funders_are_represented],
        )
        for name, target in (
            ("application.recommend", S.RECOMMENDED),
            ("application.recommend_reserve", S.RESERVE_RECOMMENDED),
            ("application.recommend_refusal", S.NOT_RECOMMENDED),
            ("application.adjourn", S.ADJOURNED),
        )
    ],
]
BEFORE_RULING = [
    S.SUBMITTED, S.TO_COMPLETE, S.INELIGIBILITY_PROPOSED, S.UNDER_REVIEW, S.AWAITING_COMMITTEE, S.ADJOURNED, *ADVISED,
]  # fmt: skip


def withdrawing(*more: StrEnum) -> Action:
    """The applicant may give up (désistement) until money has been paid."""
    return Action(
        "application.withdraw", [*BEFORE_RULING, *more], S.WITHDRAWN,
        by=only(Role.APPLICANT), given=[given.nothing_is_paid],
    )  # fmt: skip


def withdrawing_untold(*states: StrEnum) -> Action:
    """The same from an outcome that is not told yet: that one may not give up would tell it."""
    return Action(
        "application.withdraw", states, S.WITHDRAWN,
        by=only(Role.APPLICANT), given=[given.nothing_is_paid, given.not_published],
    )  # fmt: skip


def reopening(*states: StrEnum) -> Action:
    """An accepted appeal (recours gracieux) brings the file back to the instructor; letters already issued stay."""
    return Action(
        "application.reopen",
        [S.INELIGIBLE, *states],
        S.UNDER_REVIEW,
        by=AUTHORITY,
        given=[given.appeal_is_accepted],
    )
