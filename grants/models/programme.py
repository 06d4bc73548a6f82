"""What several calls serve (stratégie): engagements, themes, budget lines."""

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from grants.database import Model


class Programme(Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    engagements: Mapped[list[Any]]  # [{number, label}]
    themes: Mapped[list[Any]]  # [{number, label}] of the working groups
