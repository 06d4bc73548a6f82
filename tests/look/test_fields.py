"""Each kind of question is laid out as it should be."""

import pytest
from flask import Flask

from grants.fields import faults, field_kind, marks
from grants.views.showcase.forms import EveryKindForm
from tests.look.conftest import look_app


@pytest.fixture
def form() -> EveryKindForm:
    return EveryKindForm.wrong()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("version", "hidden"),
        ("title", "text"),
        ("email", "email"),
        ("summary", "textarea"),
        ("amount", "money"),
        ("starts_on", "date"),
        ("department", "select"),
        ("kind", "choices"),
        ("themes", "choices"),
        ("accounts", "file"),
        ("partners", "rows"),
        ("pledge", "check"),
    ],
)
def test_kinds(form: EveryKindForm, name: str, kind: str) -> None:
    assert field_kind(form[name]) == kind


def test_a_phone_is_helped(form: EveryKindForm) -> None:
    assert marks(form.amount, "form-control")["inputmode"] == "decimal"
    assert marks(form.email, "form-control")["autocomplete"] == "email"
    assert marks(form.partners[0].form.name, "form-control")["autocomplete"] == "organization"


def test_a_mistake_is_tied_to_its_control(form: EveryKindForm) -> None:
    found = marks(form.summary, "form-control")
    assert found["aria-describedby"] == "summary-help summary-error"
    assert found["aria-invalid"] == "true"


def test_faults_name_the_row() -> None:
    with look_app("neutral").test_request_context():
        found = dict(faults(EveryKindForm.wrong()))
    assert found["partners-1-name"] == "Ligne 2, Nom du partenaire : Répondez à cette question."


def test_every_control_has_a_label(app: Flask, form: EveryKindForm) -> None:
    page = app.test_client().get("/demo/composants/formulaire").text
    for name in ("title", "email", "amount", "starts_on", "department", "accounts", "partners-0-name", "pledge"):
        assert f'for="{name}"' in page
