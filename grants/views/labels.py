"""Acts on a label."""

from flask import Blueprint

from forms.label import GrantForm, LabelForm, WithdrawForm
from grants.services import labels
from grants.views.acts import act

bp = Blueprint("labels", __name__, url_prefix="/dossiers/<number>/label")

act(bp, "label.grant", "/accorder", labels.grant, done="Le label est accordé.", form=GrantForm)
act(bp, "label.renew", "/renouveler", labels.renew, done="Le label est renouvelé.", form=LabelForm)
act(bp, "label.withdraw", "/retirer", labels.withdraw, done="Le label est retiré.", form=WithdrawForm)
