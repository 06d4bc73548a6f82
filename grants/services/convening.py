"""What a meeting must be to be convened: its files, its seats, a quorum no lower than the one of its call."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from grants.models import Application, Meeting, Round, Seat
from grants.queries import representing, second_calls
from grants.queries.second_calls import SecondCall
from grants.services.command import Act
from grants.values.clock import day_of
from grants.values.committees import FUNDER, REQUIRED_SEATS
from grants.values.sentences import sentence
from workflows.errors import Refused

TOO_LOW = "L’appel fixe le quorum de ce comité à %(least)s membres : donnez ce nombre, ou un plus grand."
NOBODY_FOR = (
    "Aucun des sièges avec voix ne représente %(funder)s : ce comité ne se prononce qu’avec tous les financeurs de "
    "l’appel."
)


def second_call(act: Act, round: Round, follows_id: int, held_at: datetime) -> SecondCall:
    """What the rule gives to the second meeting; `Refused` when the first one opens no right to it, or too early."""
    first = act.lock(Meeting, follows_id)
    found = second_calls.offered(first) if first.round_id == round.id else None
    if found is None:
        raise Refused(["Cette séance n’ouvre pas droit à une seconde convocation, ou ses dossiers n’attendent plus."])
    if held_at < found.earliest:
        first_day = f"{day_of(found.earliest):%d/%m/%Y}"
        raise Refused(
            [
                sentence(
                    "Entre la séance sans quorum et la seconde, l’appel veut %(days)s jours : pas avant le %(day)s.",
                    days=found.days, day=first_day,
                )
            ]
        )  # fmt: skip
    return found


def chosen_among(waiting: Sequence[Application], files: Sequence[int] | None) -> Sequence[Application]:
    """The files asked for, in that order; `Refused` when one of them waits no more."""
    if files is None:
        return waiting
    ready = {each.id: each for each in waiting}
    if not ready.keys() >= set(files):
        raise Refused(["Un des dossiers choisis n’attend plus le comité : relisez la liste."])
    return [ready[each] for each in dict.fromkeys(files)]


def must_stand(
    act: Act, round: Round, held_at: datetime, seats: Mapping[int, Seat], *, quorum: int, least: int, has_files: bool
) -> None:
    """`Refused` when such a meeting could never be held, or with fewer members than its call wants."""
    reasons = {
        "Aucun dossier de cette vague n’attend le comité.": not has_files,
        "La séance doit se tenir à une date à venir.": held_at <= act.at,
        **unseated(round, list(seats.values())),
        **unrepresented(round, voting(seats)),
        "Il y a moins de sièges avec voix que le quorum.": len(voting(seats)) < quorum,
        sentence(TOO_LOW, least=least): quorum < least,
    }
    if found := [reason for reason, stands in reasons.items() if stands]:
        raise Refused(found)


def unseated(round: Round, given: Sequence[Seat]) -> dict[str, bool]:
    """Why these seats do not make a committee → whether it is so."""
    wants_concerned = Seat.CONCERNED_PERSON in required_seats(round)
    return {
        "Il faut une personne, et une seule, à la présidence.": given.count(Seat.PRESIDENT) != 1,
        "Une seule personne, au plus, supplée la présidence.": given.count(Seat.VICE_PRESIDENT) > 1,
        "Ce comité ne se prononce pas sans une personne concernée : donnez-lui un siège.": (
            wants_concerned and Seat.CONCERNED_PERSON not in given
        ),
        "Il faut une personne au secrétariat.": Seat.SECRETARY not in given,
    }


def unrepresented(round: Round, people: set[int]) -> dict[str, bool]:
    """For each funder who must be represented, whether none of these people can."""
    payers = {each.key: each.label for each in representing.wanted(round)}
    found = representing.of_funders(round.call, payers, people) if payers else {}
    return {sentence(NOBODY_FOR, funder=payers[key]): not ids for key, ids in found.items()}


def voting(seats: Mapping[int, Seat]) -> set[int]:
    """Who has a voice there."""
    return {user_id for user_id, seat in seats.items() if seat is not Seat.SECRETARY}


def required_seats(round: Round) -> list[str]:
    """The seats and funders without which this call's committee says nothing; kept with the meeting, as its quorum."""
    committee = round.call.file.committee
    seats = [each for each in committee.quorum.required_roles if each in REQUIRED_SEATS] if committee else []
    return seats + [FUNDER + each.key for each in representing.wanted(round)]
