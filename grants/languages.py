"""French, and English for those who ask: which language a page speaks, and its catalogue."""

from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import flask_babel
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from grants.config import ROOT
from grants.typography import tied
from grants.values.sentences import Sentence

FOLDER = ROOT / "translations"
LANGUAGES = ("fr", "en")


def chosen() -> str:
    """The language of the page under way, asked for hundreds of times; French where there is no page."""
    if not has_request_context():
        return "fr"
    language: str | None = g.get("language")
    if language is None:
        language = g.language = remembered()
    return language


def remembered() -> str:
    """What `?lang=` asks and the session remembers; French otherwise: it is the service's language."""
    if (asked := request.args.get("lang")) in LANGUAGES:
        session["lang"] = asked
    return session.get("lang") or "fr"


def choose(language: str) -> None:
    """From now on, pages speak this language to this person."""
    session["lang"] = g.language = language


def compile_catalogs(folder: Path = FOLDER) -> None:
    """Write each catalogue's .mo when it is missing or older than its .po."""
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as read, NamedTemporaryFile(dir=target.parent, delete=False) as written:
            write_mo(written, read_po(read))
        Path(written.name).replace(target)  # at once: several processes may start together


def gettext(text: str, /, **variables: Any) -> str:
    """A sentence in the page's language; French is the source, and needs no catalogue."""
    if chosen() == "fr":
        return text % variables if variables else text
    return str(flask_babel.gettext(text, **variables))


def ngettext(one: str, many: str, count: int) -> str:
    """A counted sentence in the page's language; its number is `%(num)s`."""
    return str(flask_babel.ngettext(one, many, count))


def translated(text: Any) -> Any:
    """Our own words, written plainly in French elsewhere (labels, reasons why not), in the page's language."""
    if chosen() == "fr" or not isinstance(text, str) or not text or isinstance(text, Markup):
        return text
    if isinstance(text, Sentence):
        return gettext(text.words, **{name: within(each) for name, each in text.values.items()})
    return gettext(text)


def within(value: Any) -> Any:
    """A value of a sentence: people's own words stay as they are, a sentence in it is ours."""
    return translated(value) if isinstance(value, Sentence) else value


def said(text: Any) -> str:
    """Our own words as a page says them: in its language, French spaces tied."""
    words = translated(text)
    return words if chosen() == "en" and isinstance(words, str) else tied(words)


@pass_eval_context
def written(page: EvalContext, text: str, /, **variables: Any) -> str:
    """`_()` in templates: what was typed in a page is markup, the values in it are not."""
    words: str = in_page(text) if chosen() == "fr" else gettext(text)
    if not page.autoescape:
        return words % variables
    return Markup(words) % variables if variables or "%" in words else Markup(words)


@lru_cache(maxsize=8192)  # the sentences of our templates
def in_page(text: str) -> str:
    return tied(text)


def tying(translate: Any) -> Any:
    """A translation whose French spaces don't break."""

    def tied_words(*args: Any, **variables: Any) -> str:
        words = translate(*args, **variables)
        return words if chosen() == "en" else tied(words)

    return tied_words


def init_app(app: Flask, babel: Babel) -> None:
    """Make `_()` work in templates and in Python, in French and English."""
    compile_catalogs()
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "fr")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Europe/Paris")
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", str(FOLDER))
    babel.init_app(app, locale_selector=chosen)
    words = [tying(getattr(flask_babel, name)) for name in ("ngettext", "pgettext", "npgettext")]
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, words[0], newstyle=True, pgettext=words[1], npgettext=words[2]
    )
    app.jinja_env.globals.update(_=written, gettext=written)  # the extension's own goes through two more calls
    app.jinja_env.filters["said"] = said
    app.jinja_env.globals.update(language=chosen)
