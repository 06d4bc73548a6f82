"""Load the subject that a view is about, for those who may try its act."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask_login import current_user, login_required

from grants.policies.access import can
from grants.views.subjects import Loader, the_application
from workflows.errors import NotAllowed
from workflows.roles import Role

View = Callable[..., Any]


def requires(act: str, load: Loader = the_application) -> Callable[[View], View]:
    """Give the view its subject instead of the parts of the address; 404, or 403 by `NotAllowed`."""

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def guarded(**parts: Any) -> Any:
            subject = load(**parts)
            if not can(current_user, act, subject):
                raise NotAllowed(act)
            return view(subject)

        guarded.policy = act  # type: ignore[attr-defined]  # read by tests/architecture
        return guarded

    return decorate


def requires_role(*roles: Role) -> Callable[[View], View]:
    """For pages about no single subject: one of these appointments, whatever its scope; lists filter by themselves."""

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def guarded(**parts: Any) -> Any:
            held = {each.role for each in current_user.appointments}
            held |= {Role.AUTHORITY} if current_user.delegations else set()
            if not held & set(roles):
                raise NotAllowed("page")
            return view(**parts)

        guarded.policy = roles  # type: ignore[attr-defined]
        return guarded

    return decorate


def requires_sign_in(view: View) -> View:
    """For a person's own pages: what they list is filtered by who looks."""
    guarded: View = login_required(view)
    guarded.policy = "signed in"  # type: ignore[attr-defined]
    return guarded


def public(view: View) -> View:
    """For everybody, visitors too."""
    view.policy = "public"  # type: ignore[attr-defined]
    return view
