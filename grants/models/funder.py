"""Who pays: a State service on a budget line, or a co-funder (financeur)."""

from sqlalchemy.orm import Mapped, mapped_column

from grants.database import Model


class Funder(Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    siret: Mapped[str | None]
    is_state: Mapped[bool] = mapped_column(default=True)
    is_fictif: Mapped[bool] = mapped_column(default=False)
