"""A field that takes several files at once; what is good is kept, even when something else of the form is wrong."""

from collections.abc import Sequence
from typing import Any

from flask import current_app
from flask_login import current_user
from flask_wtf.file import MultipleFileField
from itsdangerous import BadSignature, URLSafeSerializer
from wtforms import SelectMultipleField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from forms.document import ENDINGS, MEGABYTE
from forms.fields import options
from grants.arriving import Arrived, receive
from grants.examining import Unacceptable
from grants.filters import size
from grants.models import Scan
from grants.values.sentences import sentence

TOO_MANY = "%(most)s documents au plus par envoi : retirez-en."
REFUSED = "« %(name)s » n’est pas joint. %(why)s"


class DocumentsField(MultipleFileField):
    """`arrived`: each content that was examined and stored; the refused ones are named with the reason."""

    def __init__(
        self, label: str = "", validators: Any = None, *, accept: Sequence[str], max_mb: int = 10, most: int = 5,
        **given: Any,
    ) -> None:  # fmt: skip
        endings = ",".join(ENDINGS.get(kind, f".{kind}") for kind in accept)
        super().__init__(label, validators, render_kw={"accept": endings}, **given)
        self.accept, self.max_mb, self.most = accept, max_mb, most
        self.arrived: list[Arrived] = []

    def pre_validate(self, form: Any) -> None:
        """Outside any transaction: forms are checked before the act begins."""
        given = [each for each in self.data or [] if each and each.filename]
        if len(given) > self.most:
            raise ValidationError(sentence(TOO_MANY, most=self.most))
        wrong = [why for each in given if (why := self.take(each))]
        self.errors: list[str] = [*self.process_errors, *wrong]

    def take(self, given: Any) -> str:
        """Keep one; why not, when it can't be."""
        try:
            self.arrived.append(receive(given.stream, given.filename, self.accept, self.max_mb * MEGABYTE))
        except Unacceptable as refusal:
            return sentence(REFUSED, name=given.filename, why=refusal.sentence)
        return ""


class KeptField(SelectMultipleField):
    """Documents that arrived with a form that was not right: ticked, they go with it when it is sent again.

    Each is a signed token: nobody makes one of a content that they did not send.
    """

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Only what was signed for this person; the rest is not theirs to send."""
        self.offer([each for each in valuelist if opened(each)])

    def offer(self, tokens: Sequence[str]) -> None:
        self.choices = options((token, told(opened(token))) for token in tokens)
        self.data = list(tokens)

    @property
    def arrived(self) -> list[Arrived]:
        return [found for each in self.data or [] if (found := opened(each))]


def signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"kept documents of {current_user.get_id()}")


def signed(arrived: Arrived) -> str:
    return str(signer().dumps(vars(arrived)))


def opened(token: str) -> Arrived | None:
    """None when the token is not of this site and this person."""
    try:
        given = signer().loads(token)
    except BadSignature:
        return None
    return Arrived(**given | {"scan": Scan(given["scan"])})


def told(arrived: Arrived | None) -> str:
    return f"{arrived.name} ({size(arrived.size)})" if arrived else ""
