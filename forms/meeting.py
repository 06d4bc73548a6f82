"""Noting who is there, opening, voting, adjourning, and the minutes of a committee meeting."""

from typing import Any

from flask_login import current_user
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired

from forms.act import ActForm
from forms.convening import SeatingForm
from forms.fields import options
from forms.proof import ProofMixin
from forms.reasons import NEEDED, reason_field
from grants.models import AgendaItem, Choice, Meeting
from grants.policies import minuting
from grants.queries import meetings, minutes, quorums, second_calls
from grants.services.minutes import must_see_all
from grants.values.sentences import sentence
from workflows.states import MeetingState

CHOICES = [(str(Choice.FOR), "Pour"), (str(Choice.AGAINST), "Contre"), (str(Choice.ABSTAIN), "Abstention")]
PRESENT, ABSENT = "present", "absent"
OPEN_VOTE = "Le vote est à main levée : il paraît avec votre nom, et peut changer jusqu’à l’avis du comité."
SECRET_VOTE = (
    "Le vote est secret : on note que vous avez voté, jamais ce que vous avez voté. Une voix donnée ne se reprend pas."
)

IN_PLACE = (
    "La présidence est déportée d’un dossier de cette séance et n’en lit pas tout le procès-verbal : vous le signez à "
    "sa place."
)
FOR_ABSENT = "La présidence n’était pas à cette séance : vous en signez le procès-verbal à sa place."
PARTLY = (
    "Personne, parmi les votants présents, ne peut lire tout ce procès-verbal : vous signez ce que vous en lisez, et "
    "le secrétariat répond seul des lignes qui vous sont cachées."
)


class RegisterForm(SeatingForm):
    """One line a member (`register_form`)."""

    lead = "Qui est là, et qui vote pour qui : un pouvoir au plus par membre présent."
    people: tuple[int, ...] = ()

    def cleaned(self) -> dict[str, Any]:
        typed = super().cleaned()
        said_of = {user_id: typed[f"member_{user_id}"] for user_id in self.people}
        presence = {
            user_id: value == PRESENT if value in (PRESENT, ABSENT) else int(value)
            for user_id, value in said_of.items()
        }
        return {"version": typed["version"], "presence": presence}


def register_form(act: str, subject: Meeting) -> ActForm:
    """The form with the members of this meeting."""
    members = list(subject.members)
    fields: dict[str, Any] = {"people": tuple(each.user_id for each in members)}
    for member in members:
        proxies = [
            (str(each.user_id), sentence("Absent, pouvoir à %(name)s", name=each.user.name))
            for each in members
            if each.has_vote and member.has_vote and each is not member
        ]
        now = PRESENT if member.is_present else str(member.proxy_id or ABSENT)
        choices = [(PRESENT, "Présent"), (ABSENT, "Absent"), *proxies]
        fields[f"member_{member.user_id}"] = SelectField(member.user.name, choices=options(choices), default=now)
    return type("MeetingRegisterForm", (RegisterForm,), fields)(act, subject)  # type: ignore[no-any-return]


class OpenForm(ActForm):
    def prepare(self, subject: Meeting) -> None:
        found = quorums.standing(subject)
        self.lead = sentence(
            "%(count)s membres présents ou représentés, quorum %(quorum)s.", count=found.counted, quorum=found.needed
        )
        self.consequences = found.lacks or ["Les avis peuvent être donnés, dossier par dossier."]


class CloseForm(ActForm):
    def prepare(self, subject: Meeting) -> None:
        self.consequences = ["Plus aucun avis ni vote ne peut être donné dans cette séance."]


class VoteForm(ActForm):
    choice = RadioField("Votre vote", choices=options(CHOICES), validators=[NEEDED])
    member_id = SelectField("Au nom de", coerce=int, choices=[])

    def prepare(self, subject: AgendaItem) -> None:
        members = subject.meeting.members
        held = [(each.user_id, f"{each.user.name} (pouvoir)") for each in members if each.proxy_id == current_user.id]
        self.member_id.choices = options([(current_user.id, "Moi-même"), *held])
        self.lead = SECRET_VOTE if subject.is_secret else OPEN_VOTE


