"""Opinions: asked on a file, answered, changed or taken back one by one; answered by a link without an account."""

from typing import cast

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from forms import opinion as forms
from grants.models import Opinion
from grants.queries import opinions as queries
from grants.services import opinions
from grants.views.acts import act
from grants.views.requires import requires
from grants.views.serving import can_show, serve
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
    bp, "opinion.change", "/dossiers/<number>/avis/<int:id>/changer", opinions.change,
    done="Votre avis est changé. Le précédent reste dans l’historique.", form=forms.GiveForm, load=ONE,
)  # fmt: skip
act(
    bp, "opinion.decline", "/dossiers/<number>/avis/<int:id>/decliner", opinions.decline,
    done="Le service instructeur sait que vous ne répondrez pas.", form=forms.DeclineForm, load=ONE,
)  # fmt: skip
act(
    bp, "opinion.renew", "/dossiers/<number>/avis/<int:id>/donner-une-autre-date", opinions.renew,
    done="La nouvelle date est donnée, et le service prévenu.", form=forms.RenewForm, load=ONE,
)  # fmt: skip
act(
    bp, "opinion.revoke", "/dossiers/<number>/avis/<int:id>/retirer", opinions.revoke,
    done="La demande d’avis est retirée.", form=forms.RevokeForm, load=ONE,
)  # fmt: skip


def asked_with(number: str, id: int, piece_id: int) -> Opinion:
    return cast(Opinion, ONE(number, id))


@bp.get("/dossiers/<number>/avis/<int:id>/pieces/<int:piece_id>")
@requires("opinion.read", asked_with)
def piece(opinion: Opinion) -> ResponseReturnValue:
    """A piece that was chosen for this question, for the people of the service that was asked."""
    wanted = (request.view_args or {})["piece_id"]
    found = next((each for each in queries.pieces_of(opinion) if each.id == wanted), None) or abort(404)
    return serve(found.file, found.name, is_shown=can_show(found.file))
