"""Messages of a file, and the page where they are written."""

from flask import Blueprint

from forms.message import MessageForm
from grants.services import messages
from grants.views.acts import act

bp = Blueprint("messages", __name__)

act(bp, "message.send", "/dossiers/<number>/messages", messages.send,
    form=MessageForm, template="messages/send.html", done="Votre message est envoyé.")  # fmt: skip
