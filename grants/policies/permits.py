"""Who may do an act that moves no state; the rows of `workflows/` say who may do the others."""

from workflows.engine import Permit
from workflows.guards import agreements, applications, scenarios
from workflows.guards.duties import duty
from workflows.roles import (
    APPLICANT,
    ASKING,
    AUTHORITY,
    GRANT_MANAGER,
    INSTRUCTOR,
    REPRESENTATIVE,
    REVIEWER,
    Role,
    only,
)
from workflows.states import AgreementState, AppealState, MeetingState, ReportState, RoundState
from workflows.states import ApplicationState as S

FILLING = (S.DRAFT, S.INVITED, S.TO_COMPLETE)
CHECKING = (S.SUBMITTED, S.UNDER_REVIEW)
REVIEWING = (S.LETTER_SUBMITTED, S.SUBMITTED, S.UNDER_REVIEW, S.ADJOURNED)
SCORING = (S.LETTER_SUBMITTED, S.UNDER_REVIEW, S.ADJOURNED)
CONTESTABLE = (S.INELIGIBLE, S.NOT_INVITED, S.REFUSED, S.NO_ACTION, S.RESERVE_LIST, S.AWARDED)
STAFF = only(
    Role.INSTRUCTOR, Role.SERVICE, Role.REVIEWER, Role.COMMITTEE_MEMBER, Role.PRESIDENT, Role.SECRETARY,
    Role.AUTHORITY, Role.COMMISSIONER, Role.FIRST_APPROVER, Role.COFUNDER, Role.GRANT_MANAGER, Role.ACCOUNTANT,
)  # fmt: skip
ADMINISTRATOR = only(Role.ADMINISTRATOR)
SIGNING = only(Role.AUTHORITY, Role.COMMISSIONER, Role.INSTRUCTOR, Role.SECRETARY)
SECRETARIAT = only(Role.SECRETARY)
ORGANISERS = only(Role.INSTRUCTOR, Role.SECRETARY)
DECIDERS = only(Role.AUTHORITY, Role.COMMISSIONER, Role.FIRST_APPROVER, Role.COFUNDER)
PREPARERS = DECIDERS | ORGANISERS  # of a selection: who may try one out

