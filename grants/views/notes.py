"""Notes of a file, for its members."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.note import NoteForm
from grants.models import Note
from grants.services import notes
from grants.views.acts import act
from grants.views.requires import requires
from grants.views.subjects import part_of_file

bp = Blueprint("notes", __name__)

act(bp, "note.write", "/dossiers/<number>/notes", notes.write,
    form=NoteForm, template="notes/write.html", done="Votre note est laissée aux membres du dossier.")  # fmt: skip


@bp.post("/dossiers/<number>/notes/<int:id>/effacer")
@requires("note.see", part_of_file(Note))
def erase(note: Note) -> ResponseReturnValue:
    number = note.application.number
    notes.erase(current_user.id, note.id)
    flash(_("Votre note est effacée."), "success")
    return redirect(url_for("notes.write", number=number), 303)
