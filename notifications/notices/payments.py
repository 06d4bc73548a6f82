"""Instalments, one at a time."""

from notifications.notices.notice import Notices, to_applicant, to_staff
from notifications.recipients import accountants, grant_managers, instructors, members

PAGE = "/versements"

NOTICES: Notices = {
    "payment.plan": None,
    "payment.request": [to_staff(instructors, "payment.request", email=True)],
    "payment.approve": [to_staff(grant_managers, "payment.approve", email=True)],
    "payment.order": [
        to_applicant(members, "payment.order", page=PAGE),
        to_staff(accountants, "payment.order.agent"),
    ],
    "payment.pay": [to_applicant(members, "payment.pay", page=PAGE)],
    "payment.reject": [
        to_applicant(members, "payment.reject", page=PAGE),
        to_staff(grant_managers, "payment.reject", email=True),
    ],
    "payment.cancel": [to_applicant(members, "payment.cancel", page=PAGE)],
    "payment.recover": [to_staff(grant_managers, "payment.recover")],
}
