"""What the applicant and the staff write to each other on a file."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.user import User


class Message(Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    body: Mapped[str]
    sent_at: Mapped[datetime]
    is_from_staff: Mapped[bool]
    author: Mapped[User] = relationship()
