"""What a page says, and what the file became."""

import re

from grants.database import db
from grants.models import Application


def text(answer):
    """The page's words, their spaces made plain."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", answer.text)


def file(id):
    db.session.rollback()
    return db.session.get_one(Application, id)
