"""Forms that come back filled in, after a session ended while somebody was typing."""

from typing import Any

from flask import g
from flask_wtf.form import _Auto


class Filled:
    """Meta of a form: on the way back, the page finds what was typed, checks nothing and saves nothing."""

    locales = ["fr_FR"]

    def wrap_formdata(self, form: Any, formdata: Any) -> Any:
        if formdata is _Auto and "returned" in g:
            return g.returned
        return super().wrap_formdata(form, formdata)  # type: ignore[misc]
