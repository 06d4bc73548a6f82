"""Convening a committee meeting, noting who is there, voting, and its minutes."""

from datetime import datetime, time, timedelta
from typing import Any

from flask_login import current_user
from wtforms import DateTimeLocalField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, NumberRange, Optional

from forms.act import ActForm
from forms.fields import options
from forms.reasons import NEEDED, reason_field, said
from grants.models import AgendaItem, Choice, Meeting, Round, Seat
from grants.queries import meetings as queries
from grants.queries import minutes, quorums
from grants.values import clock
from grants.values.clock import PARIS
from grants.values.sentences import sentence
from workflows.roles import Role

SEATS = [
    ("", "Ne siège pas"),
    (str(Seat.PRESIDENT), "Présidence"),
    (str(Seat.MEMBER), "Membre"),
    (str(Seat.CONCERNED_PERSON), "Personne concernée"),
    (str(Seat.SECRETARY), "Secrétariat, sans voix"),
]
USUAL = {Role.PRESIDENT: Seat.PRESIDENT, Role.SECRETARY: Seat.SECRETARY, Role.COMMITTEE_MEMBER: Seat.MEMBER}
CHOICES = [(str(Choice.FOR), "Pour"), (str(Choice.AGAINST), "Contre"), (str(Choice.ABSTAIN), "Abstention")]
PRESENT, ABSENT = "present", "absent"
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
        return seen | {"hearing_minutes": minutes}

    def prepare(self, subject: Round) -> None:
        files = queries.waiting(subject)
        many = sentence(
            "%(count)s dossiers attendent le comité : ils sont à l’ordre du jour, la meilleure note d’abord.",
            count=len(files),
        )
        self.lead = many if len(files) > 1 else "Un dossier attend le comité : il est à l’ordre du jour."
        self.consequences = [
            "La convocation part tout de suite, avec l’ordre du jour.",
            "Si vous donnez une durée d’audition, chaque organisme reçoit l’invitation avec son heure à lui.",
        ]
        self.recipients = ["les personnes qui siègent", "les organismes entendus, s’il y en a"]

    def cleaned(self) -> dict[str, Any]:
        typed = super().cleaned()
        seats = {user_id: Seat(typed.pop(f"seat_{user_id}")) for user_id in self.people if typed[f"seat_{user_id}"]}
        kept = {name: typed[name] for name in ("version", "title", "place", "quorum", "hearing_minutes", "directions")}
        return kept | {"held_at": typed["held_at"].replace(tzinfo=PARIS), "seats": seats}


def convene_form(act: str, subject: Round) -> ActForm:
    """The form with the people appointed to this call's committee."""
    people = queries.seatable(subject)
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
        self.lead = sentence(
            "%(count)s membres présents ou représentés, quorum %(quorum)s.",
            count=len(quorums.counted(subject)),
            quorum=subject.quorum,
        )
        self.consequences = ["Les avis peuvent être donnés, dossier par dossier."]


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
        self.lead = "Le vote est à main levée : il paraît avec votre nom, et peut changer jusqu’à l’avis du comité."


class MinuteForm(ActForm):
    lead = "Ce projet est tiré des faits de la séance. Relisez-le et corrigez-le avant de le soumettre à la présidence."
    minutes = TextAreaField(
        "Procès-verbal", [DataRequired("Le procès-verbal ne peut pas être vide.")], render_kw={"rows": 30}
    )

    def begin_with(self, subject: Meeting) -> dict[str, Any]:
        return {"minutes": minutes.draft(subject)}

    def prepare(self, subject: Meeting) -> None:
        self.recipients = ["la présidence du comité"]


class SignForm(ActForm):
    def prepare(self, subject: Meeting) -> None:
        self.consequences = ["Le procès-verbal est figé avec son empreinte : plus personne ne peut le changer."]
        self.recipients = ["les membres de la séance"]
