"""Convening a committee meeting, and calling it a second time when it had no quorum."""

from datetime import datetime, time, timedelta
from typing import Any

from flask_login import current_user
from wtforms import DateTimeLocalField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forms.act import ActForm
from forms.agenda import BALLOTS, ORDERS
from forms.fields import options
from forms.reasons import NEEDED, reason_field, said
from grants.models import Round, Seat
from grants.queries import agendas, ballots, meetings, quorums, representing
from grants.queries.second_calls import SecondCall
from grants.values import clock
from grants.values.clock import PARIS, day_of
from grants.values.sentences import sentence
from workflows.roles import Role

SEATS = [
    ("", "Ne siège pas"),
    (str(Seat.PRESIDENT), "Présidence"),
    (str(Seat.VICE_PRESIDENT), "Présidence suppléante"),
    (str(Seat.MEMBER), "Membre"),
    (str(Seat.CONCERNED_PERSON), "Personne concernée"),
    (str(Seat.SECRETARY), "Secrétariat, sans voix"),
]
USUAL = {
    Role.PRESIDENT: Seat.PRESIDENT, Role.SECRETARY: Seat.SECRETARY, Role.COMMITTEE_MEMBER: Seat.MEMBER,
    Role.COFUNDER: Seat.MEMBER,
}  # fmt: skip
SPEAKS_FOR = "Représente %(funders)s."
EACH_FUNDER = "L’appel veut tous ses financeurs présents ou représentés : %(funders)s."
CHOSEN = InputRequired("Choisissez au moins un dossier.")
LEAST = "L’appel le fixe à %(least)s : vous pouvez demander plus de membres, jamais moins."
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
        hearings = committee.hearings if committee else None
        minutes = hearings.minutes if hearings and hearings.held else None
        seen = {"title": label, "held_at": datetime.combine(day, time(14)), "quorum": quorums.least(subject)}
        secret = bool(committee and committee.vote.mode == "secret")
        files = [each.file.id for each in agendas.choosable(subject, current_user)]
        return seen | {"hearing_minutes": minutes, "ballot": "secret" if secret else "", "files": files}

    def prepare(self, subject: Round) -> None:
        self.ready = {each.file.id: each for each in agendas.choosable(subject, current_user)}
        files = list(self.ready.values())
        self.files.choices = options((each.file.id, titled(each)) for each in files)
        if not ballots.is_allowed(subject.call):
            self.ballot.choices = options(BALLOTS[:1])
        if subject.call.file.committee:
            self.quorum.description = sentence(LEAST, least=quorums.least(subject))
        many = sentence(
            "%(count)s dossiers attendent le comité : choisissez ceux que la séance examine, et leur ordre.",
            count=len(files),
        )
        self.lead = many if len(files) > 1 else "Un dossier attend le comité."
        self.consequences = [
            "La convocation part tout de suite, avec l’ordre du jour.",
            "Si vous donnez une durée d’audition, chaque organisme reçoit l’invitation avec son heure à lui.",
        ]
        if payers := representing.wanted(subject):
            self.consequences.append(sentence(EACH_FUNDER, funders=", ".join(each.label for each in payers)))
        self.recipients = ["les personnes qui siègent", "les organismes entendus, s’il y en a"]

    def cleaned(self) -> dict[str, Any]:
        typed = super().cleaned()
        seats = {user_id: Seat(typed.pop(f"seat_{user_id}")) for user_id in self.people if typed[f"seat_{user_id}"]}
        kept = {name: typed[name] for name in ("version", "title", "place", "quorum", "hearing_minutes", "directions")}
        files = sorted(typed["files"], key=lambda file: agendas.SORTS[typed["order"]](self.ready[file]))
        kept |= {"is_secret": typed["ballot"] == "secret", "files": files}
        return kept | {"held_at": typed["held_at"].replace(tzinfo=PARIS), "seats": seats}


class SecondConveneForm(ConveneForm):
    """The same after a meeting without quorum: its files, its seats, the quorum and the delay of the rule."""

    second: SecondCall
    quorum = files = order = None

    def begin_with(self, subject: Round) -> dict[str, Any]:
        first = self.second.meeting
        hour = first.held_at.astimezone(PARIS).time().replace(second=0, microsecond=0)
        day = max(self.second.earliest.date(), clock.today() + timedelta(days=1))
        kept = {name: getattr(first, name) for name in ("place", "hearing_minutes", "directions")}
        kept |= {"title": f"{first.title} (seconde convocation)", "held_at": datetime.combine(day, hour)}
        seats = {f"seat_{each.user_id}": str(each.seat) for each in first.members}
        return kept | seats | {"ballot": "secret" if first.is_secret else ""}

    def prepare(self, subject: Round) -> None:
        self.second_facts()
        if not ballots.is_allowed(subject.call):
            self.ballot.choices = options(BALLOTS[:1])
        self.recipients = ["les personnes qui siègent", "les organismes entendus, s’il y en a"]

    def second_facts(self) -> None:
        """The sentence that explains, and what follows from it."""
        said = {"day": f"{day_of(self.second.stopped_at):%d/%m/%Y}", "days": self.second.days}
        self.lead = sentence(
            "La séance du %(day)s n’a pas réuni son quorum. L’appel permet de la convoquer une seconde fois, "
            "%(days)s jours plus tard au moins, sur le même ordre du jour et avec un quorum de %(quorum)s membres.",
            **said, quorum=self.second.quorum,
        )  # fmt: skip
        self.consequences = [
            sentence("Dossiers restés sans avis, repris dans le même ordre : %(count)s.", count=len(self.second.files)),
            sentence("Premier jour possible : le %(day)s.", day=f"{self.second.earliest:%d/%m/%Y}"),
            "La convocation part tout de suite et dit que c’est la seconde ; le procès-verbal le dira aussi.",
        ]
        if self.second.meeting.required_seats:
            self.consequences.append("Les sièges que l’appel exige le restent : seul le nombre de membres est abaissé.")

    def cleaned(self) -> dict[str, Any]:
        typed = ActForm.cleaned(self)
        seats = {user_id: Seat(typed[f"seat_{user_id}"]) for user_id in self.people if typed[f"seat_{user_id}"]}
        kept = {name: typed[name] for name in ("version", "title", "place", "hearing_minutes", "directions")}
        kept |= {"is_secret": typed["ballot"] == "secret", "quorum": self.second.quorum, "seats": seats}
        return kept | {"held_at": typed["held_at"].replace(tzinfo=PARIS), "follows_id": self.second.meeting.id}


def titled(line: agendas.Line) -> str:
    """A file in a list of boxes."""
    score = f" ({line.score:.2f})".replace(".", ",") if line.score is not None else ""
    return f"{line.file.number} · {line.file.organisation.name} : {line.file.title}{score}"


def convene_form(act: str, subject: Round, second: SecondCall | None = None) -> ActForm:
    """The form with the people appointed to this call's committee; `second`: after a meeting without quorum."""
    people = meetings.seatable(subject)
    fields: dict[str, Any] = {"people": tuple(each.id for each in people)}
    told = representing.told(subject, fields["people"])
    for person in people:
        usual = next((USUAL[held.role] for held in person.appointments if held.role in USUAL), "")
        speaks = sentence(SPEAKS_FOR, funders=", ".join(told[person.id])) if person.id in told else ""
        fields[f"seat_{person.id}"] = SelectField(
            person.name, choices=options(SEATS), default=str(usual), description=speaks
        )
    base = SecondConveneForm if second else ConveneForm
    return type("RoundConveneForm", (base,), fields | {"second": second})(act, subject)  # type: ignore[no-any-return]
