"""What each file of a list expects of the person who looks, in words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _

from grants.languages import translated
from grants.models import Application, User
from grants.queries import awaited as queries
from grants.values import clock
from workflows.words import WORDS


class Mine(NamedTuple):
    """The act in words, where others' marks are awaited too, and its own day."""

    words: Any
    due: datetime | None


def awaited(user: User, files: Sequence[Application]) -> dict[int, Mine]:
    """By file; nothing where somebody else acts."""
    found = queries.on_files(user, files, at=clock.now())
    return {file_id: Mine(words(act), due) for file_id, (act, due) in found.items()}


def words(act: str) -> Any:
    return _("Attendre les notes, ou les rappeler") if act == queries.RATING else translated(WORDS[act])
