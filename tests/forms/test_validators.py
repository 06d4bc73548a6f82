import pytest
from hypothesis import given
from hypothesis import strategies as st
from wtforms import Form, StringField

from forms import validators

TESTS = [validators.is_siret, validators.is_siren, validators.is_rna, validators.is_iban]
ANYTHING = st.one_of(
    st.text(), st.text("0123456789WFR \u202f٣²ıſ", max_size=40), st.from_regex(r"FR[0-9A-Z]{25}"), st.binary(),
    st.integers(), st.floats(), st.none(), st.lists(st.text()), st.dictionaries(st.text(), st.text()),
)  # fmt: skip


@pytest.mark.parametrize("test", TESTS)
@given(ANYTHING)
def test_answers_whatever_it_is_given(test, value):
    assert test(value) in (True, False)


class Identity(Form):
    siret = StringField(validators=[validators.Siret])
    commune = StringField(validators=[validators.Commune])


def test_says_what_is_wrong_in_a_sentence():
    form = Identity(data={"siret": "73282932000075", "commune": "75056"})
    assert not form.validate()
    assert "14 chiffres" in form.siret.errors[0]
    assert "commune" in form.commune.errors[0]


def test_leaves_an_empty_answer_to_the_required_rule():
    assert Identity(data={"siret": "", "commune": ""}).validate()
