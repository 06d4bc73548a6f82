"""Hearings (auditions) set, moved and cancelled by the secretariat, one file at a time."""

from flask import Blueprint

from forms import agenda as forms
from grants.services import hearings
from grants.views.acts import act
from grants.views.meetings import one_item

bp = Blueprint("hearings", __name__)

act(
    bp, "hearing.give", "/comites/<int:meeting_id>/dossiers/<number>/audition/fixer", hearings.give,
    done="L’audition est fixée : l’organisme est invité.", form=forms.HearingForm, load=one_item,
)  # fmt: skip
act(
    bp, "hearing.move", "/comites/<int:meeting_id>/dossiers/<number>/audition/deplacer", hearings.move,
    done="L’audition est déplacée : l’organisme est prévenu.", form=forms.HearingForm, load=one_item,
)  # fmt: skip
act(
    bp, "hearing.cancel", "/comites/<int:meeting_id>/dossiers/<number>/audition/annuler", hearings.cancel,
    done="L’audition est annulée : l’organisme est prévenu.", form=forms.CancelHearingForm, load=one_item,
)  # fmt: skip
