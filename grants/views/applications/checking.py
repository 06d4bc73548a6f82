"""What the instructor and the authority do on a file before its review."""

from forms import check
from forms.completion import CloseCompletionForm, ExtendCompletionForm
from grants.services import applications
from grants.views.acts import act
from grants.views.applications import bp

act(
    bp, "application.check_completeness", "/dossiers/<number>/controler-les-pieces", applications.check_completeness,
    done="Le contrôle des pièces est noté.", form=check.completeness_form,
    template="desk/completeness.html",
)  # fmt: skip
act(
    bp, "application.check_eligibility", "/dossiers/<number>/controler-les-regles", applications.check_eligibility,
    done="Le contrôle des règles est noté.", form=check.eligibility_form, template="desk/eligibility.html",
)  # fmt: skip
act(
    bp, "application.request_completion", "/dossiers/<number>/demander-un-complement", applications.request_completion,
    done="Le complément est demandé : l’organisme est prévenu.", form=check.completion_form,
)  # fmt: skip
act(
    bp, "application.extend_completion", "/dossiers/<number>/donner-plus-de-temps", applications.extend_completion,
    done="Le nouveau délai est donné : l’organisme est prévenu.", form=ExtendCompletionForm,
)  # fmt: skip
act(
    bp, "application.close_completion", "/dossiers/<number>/ne-plus-attendre", applications.close_completion,
    done="Le dossier revient à vérifier, tel qu’il est : l’organisme est prévenu.", form=CloseCompletionForm,
)  # fmt: skip
act(
    bp, "application.start_review", "/dossiers/<number>/instruire", applications.start_review,
    done="L’instruction commence : le contenu du dossier est figé.", form=check.StartReviewForm,
)  # fmt: skip
act(
    bp, "application.propose_ineligible", "/dossiers/<number>/proposer-non-recevable", applications.propose_ineligible,
    done="La non-recevabilité est proposée à l’autorité.", form=check.ProposeIneligibleForm,
)  # fmt: skip
act(
    bp, "application.declare_ineligible", "/dossiers/<number>/declarer-non-recevable", applications.declare_ineligible,
    done="Le dossier est déclaré non recevable : la lettre est partie.", form=check.DeclareIneligibleForm,
)  # fmt: skip
act(
    bp, "application.resume_review", "/dossiers/<number>/reprendre-l-instruction", applications.resume_review,
    done="L’instruction reprend.", form=check.ResumeReviewForm,
)  # fmt: skip
act(
    bp, "application.invite_full", "/dossiers/<number>/inviter", applications.invite_full,
    done="L’invitation est partie : le dossier complet est ouvert.", form=check.InviteForm,
)  # fmt: skip
act(
    bp, "application.decline_letter", "/dossiers/<number>/ne-pas-inviter", applications.decline_letter,
    done="La réponse est partie.", form=check.DeclineLetterForm,
)  # fmt: skip
