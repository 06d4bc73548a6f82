"""Forms that come back filled in, after a session ended while somebody was typing."""

from functools import lru_cache
from typing import Any

from babel.support import NullTranslations, Translations
from flask import g
from flask_wtf.form import _Auto
from wtforms.i18n import messages_path

from grants.languages import chosen


class Filled:
    """Meta of a form: on the way back, the page finds what was typed, checks nothing and saves nothing."""

    locales = ["fr_FR"]

    def get_translations(self, form: Any) -> Any:
        """The library's own sentences in the page's language, read from its catalogue once."""
        return words_of_library(chosen())

    def wrap_formdata(self, form: Any, formdata: Any) -> Any:
        if formdata is _Auto and "returned" in g:
            return g.returned
        return super().wrap_formdata(form, formdata)  # type: ignore[misc]


@lru_cache
def words_of_library(language: str) -> NullTranslations:
    return Translations.load(messages_path(), [language], domain="wtforms")
