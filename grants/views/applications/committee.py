"""What the committee says of a file, one page an answer; the room's screen is in `meetings`."""

from forms import committee as forms
from grants.services import applications
from grants.views.acts import act
from grants.views.applications import bp

NOTED = "L’avis du comité est noté."

act(
    bp, "application.refer", "/dossiers/<number>/mettre-a-l-ordre-du-jour", applications.refer,
    done="Le dossier attend le comité.", form=forms.ReferForm,
)  # fmt: skip
act(
    bp, "application.recommend", "/dossiers/<number>/avis-favorable", applications.recommend,
    done=NOTED, form=forms.RecommendForm,
)  # fmt: skip
act(
    bp, "application.recommend_reserve", "/dossiers/<number>/avis-liste-complementaire", applications.recommend_reserve,
    done=NOTED, form=forms.RecommendForm,
)  # fmt: skip
act(
    bp, "application.recommend_refusal", "/dossiers/<number>/avis-defavorable", applications.recommend_refusal,
    done=NOTED, form=forms.RefusalForm,
)  # fmt: skip
act(
    bp, "application.adjourn", "/dossiers/<number>/ajourner", applications.adjourn,
    done="Le dossier est ajourné : il revient à l’instruction.", form=forms.AdjournForm,
)  # fmt: skip
