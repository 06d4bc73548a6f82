"""The words by which a file is found: stemmed and unaccented in Python, the same on both databases."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from grants.database import Model
from grants.models.application import Application


class SearchWord(Model):
    """One word of one file; the key's order makes a word's files one range of the index."""

    word: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), primary_key=True, index=True)
