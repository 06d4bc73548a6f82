"""What one asks before something is added to a call in construction, begun, loaded or put in force."""

from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp
from wtforms.widgets import HiddenInput

from forms.act import ActForm
from forms.call import ImportForm
from forms.filled import Filled
from grants.definitions.drafting import names
from grants.models import CallDraft

NAMED = InputRequired("Donnez un nom.")
KEY = Regexp(r"^[a-z][a-z0-9_]{0,59}$", message="Une clé s’écrit en minuscules sans accent, avec des _ : credits_2021.")


class AddForm(FlaskForm):
    """A new part of a list: its name, its type when it is a question, its key when one cares."""

    class Meta(Filled):
        pass

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    label = StringField("Intitulé", [NAMED, Length(max=190, message="190 caractères au plus.")])
    type = SelectField("Type de réponse", validate_choice=False)
    key = StringField(
        "Clé", [Optional(), KEY],
        description="Facultatif. La même clé dans deux appels permet de reprendre la réponse de l’un à l’autre.",
    )  # fmt: skip

    def offer(self, model: str) -> None:
        """The types, for a question or a column; nothing to choose for the rest."""
        known = list(names.TYPES) if model == "Question" else names.IN_COLUMNS if model == "Column" else []
        self.type.choices = [SelectChoice(value=each, label=names.TYPES[each]) for each in known]
        if not known:
            del self.type


class BeginForm(FlaskForm):
    """A new call: from nothing, or from a call that is there."""

    class Meta(Filled):
        pass

    title = StringField("Titre de l’appel", [InputRequired("Donnez un titre."), Length(max=400)])
    key = StringField("Clé", [InputRequired("Donnez une clé."), KEY],
                      description="Elle nomme l’appel dans les adresses, par exemple credits_2021.")  # fmt: skip
    source = SelectField("À partir de", validate_choice=True)
    kind = RadioField("Sorte d’appel", [Optional()], description="Sans effet si vous partez d’un appel qui existe.")

    def offer(self, calls: list[tuple[str, str]], kinds: list[tuple[str, str]]) -> None:
        first = [SelectChoice(value="", label="Rien : un formulaire court à compléter")]
        self.source.choices = first + [SelectChoice(value=key, label=f"Copie de : {title}") for key, title in calls]
        self.kind.choices = [SelectChoice(value=key, label=words) for key, words in kinds]
        if not self.is_submitted():
            self.kind.data = kinds[0][0]


class LoadForm(ImportForm):
    """A call's file, read into what is prepared; nothing is put in force."""

    words = "Charger ce fichier"
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    content = FileField(
        "Fichier de l’appel (YAML)", [FileRequired("Choisissez un fichier.")],
        description="Il remplace ce qui est en construction ; l’essai dira ce qu’il change.",
    )  # fmt: skip


class RemoveForm(FlaskForm):
    """One button."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class PublishForm(ActForm):
    """Putting a version in force."""

    is_offered = BooleanField(
        "Proposer aux brouillons déjà commencés de passer à cette version",
        description="Chacun choisit ; rien de ce qui est écrit n’est perdu.",
    )

    def prepare(self, subject: CallDraft) -> None:
        number = subject.call.definition.number + 1 if subject.call else 1
        self.words = f"Mettre en service la version {number}"
        self.consequences = [
            "Les dossiers commencés à partir de maintenant suivent cette version.",
            "Les dossiers déjà commencés gardent la leur.",
            "Les vagues nouvelles sont créées ; celles qui existent gardent leur calendrier et leurs enveloppes.",
        ]


class DiscardForm(ActForm):
    """Forgetting what is prepared."""

    def prepare(self, subject: Any) -> None:
        self.consequences = ["Tout ce qui a été préparé depuis la version en service est oublié, sans retour."]
