"""A field that takes one file: examined as soon as it is checked, stored when it can be kept."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms.validators import ValidationError

from grants.arriving import Arrived, receive
from grants.examining import Unacceptable

MEGABYTE = 1024 * 1024
ENDINGS = {"jpg": ".jpg,.jpeg"}


class DocumentField(FileField):
    """`arrived` is the stored content, its name and its type; none when no file was given or it was refused."""

    def __init__(
        self,
        label: str = "",
        validators: Any = None,
        *,
        accept: Sequence[str] = ("pdf",),
        max_mb: int = 10,
        **given: Any,
    ) -> None:
        super().__init__(label, validators, **given)
        self.limit_to(accept, max_mb)
        self.arrived: Arrived | None = None

    def limit_to(self, accept: Sequence[str], max_mb: int) -> None:
        """Kinds, as "pdf"; megabytes."""
        self.accept, self.max_mb = accept, max_mb
        endings = ",".join(ENDINGS.get(kind, f".{kind}") for kind in accept)
        self.render_kw: dict[str, Any] = {**(self.render_kw or {}), "accept": endings}

    def pre_validate(self, form: Any) -> None:
        """Outside any transaction: forms are checked before the act begins."""
        if not self.data or self.arrived:
            return
        try:
            self.arrived = receive(self.data.stream, self.data.filename or "", self.accept, self.max_mb * MEGABYTE)
        except Unacceptable as refusal:
            raise ValidationError(refusal.sentence) from refusal
