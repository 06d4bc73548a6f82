"""Read the settings from where they are given, and hand them to Flask."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click import UsageError
from dotenv import dotenv_values

from grants.config.checks import faults
from grants.config.places import ROOT
from grants.config.settings import SETTINGS, Setting

MASK = "••••"
PASSWORD = re.compile(r"(://[^:@/]*:).*(@)")


class UnsafeSettings(UsageError):
    """The product refuses to start; the message says which settings are wrong, a line each."""


@dataclass(frozen=True)
class Value:
    """A setting's value and where it was found: « environnement », « .env » or « défaut »."""

    setting: Setting
    text: str | None
    source: str

    @property
    def shown(self) -> str:
        """The value without what nobody should read on a screen."""
        if self.text is None:
            return ""
        return MASK if self.setting.is_secret else PASSWORD.sub(rf"\1{MASK}\2", self.text)


def values(environ: Mapping[str, str] | None = None, dotenv: Path = ROOT / ".env") -> list[Value]:
    """Every setting with its value; `.env` is read in development only, an empty value counts as none."""
    environ = os.environ if environ is None else environ
    in_file = dotenv_values(dotenv) if environ.get("GUICHET_ENV") in (None, "", "development") else {}
    return [value_of(setting, environ, in_file) for setting in SETTINGS]


def value_of(setting: Setting, environ: Mapping[str, str], in_file: Mapping[str, str | None]) -> Value:
    for source, given in (("environnement", environ), (".env", in_file)):
        if text := given.get(setting.name):
            return Value(setting, text, source)
    return Value(setting, setting.default, "défaut")


def read(environ: Mapping[str, str] | None = None, dotenv: Path = ROOT / ".env") -> dict[str, str | None]:
    """The settings by name, or `UnsafeSettings`."""
    given = {value.setting.name: value.text for value in values(environ, dotenv)}
    if found := faults(given):
        raise UnsafeSettings("\n".join(["Guichet refuse de démarrer :", *(f"- {fault}" for fault in found)]))
    return given


def flask_config(environ: Mapping[str, str] | None = None, dotenv: Path = ROOT / ".env") -> dict[str, Any]:
    """The settings as Flask's configuration, under the same names, with what Flask derives from them."""
    given = read(environ, dotenv)
    return given | {
        "SQLALCHEMY_DATABASE_URI": with_driver(given["DATABASE_URL"] or ""),
        "SESSION_COOKIE_SECURE": given["GUICHET_ENV"] == "production",
        "PREFERRED_URL_SCHEME": (given["BASE_URL"] or "").partition(":")[0],
    }


def with_driver(url: str) -> str:
    """The same address, with psycopg 3 named as the driver of PostgreSQL."""
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)
