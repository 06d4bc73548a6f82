"""Two pages that are one organisation become one, by the administrator's hand alone; what moved is written down."""

from typing import Any

from sqlalchemy import Table, or_, select, update

from grants.database import Model, db
from grants.models import (
    Application,
    BankAccount,
    KeptApart,
    MemberRole,
    Membership,
    Organisation,
    OrganisationName,
    Partner,
)
from grants.services.command import Act, command
from grants.services.organisations.editing import index_files
from grants.services.organisations.holding import add_name, hold
from workflows.errors import Refused

SAME_PAGE = "C’est la même fiche : il n’y a rien à réunir."
TWO_BODIES = "Ces deux fiches ont chacune un SIRET, de deux SIREN différents : ce sont deux organismes."
NUMBERS = ("siret", "rna")
FILLED = ("legal_nature", "created_on", "address", "iban", "parent_id")
# Moved one by one, or telling of two organisations at once.
APART = {"organisation", "organisation_name", "membership", "application", "kept_apart"}


def refusals(kept: Organisation, merged: Organisation) -> list[str]:
    """Why these two can't become one."""
    if kept.id == merged.id:
        return [SAME_PAGE]
    sirens = {each.siret[:9] for each in (kept, merged) if each.siret}
    return [TWO_BODIES] if len(sirens) == 2 else []


@command
def merge(act: Act, organisation_id: int, *, version: int, other_id: int, other_version: int) -> None:
    """Move everything of the other page to this one; its address leads here from then on."""
    kept, merged = hold_both(act, {organisation_id: version, other_id: other_version})
    if reasons := refusals(kept, merged):
        raise Refused(reasons)
    lock_files(act, kept, merged)
    moved = {"application": move_files(kept, merged), "membership": move_members(act, kept, merged)}
    moved |= {table.name: ids for table in elsewhere() if (ids := move_rows(table, kept, merged))}
    before = take_over(kept, merged)
    move_names(kept, merged)
    merged.merged_into_id = kept.id
    db.session.flush()
    one_account(act, kept)
    index_files(act, kept)
    act.do(kept, "organisation.merge", merged_id=merged.id, label=merged.name, moved=moved, before=before)
    act.record(merged, "organisation.merge", kept_id=kept.id, label=kept.name, moved=moved)


@command
def keep_apart(act: Act, organisation_id: int, *, version: int, other_id: int) -> None:
    """Note that these two are two, so that they are proposed no more."""
    organisation, other = hold_both(act, {organisation_id: version, other_id: None})
    lower, higher = sorted((organisation.id, other.id))
    act.do(organisation, "organisation.keep_apart", other_id=other.id, label=other.name)
    db.session.merge(KeptApart(lower_id=lower, higher_id=higher, decided_at=act.at, decided_by_id=act.actor.id))


def hold_both(act: Act, seen: dict[int, int | None]) -> tuple[Organisation, Organisation]:
    """Each as it was seen (id → version), locked in the order of their ids: two administrators never block each other.

    The first of `seen` comes first.
    """
    if len(seen) < 2:
        raise Refused([SAME_PAGE])
    held = {id: hold(act, id, version=seen[id]) for id in sorted(seen)}
    one, other = (held[id] for id in seen)
    return one, other


def lock_files(act: Act, kept: Organisation, merged: Organisation) -> None:
    """The files of both, found again by every name, and those in which the page that goes is a partner."""
    joined = select(Partner.application_id).where(Partner.organisation_id == merged.id)
    own = Application.organisation_id.in_((kept.id, merged.id))
    act.lock_all(Application, or_(own, Application.id.in_(joined)))


def move_files(kept: Organisation, merged: Organisation) -> list[int]:
    """One by one: a page of a file that was opened before is stale."""
    files = db.session.scalars(select(Application).filter_by(organisation_id=merged.id).order_by(Application.id)).all()
    for file in files:
        file.organisation_id = kept.id
    db.session.flush()
    return [file.id for file in files]


def move_members(act: Act, kept: Organisation, merged: Organisation) -> list[int]:
    """Whoever acts for both acts once, with the stronger of the two roles; past places move too."""
    here = select(Membership).filter_by(organisation_id=kept.id, ended_at=None)
    already = {each.user_id: each for each in db.session.scalars(here)}
    seats = db.session.scalars(select(Membership).filter_by(organisation_id=merged.id).order_by(Membership.id)).all()
    for seat in seats:
        twin = already.get(seat.user_id) if seat.ended_at is None else None
        if twin:
            seat.ended_at = act.at
            twin.role = MemberRole.REPRESENTATIVE if seat.role is MemberRole.REPRESENTATIVE else twin.role
            db.session.flush()  # ended before it moves: one place a person at a time
        seat.organisation_id = kept.id
    db.session.flush()
    return [seat.id for seat in seats]


def elsewhere() -> list[Table]:
    """Every other table that points to an organisation, whoever adds one."""
    found = (table for table in Model.metadata.sorted_tables if table.name not in APART)
    return [table for table in found if columns_of(table)]


def columns_of(table: Table) -> list[Any]:
    return [key.parent for key in table.foreign_keys if key.column.table.name == "organisation"]


def move_rows(table: Table, kept: Organisation, merged: Organisation) -> list[Any]:
    """The ids of the rows that pointed to the one and now point to the other."""
    moved: list[Any] = []
    for column in columns_of(table):
        identity = list(table.primary_key.columns)[0]
        moved += db.session.scalars(select(identity).where(column == merged.id).order_by(identity))
        db.session.execute(update(table).where(column == merged.id).values({column.name: kept.id}))
    return moved


def take_over(kept: Organisation, merged: Organisation) -> dict[str, Any]:
    """What the page that stays lacked; what it took or what changed hands, as it was."""
    before: dict[str, Any] = {}
    for field in NUMBERS + FILLED:
        given = getattr(merged, field)
        if getattr(kept, field) is None and given is not None and given != kept.id:
            before[field] = str(given)
            if field in NUMBERS:  # unique: it leaves the one before it comes to the other
                setattr(merged, field, None)
                db.session.flush()
            setattr(kept, field, given)
    if NUMBERS[0] in before or NUMBERS[1] in before:
        kept.looked_up_at, kept.verified_at = merged.looked_up_at, merged.verified_at
    branches = update(Organisation).where(Organisation.parent_id == merged.id, Organisation.id != kept.id)
    db.session.execute(branches.values(parent_id=kept.id))
    if kept.parent_id == merged.id:
        kept.parent_id = None
    return before


def move_names(kept: Organisation, merged: Organisation) -> None:
    """Every spelling of both; the names of the page that goes stay with it too, as it was."""
    spellings = select(OrganisationName.name).filter_by(organisation_id=merged.id)
    for name in [merged.name, *db.session.scalars(spellings)]:
        add_name(kept, name)


def one_account(act: Act, kept: Organisation) -> None:
    """One account in force: that of the page that stays."""
    live = select(BankAccount).filter_by(organisation_id=kept.id, ended_at=None).order_by(BankAccount.id)
    accounts = db.session.scalars(live).all()
    stays = next((each for each in accounts if each.iban == kept.iban), None)
    for account in accounts:
        if account is not stays:
            account.ended_at = act.at
