"""Acts on money that comes back."""

from flask import Blueprint

from forms import recovery as forms
from grants.models import Recovery
from grants.services import recoveries
from grants.views.acts import act
from grants.views.subjects import part_of_file

bp = Blueprint("recoveries", __name__, url_prefix="/dossiers/<number>/reversements")

act(bp, "recovery.propose", "/proposer", recoveries.propose,
    done="Le reversement est proposé ; l’organisme peut répondre.", form=forms.ProposeForm)  # fmt: skip
for name, slug, service, form, done in (
    ("recovery.hear", "observations", recoveries.hear, forms.HearForm, "Les observations sont enregistrées."),
    ("recovery.order", "emettre-le-titre", recoveries.order, forms.OrderForm, "Le titre de perception est émis."),
    ("recovery.collect", "enregistrer", recoveries.collect, forms.CollectForm, "Le reversement est enregistré."),
    ("recovery.cancel", "abandonner", recoveries.cancel, forms.CancelForm, "Le reversement est abandonné."),
):
    act(bp, name, f"/<int:id>/{slug}", service, done=done, form=form, load=part_of_file(Recovery))
