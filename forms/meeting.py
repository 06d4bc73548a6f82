"""Convening a committee meeting, noting who is there, voting, and its minutes."""

from datetime import datetime, time, timedelta
from typing import Any

from flask_login import current_user
from wtforms import (
    DateTimeLocalField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forms.act import ActForm
from forms.agenda import BALLOTS, ORDERS
from forms.fields import options
from forms.proof import ProofMixin
from forms.reasons import NEEDED, reason_field, said
from grants.models import AgendaItem, Choice, Meeting, Round, Seat
from grants.queries import agendas, ballots, meetings, minutes, quorums
from grants.services.minutes import must_see_all
from grants.values import clock
from grants.values.clock import PARIS
from grants.values.sentences import sentence
from workflows.roles import Role
from workflows.states import MeetingState

SEATS = [
    ("", "Ne siège pas"),
    (str(Seat.PRESIDENT), "Présidence"),
    (str(Seat.VICE_PRESIDENT), "Présidence suppléante"),
    (str(Seat.MEMBER), "Membre"),
    (str(Seat.CONCERNED_PERSON), "Personne concernée"),
    (str(Seat.SECRETARY), "Secrétariat, sans voix"),
]
USUAL = {Role.PRESIDENT: Seat.PRESIDENT, Role.SECRETARY: Seat.SECRETARY, Role.COMMITTEE_MEMBER: Seat.MEMBER}
CHOICES = [(str(Choice.FOR), "Pour"), (str(Choice.AGAINST), "Contre"), (str(Choice.ABSTAIN), "Abstention")]
PRESENT, ABSENT = "present", "absent"
OPEN_VOTE = "Le vote est à main levée : il paraît avec votre nom, et peut changer jusqu’à l’avis du comité."
SECRET_VOTE = (
    "Le vote est secret : on note que vous avez voté, jamais ce que vous avez voté. Une voix donnée ne se reprend pas."
)
CHOSEN = InputRequired("Choisissez au moins un dossier.")
HELD_IN = timedelta(days=15)


class SeatingForm(ActForm):
    """A form with a question a person, shown side by side."""

    def is_seat(self, question: Any) -> bool:
        return str(question.name).startswith(("seat_", "member_"))


class ConveneForm(SeatingForm):
    """One seat a person who may be given one (`convene_form`)."""

    people: tuple[int, ...] = ()
    title = StringField("Titre de la séance", [DataRequired("Nommez la séance.")], filters=[said])
    held_at = DateTimeLocalField("Jour et heure", [NEEDED], description="À l’heure de Paris.")
    place = StringField("Lieu", [DataRequired("Dites où la séance se tient.")], filters=[said])
    quorum = IntegerField("Quorum : membres présents ou représentés", [NEEDED, NumberRange(min=1, max=99)])
    hearing_minutes = IntegerField(
        "Audition des organismes : minutes par dossier",
        [Optional(), NumberRange(min=5, max=240, message="Entre 5 et 240 minutes.")],
        description="Chacun reçoit son heure, dans l’ordre du jour. Laissez vide si aucun organisme n’est entendu.",
    )
    ballot = RadioField(
        "Forme du vote", choices=options(BALLOTS), validators=[],
        description="Elle peut changer pour un dossier, avant que l’on y vote.",
    )  # fmt: skip
    order = SelectField("Ordre des dossiers", choices=options(ORDERS))
    files = SelectMultipleField(
        "Dossiers à l’ordre du jour", [CHOSEN], coerce=int, widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description="Tous les dossiers prêts sont cochés ; l’ordre du jour peut encore changer avant la séance.",
    )  # fmt: skip
    directions = reason_field(
        "Comment venir",
        "Lu par les organismes entendus : étage, accès, transports, lien de visioconférence.",
        optional=True,
    )

    def begin_with(self, subject: Round) -> dict[str, Any]:
        committee = subject.call.file.committee
        day = clock.today() + HELD_IN
        label = committee.label if committee else "Comité de sélection"
        quorum = committee.quorum.members if committee else 1
        hearings = committee.hearings if committee else None
        minutes = hearings.minutes if hearings and hearings.held else None
        seen = {"title": label, "held_at": datetime.combine(day, time(14)), "quorum": quorum}
        secret = bool(committee and committee.vote.mode == "secret")
        files = [each.file.id for each in agendas.choosable(subject, current_user)]
        return seen | {"hearing_minutes": minutes, "ballot": "secret" if secret else "", "files": files}

    def prepare(self, subject: Round) -> None:
        self.ready = {each.file.id: each for each in agendas.choosable(subject, current_user)}
        files = list(self.ready.values())
        self.files.choices = options((each.file.id, titled(each)) for each in files)
        if not ballots.is_allowed(subject.call):
            self.ballot.choices = options(BALLOTS[:1])
        many = sentence(
            "%(count)s dossiers attendent le comité : choisissez ceux que la séance examine, et leur ordre.",
            count=len(files),
        )
        self.lead = many if len(files) > 1 else "Un dossier attend le comité."
        self.consequences = [
            "La convocation part tout de suite, avec l’ordre du jour.",
            "Si vous donnez une durée d’audition, chaque organisme reçoit l’invitation avec son heure à lui.",
        ]
        self.recipients = ["les personnes qui siègent", "les organismes entendus, s’il y en a"]

    def cleaned(self) -> dict[str, Any]:
        typed = super().cleaned()
        seats = {user_id: Seat(typed.pop(f"seat_{user_id}")) for user_id in self.people if typed[f"seat_{user_id}"]}
        kept = {name: typed[name] for name in ("version", "title", "place", "quorum", "hearing_minutes", "directions")}
        files = sorted(typed["files"], key=lambda file: agendas.SORTS[typed["order"]](self.ready[file]))
        kept |= {"is_secret": typed["ballot"] == "secret", "files": files}
        return kept | {"held_at": typed["held_at"].replace(tzinfo=PARIS), "seats": seats}


def titled(line: agendas.Line) -> str:
    """A file in a list of boxes."""
    score = f" ({line.score:.2f})".replace(".", ",") if line.score is not None else ""
    return f"{line.file.number} · {line.file.organisation.name} : {line.file.title}{score}"


def convene_form(act: str, subject: Round) -> ActForm:
    """The form with the people appointed to this call's committee."""
    people = meetings.seatable(subject)
    fields: dict[str, Any] = {"people": tuple(each.id for each in people)}
    for person in people:
        usual = next((USUAL[held.role] for held in person.appointments if held.role in USUAL), "")
        fields[f"seat_{person.id}"] = SelectField(person.name, choices=options(SEATS), default=str(usual))
    return type("RoundConveneForm", (ConveneForm,), fields)(act, subject)  # type: ignore[no-any-return]


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
        self.consequences = [
            "Votre signature vaut pour ce texte-ci : toute correction demanderait de signer de nouveau."
        ]
        self.recipients = ["le secrétariat, pour qu’il contresigne"]