ROWS = [
    Permit("round.propose_extension", by=only(Role.CLOCK), states=(RoundState.OPEN, RoundState.CLOSED)),
    Permit("application.start", by=APPLICANT),
    Permit("application.edit", by=ASKING, states=FILLING),
    Permit("application.ask_signature", by=ASKING, states=(S.DRAFT, S.INVITED), given=[applications.is_complete]),
    Permit("application.extend_completion", by=INSTRUCTOR, states=(S.TO_COMPLETE,)),
    Permit("application.check_completeness", by=INSTRUCTOR, states=CHECKING),
    Permit("application.check_eligibility", by=INSTRUCTOR, states=CHECKING),
    Permit("opinion.ask", by=INSTRUCTOR, states=REVIEWING),
    Permit("review.assign", by=ORGANISERS, states=REVIEWING),
    Permit("review.unassign", by=ORGANISERS, states=REVIEWING),
    Permit("review.score", by=REVIEWER, states=SCORING, given=[duty("review.score")]),
    Permit(
        "review.revise",
        by=REVIEWER,
        states=(*SCORING, S.AWAITING_COMMITTEE),
        given=[duty("review.revise"), applications.committee_is_not_open],
    ),
    Permit("review.abstain", by=REVIEWER, states=SCORING),
    Permit("recusal.declare", by=STAFF),
    Permit("recusal.confirm", by=ORGANISERS),
    Permit("recusal.lift", by=ORGANISERS),
    Permit("recusal.record", by=ORGANISERS),
    Permit("recusal.set_aside", by=ORGANISERS),
    Permit("meeting.convene", by=SECRETARIAT),
    Permit("meeting.register", by=SECRETARIAT, states=(MeetingState.CONVENED, MeetingState.OPENED)),
    Permit("meeting.arrange", by=SECRETARIAT, states=(MeetingState.CONVENED, MeetingState.OPENED)),
    Permit("meeting.call_file", by=SECRETARIAT, states=(MeetingState.OPENED,)),
    Permit("meeting.choose_vote", by=SECRETARIAT, states=(MeetingState.CONVENED, MeetingState.OPENED)),
    Permit("meeting.count_votes", by=SECRETARIAT, states=(MeetingState.OPENED,)),
    Permit("hearing.give", by=SECRETARIAT),
    Permit("hearing.move", by=SECRETARIAT),
    Permit("hearing.cancel", by=SECRETARIAT),
    Permit("meeting.vote", by=only(Role.COMMITTEE_MEMBER, Role.PRESIDENT), states=(MeetingState.OPENED,)),
    Permit("ruling.award_group", by=AUTHORITY),
    Permit("ruling.reorder", by=AUTHORITY, states=(S.RESERVE_LIST,), given=[duty("ruling.reorder")]),
    Permit("letter.sign", by=SIGNING),
    Permit("round.render_letters", by=SIGNING),
    Permit("delegation.end", by=ADMINISTRATOR),
    Permit("appeal.hold", by=AUTHORITY, states=(AppealState.FILED,), given=[duty("appeal.hold")]),
    Permit("appeal.release", by=AUTHORITY, states=(AppealState.FILED,), given=[duty("appeal.release")]),
    Permit("scenario.begin", by=PREPARERS),
    Permit("scenario.edit", by=PREPARERS, given=[scenarios.is_its_author]),
    Permit("scenario.copy", by=PREPARERS),
    Permit("scenario.rename", by=PREPARERS, given=[scenarios.is_its_author]),
    Permit("scenario.share", by=PREPARERS, given=[scenarios.is_its_author]),
    Permit("scenario.discard", by=PREPARERS, given=[scenarios.is_its_author]),
    Permit("scenario.propose", by=PREPARERS, given=[scenarios.is_its_author]),
    Permit("scenario.explain", by=PREPARERS),
    Permit(
        "agreement.draft",
        by=GRANT_MANAGER,
        states=(S.AWARDED, S.RECORDED),
        given=[agreements.something_is_left_to_draft],
    ),
    Permit("agreement.accept", by=REPRESENTATIVE, states=(AgreementState.SENT,), given=[agreements.is_a_convention]),
    Permit(
        "payment.plan",
        by=GRANT_MANAGER,
        states=(AgreementState.NOTIFIED, AgreementState.AMENDED),
        given=[agreements.something_is_left_to_plan],
    ),
    Permit(
        "recovery.propose",
        by=only(*GRANT_MANAGER, *INSTRUCTOR),
        states=(S.AWARDED, S.RECORDED),
        given=[agreements.something_is_paid],
    ),
    Permit("report.open", by=only(*GRANT_MANAGER, *INSTRUCTOR), states=(S.AWARDED,)),
    Permit("report.edit", by=APPLICANT, states=(ReportState.DRAFTED, ReportState.TO_REVISE)),
    Permit("evaluation.plan", by=INSTRUCTOR, states=(S.AWARDED, S.SELECTED_NATIONAL, S.SELECTED_REGIONAL, S.LABELLED)),
    Permit("appeal.file", by=APPLICANT, states=CONTESTABLE, given=[applications.appeal_is_in_time]),
    Permit(
        "application.renew_form", by=APPLICANT, states=(S.DRAFT, S.INVITED), given=[applications.new_form_is_offered]
    ),
    Permit("call_draft.edit", by=only(Role.ADMINISTRATOR)),
    Permit("call_draft.discard", by=only(Role.ADMINISTRATOR)),
    Permit("call_draft.publish", by=only(Role.ADMINISTRATOR)),
    Permit("desk_note.write", by=INSTRUCTOR),
    Permit("note.write", by=only(Role.APPLICANT), states=FILLING),
    Permit("application.start_from", by=only(Role.APPLICANT), states=FILLING),
    Permit("message.send", by=only(Role.APPLICANT, *INSTRUCTOR)),
    Permit("adviser.invite", by=APPLICANT, states=(S.DRAFT, S.INVITED)),
    Permit("adviser.revoke", by=APPLICANT),
    Permit("remark.write", by=only(Role.APPLICANT, Role.ADVISER), states=(S.DRAFT, S.INVITED)),
    Permit("mandate.accept", by=REPRESENTATIVE),
    Permit("mandate.decline", by=REPRESENTATIVE),
    Permit("mandate.end", by=only(Role.REPRESENTATIVE, Role.HELPER)),
    Permit("accreditation.end", by=ADMINISTRATOR),
    Permit("organisation.edit", by=REPRESENTATIVE),
    Permit("organisation.verify", by=only(Role.INSTRUCTOR, Role.ADMINISTRATOR, Role.CLOCK)),
    Permit("organisation.change_bank_details", by=REPRESENTATIVE),
    Permit("organisation.merge", by=ADMINISTRATOR),
    Permit("organisation.keep_apart", by=ADMINISTRATOR),
    Permit("invitation.send", by=REPRESENTATIVE),
    Permit("invitation.revoke", by=REPRESENTATIVE),
    Permit("joining.accept", by=REPRESENTATIVE),
    Permit("joining.decline", by=REPRESENTATIVE),
    Permit("membership.change_role", by=REPRESENTATIVE),
    Permit("membership.remove", by=REPRESENTATIVE),
    Permit("membership.hand_over", by=REPRESENTATIVE),
    Permit("membership.leave", by=APPLICANT),
]
PERMITS = {row.name: row for row in ROWS}
