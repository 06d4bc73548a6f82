"""The attributes of a control are those that WTForms would write, whatever the values."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from wtforms import Form, StringField
from wtforms.widgets.core import html_params

from forms.attributes import attributes

NAMES = st.from_regex(r"(data_|aria_)?[a-z][a-z_]{0,8}_?", fullmatch=True)
VALUES = st.one_of(st.booleans(), st.none(), st.integers(), st.text(), st.text().map(Markup))


@given(st.dictionaries(NAMES, VALUES, max_size=6))
def test_they_are_those_of_the_library(given_ones):
    assert attributes(**given_ones) == html_params(**given_ones)


def test_a_hostile_value_stays_a_value():
    class Page(Form):
        title = StringField(default='"><script>alert(1)</script>')

    written = str(Page().title(class_='a" onfocus="x'))
    assert "<script" not in written
    assert ' onfocus="x' not in written
    assert written.startswith('<input class="a')
