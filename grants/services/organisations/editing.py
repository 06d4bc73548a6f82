"""What an organisation says of itself, changed by its legal representative."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from grants import directories
from grants.database import db
from grants.directories.record import Answer
from grants.models import Application, Organisation
from grants.services import search_words
from grants.services.command import Act, command
from grants.services.organisations.creating import compacted, refuse_known, take_in
from grants.services.organisations.holding import add_name, hold
from grants.values.stems import unaccented


def edit(
    actor_id: int, organisation_id: int, *, version: int, name: str, legal_nature: str, siret: str | None = None,
    rna: str | None = None, address: str | None = None, siret_requested_on: date | None = None,
) -> None:  # fmt: skip
    """Change the page; new numbers are asked of the directory first, outside the transaction."""
    numbers = compacted(siret, rna)
    kept = select(Organisation.siret, Organisation.rna).filter_by(id=organisation_id)
    is_new = tuple(numbers.values()) != tuple(db.session.execute(kept).one())
    answer = directories.ask(numbers["siret"] or numbers["rna"]) if is_new else None
    said = {"legal_nature": legal_nature, "address": address or None, "siret_requested_on": siret_requested_on}
    write(actor_id, organisation_id, version=version, name=name, said=said, numbers=numbers, answer=answer)


@command
def write(
    act: Act, organisation_id: int, *, version: int, name: str, said: Mapping[str, Any],
    numbers: Mapping[str, Any], answer: Answer | None,
) -> None:  # fmt: skip
    organisation = hold(act, organisation_id, version=version)
    refuse_known(dict(numbers), but=organisation.id)
    changed = sorted(field for field, value in {**said, **numbers}.items() if getattr(organisation, field) != value)
    for field, value in {**said, **numbers}.items():
        setattr(organisation, field, value)
    if answer is not None:
        take_in(act, organisation, answer)
    if organisation.siret:
        organisation.siret_requested_on = None
    if rename(act, organisation, name):
        changed.append("name")
    act.do(organisation, "organisation.edit", changed=changed)


def rename(act: Act, organisation: Organisation, name: str) -> bool:
    """The new name, the old ones kept; its files are then found by the new one too."""
    kept = " ".join(name.split())
    if kept == organisation.name:
        return False
    organisation.name, organisation.sort_name = kept, unaccented(kept)
    add_name(organisation, kept)
    db.session.flush()
    index_files(act, organisation)
    return True


def index_files(act: Act, organisation: Organisation) -> None:
    """Tell again the words of its files; they are locked after it."""
    act.lock_all(Application, Application.organisation_id == organisation.id)
    for file in db.session.scalars(select(Application).filter_by(organisation_id=organisation.id)):
        search_words.index(file, [each.name for each in file.partners])
