"""The letter that asks an expert for an opinion, made when it is read: nothing that it says of the link is kept."""

from grants.definitions.letter import freeze
from grants.documents.letters import letter_pdf
from grants.models import Opinion
from grants.queries import letters as facts
from grants.queries import opinions as queries
from grants.services.letters import template_of
from grants.values.clock import day_of


def asking_pdf(opinion: Opinion, *, address: str) -> bytes:
    """The letter of this question, as a tagged PDF; `address` is the personal link."""
    file = opinion.application
    key = template_of("opinion.ask", opinion, file)
    reference = f"{file.number}-A{opinion.id}"
    scene = facts.Scene(opinion.asked_by, opinion.asked_at, reference, opinion, file)
    frozen = freeze(key, facts.values(facts.FACTS, key, scene, given(opinion, address)))
    day = day_of(opinion.asked_at).isoformat()
    return letter_pdf(key, frozen, reference=reference, issued_on=day, is_fictional=file.is_fictif)


def given(opinion: Opinion, address: str) -> dict[str, str]:
    """Whom it is for, and what is shown."""
    titles = queries.shareable_sections(opinion.application)
    shown = [titles[each] for each in opinion.sections or titles if each in titles]
    return {
        "destinataire_nom": opinion.service_label,
        "destinataire_qualite": "service consulté",
        "destinataire_organisme": opinion.service_label,
        "destinataire_adresse": opinion.email or "",
        "url_avis": address,
        "elements_transmis": ", ".join(f"« {each} »" for each in shown),
    }
