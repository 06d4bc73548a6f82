"""What an applicant finds around their files today: a conversation, a helper's mandate, an invitation that waits."""

from datetime import timedelta

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Organisation
from grants.rehearsal.cast import person
from grants.rehearsal.director import Director, version_of
from grants.services import accreditations, invitations, mandates, messages
from grants.services.command import transaction
from workflows.states import ApplicationState as S

HOUSE = "France Services de Clairvent (fictif)"
ASKED = "Bonjour, faut-il joindre aussi la lettre de la commune, que nous attendons encore ?"
ANSWERED = "Bonjour, oui si elle vous parvient avant l’échéance ; sinon dites-le en une phrase, cela suffit."


def surround(play: Director, rank: int = 1) -> None:
    """Around the files of the organisation of this rank, as far as it has them."""
    play.at = max(play.at, play.present or play.at)
    organisation_id = play.troupe.organisations[rank - 1]
    if (asked := file_in(organisation_id, S.TO_COMPLETE)) is not None:
        converse(play, asked, f"editor_{rank}")
    if (draft := file_in(organisation_id, S.DRAFT)) is not None:
        confide(play, draft, f"representative_{rank}")
    invite(play, organisation_id, f"representative_{rank}")


def file_in(organisation_id: int, state: str) -> Application | None:
    here = select(Application).filter_by(organisation_id=organisation_id, state=state)
    return db.session.scalar(here.order_by(Application.id.desc()).limit(1))


def converse(play: Director, file: Application, editor: str) -> None:
    """A question to the service, and its answer."""
    file_id = file.id
    play.do(editor, messages.send, Application, file_id, body=ASKED)
    play.do(play.at_file(file_id), messages.send, Application, file_id, body=ANSWERED)


def confide(play: Director, file: Application, representative: str) -> None:
    """Somebody accredited proposes to fill the draft in; the representative accepts, without the deposit."""
    number, organisation_id, until = file.number, file.organisation_id, play.today + timedelta(days=60)
    with transaction():
        helper = person(play.draw, "helper", "conseillère France Services")
        db.session.add(helper)
        db.session.flush()
        helper_id, address = helper.id, helper.email
    with play.on_stage():
        accreditations.grant(play.troupe["administrator"], who=address, house=HOUSE, reference="Décision fictive 12")
    with play.on_stage():
        said = "Nous préparons ce dossier ensemble le jeudi matin, à la permanence."
        mandate_id = mandates.propose(helper_id, number=number, ends_on=until, said=said)
    with play.on_stage():
        seen = version_of(Organisation, organisation_id)
        mandates.accept(play.troupe[representative], mandate_id, version=seen)
    play.turns["mandat d’un aidant"] += 1


def invite(play: Director, organisation_id: int, representative: str) -> None:
    """A volunteer who has no account yet."""
    to = {"email": "nouvelle-benevole@guichet.example", "role": "editor"}
    play.do(representative, invitations.send, Organisation, organisation_id, **to)
