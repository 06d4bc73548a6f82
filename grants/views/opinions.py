"""Opinions: asked on a file, answered or taken back one by one."""

from flask import Blueprint

from forms import opinion as forms
from grants.models import Opinion
from grants.services import opinions
from grants.views.acts import act
from grants.views.subjects import part_of_file

bp = Blueprint("opinions", __name__)
ONE = part_of_file(Opinion)

act(
    bp, "opinion.ask", "/dossiers/<number>/demander-un-avis", opinions.ask,
    done="L’avis est demandé : le service est prévenu.", form=forms.AskForm,
)  # fmt: skip
act(
    bp, "opinion.give", "/dossiers/<number>/avis/<int:id>/rendre", opinions.give,
    done="Votre avis est rendu. Merci.", form=forms.GiveForm, load=ONE,
)  # fmt: skip
act(
    bp, "opinion.decline", "/dossiers/<number>/avis/<int:id>/decliner", opinions.decline,
    done="Le service instructeur sait que vous ne répondrez pas.", form=forms.DeclineForm, load=ONE,
)  # fmt: skip
act(
    bp, "opinion.revoke", "/dossiers/<number>/avis/<int:id>/retirer", opinions.revoke,
    done="La demande d’avis est retirée.", form=forms.RevokeForm, load=ONE,
)  # fmt: skip
