"""What is wrong or unsafe in the settings, one French sentence each."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from grants.config.settings import DEVELOPMENT_KEY, ENVIRONMENTS, THEMES

Given = Mapping[str, str | None]

SCHEMES = {
    "DATABASE_URL": ("postgresql", "postgres", "postgresql+psycopg", "sqlite"),
    "REDIS_URL": ("redis", "rediss", "unix"),
    "STORAGE_URL": ("file",),  # an object store comes later: until then it refuses to start
    "SMTP_URL": ("smtp", "smtps"),
    "BASE_URL": ("http", "https"),
    "CLAMAV_URL": ("tcp", "unix"),
    "SENTRY_DSN": ("https", "http"),
}
SHORTEST_KEY = 32


def faults(given: Given) -> list[str]:
    """Every fault of these settings; an empty list when the product may start."""
    unsafe = production_faults(given) if given["GUICHET_ENV"] == "production" else ()
    return [*choice_faults(given), *address_faults(given), *folder_faults(given), *unsafe]


def choice_faults(given: Given) -> Iterator[str]:
    for name, choices in (("GUICHET_ENV", ENVIRONMENTS), ("THEME", THEMES)):
        if given[name] not in choices:
            yield f"{name} vaut « {given[name]} » : les valeurs possibles sont {', '.join(choices)}."
    if not is_time_zone(given["TZ"] or ""):
        yield f"TZ vaut « {given['TZ']} », qui n’est pas un fuseau connu (par exemple Europe/Paris)."


def is_time_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown, a path outside, a folder
        return False


def address_faults(given: Given) -> Iterator[str]:
    # The value itself isn't repeated: it may hold a password.
    for name, schemes in SCHEMES.items():
        value = given[name]
        if value and value.partition(":")[0] not in schemes:
            yield f"{name} doit commencer par {' ou '.join(f'{scheme}:' for scheme in schemes)}."
        elif name == "BASE_URL" and not urlsplit(value or "").hostname:
            yield "BASE_URL doit nommer un hôte, par exemple https://guichet.exemple.fr."


def folder_faults(given: Given) -> Iterator[str]:
    folder = given.get("SIGNATURE_TRUST")
    if folder and not Path(folder).is_dir():
        yield "SIGNATURE_TRUST doit nommer un dossier qui existe : celui des certificats de confiance."


def production_faults(given: Given) -> Iterator[str]:
    needs: list[tuple[Callable[[Given], bool], str]] = [
        (
            has_own_key,
            "SECRET_KEY manque ou reste celle du développement : donnez une clé secrète tirée au hasard.",
        ),
        (
            has_long_key,
            f"SECRET_KEY est trop courte : il faut au moins {SHORTEST_KEY} caractères.",
        ),
        (
            has_secure_base,
            "BASE_URL doit commencer par https:// : les sessions ne voyagent que chiffrées.",
        ),
        (has_mail, "SMTP_URL manque : sans lui aucun courriel ne part."),
    ]
    yield from (sentence for is_met, sentence in needs if not is_met(given))


def has_own_key(given: Given) -> bool:
    return given["SECRET_KEY"] not in (None, DEVELOPMENT_KEY)


def has_long_key(given: Given) -> bool:
    return len(given["SECRET_KEY"] or "") >= SHORTEST_KEY


def has_secure_base(given: Given) -> bool:
    return (given["BASE_URL"] or "").startswith("https://")


def has_mail(given: Given) -> bool:
    return bool(given["SMTP_URL"])
