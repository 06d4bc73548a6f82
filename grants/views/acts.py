"""Every act's page is the same five lines: load, ask, call its service, say so, go back."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forms.act import ActForm
from grants.languages import translated
from grants.views.requires import requires
from grants.views.subjects import Loader, line_of, page_of, the_application

FormClass = Callable[[str, Any], ActForm]


def act(
    bp: Blueprint,
    name: str,
    rule: str,
    service: Callable[..., Any],
    *,
    done: str,
    form: FormClass = ActForm,
    load: Loader = the_application,
    template: str = "acts/form.html",
) -> None:
    """Add the page of one act: GET asks, POST does it once and goes back with `done`."""

    @requires(name, load)
    def view(subject: Any) -> ResponseReturnValue:
        asked = prepared(form(name, subject), subject, template)
        if not asked.is_submitted():
            return ask(asked)
        service(current_user.id, subject.id, **asked.cleaned())
        flash(done, "success")
        return redirect(asked.back, 303)  # known before the act: the subject would be read again for its address

    bp.add_url_rule(rule, name.split(".")[1], view, methods=["GET", "POST"])


def prepared(form: ActForm, subject: Any, template: str = "acts/form.html") -> ActForm:
    """The form with what its page says around it."""
    form.subject_line, form.back, form.template = line_of(subject), page_of(subject), template
    return form


def ask(form: ActForm) -> ResponseReturnValue:
    """The page that says what the act does, with one button."""
    form.lay_out()
    return render_template(form.template, form=form, reasons=[])


def back(subject: Any, *messages: str, kind: str = "success") -> ResponseReturnValue:
    """To the page of the subject."""
    for message in messages:
        flash(translated(message), kind)
    return redirect(page_of(subject), 303)
