"""Private notes of those who instruct a file."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.desk_note import DeskNoteForm
from grants.models import DeskNote
from grants.services import desk_notes
from grants.views.acts import act
from grants.views.requires import requires
from grants.views.subjects import part_of_file

bp = Blueprint("desk_notes", __name__)

act(
    bp, "desk_note.write", "/dossiers/<number>/notes-privees", desk_notes.write,
    form=DeskNoteForm, done="Votre note est gardée : seules les personnes qui instruisent ce dossier la lisent.",
)  # fmt: skip


@bp.post("/dossiers/<number>/notes-privees/<int:id>/effacer")
@requires("desk_note.see", part_of_file(DeskNote))
def erase(note: DeskNote) -> ResponseReturnValue:
    number = note.application.number
    desk_notes.erase(current_user.id, note.id)
    flash(_("Votre note est effacée."), "success")
    return redirect(url_for("desk.show", number=number, _anchor="notes-privees"), 303)
