"""A draft that takes up the new version of its call's form."""

from forms.renewing import RenewForm
from grants.services import applications
from grants.views.acts import act
from grants.views.applications import bp

act(bp, "application.renew_form", "/dossiers/<number>/nouveau-formulaire", applications.renew_form,
    done="Votre dossier suit maintenant le nouveau formulaire. Relisez ses sections.", form=RenewForm)  # fmt: skip