class AdjournMeetingForm(ActForm):
    reason = reason_field("Pourquoi la séance s’arrête", "Repris au procès-verbal.")

    def prepare(self, subject: Meeting) -> None:
        unseen = sum(each.outcome is None for each in subject.agenda)
        self.lead = sentence("%(count)s dossiers n’ont pas encore reçu d’avis.", count=unseen)
        self.consequences = [
            "Ces dossiers redeviennent prêts : ils passent à la prochaine séance que vous convoquez.",
            "Les avis déjà donnés sont gardés ; plus aucun ne peut l’être dans cette séance.",
        ]
        if (rule := second_calls.foreseen(subject)) and second_calls.lacks_quorum(subject):
            self.consequences.append(
                sentence(
                    "Le quorum n’étant pas là, vous pourrez convoquer une seconde fois, %(days)s jours plus tard au "
                    "moins, sur ces dossiers et avec un quorum de %(quorum)s membres.",
                    days=rule[0], quorum=rule[1],
                )
            )  # fmt: skip
        self.recipients = ["les personnes qui siègent"]


class MinuteForm(ActForm):
    lead = "Ce projet est tiré des faits de la séance. Relisez-le et corrigez-le avant de le soumettre à la présidence."
    minutes = TextAreaField(
        "Procès-verbal", [DataRequired("Le procès-verbal ne peut pas être vide.")], render_kw={"rows": 30}
    )

    def begin_with(self, subject: Meeting) -> dict[str, Any]:
        must_see_all(subject, current_user.id)
        return {"minutes": minutes.draft(subject)}

    def prepare(self, subject: Meeting) -> None:
        self.recipients = ["la présidence du comité"]

    def cleaned(self) -> dict[str, Any]:
        """A browser sends its lines with the ends of another world: what is signed must not depend on it."""
        typed = super().cleaned()
        return typed | {"minutes": typed["minutes"].replace("\r\n", "\n").strip()}


class CorrectForm(MinuteForm):
    lead = "Le texte d’avant est gardé, avec sa date et son auteur."
    reason = reason_field("Ce que vous corrigez", "Gardé avec les versions du procès-verbal.")

    def begin_with(self, subject: Meeting) -> dict[str, Any]:
        must_see_all(subject, current_user.id)
        return {"minutes": subject.minutes}

    def prepare(self, subject: Meeting) -> None:
        super().prepare(subject)
        self.consequences = ["Une signature déjà donnée valait pour le texte d’avant : il faut signer de nouveau."]


class SignForm(ProofMixin, ActForm):
    def prepare(self, subject: Meeting) -> None:
        self.lines = minutes.readable(subject, meetings.closed_to(subject, current_user.id))
        if subject.state == MeetingState.COUNTERSIGNING:
            self.lead = "La présidence a signé ; votre signature est la seconde."
            self.consequences = ["Le procès-verbal est figé avec son empreinte : plus personne ne peut le changer."]
            self.recipients = ["les membres de la séance"]
            return
        self.lead = self.why_me(subject)
        self.consequences = [
            "Votre signature vaut pour ce texte-ci : toute correction demanderait de signer de nouveau."
        ]
        if self.lead != PARTLY and meetings.closed_to(subject, current_user.id):
            self.consequences.insert(0, PARTLY)
        self.recipients = ["le secrétariat, pour qu’il contresigne"]

    def why_me(self, subject: Meeting) -> str:
        """What is to know when the president was away, or is recused from a file."""
        if minuting.is_replaced(subject):
            return FOR_ABSENT if minuting.is_away(subject) else IN_PLACE
        return PARTLY if meetings.closed_to(subject, current_user.id) else ""
