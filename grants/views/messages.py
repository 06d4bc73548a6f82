"""Messages of a file: the conversation, where it is written, and the documents that it carries."""

from typing import Any

from flask import Blueprint, Response, request
from flask_login import current_user

from forms.message import LARGEST_MB, MOST, MessageForm
from grants.models import MessagePiece
from grants.services import messages
from grants.views.acts import act
from grants.views.requires import requires
from grants.views.serving import serve
from grants.views.subjects import part_of_file

bp = Blueprint("messages", __name__)

LARGEST = (MOST * LARGEST_MB + 1) * 1024 * 1024  # bytes: the largest message, and what a form puts around it


@bp.url_value_preprocessor
def allow_documents(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Documents may come with a message, from people who are signed in; anything else stays small."""
    if endpoint == "messages.send" and current_user.is_authenticated:
        request.max_content_length = LARGEST


act(bp, "message.send", "/dossiers/<number>/messages", messages.send,
    form=MessageForm, template="messages/send.html", done="Votre message est envoyé.")  # fmt: skip


@bp.get("/dossiers/<number>/messages/pieces/<int:id>")
@requires("message.see", part_of_file(MessagePiece))
def download(piece: MessagePiece) -> Response:
    """As a file, for those who read the message: nothing that was given is ever opened inside a page of ours."""
    return serve(piece.file, piece.name, is_own=piece.message.author_id == current_user.id)
