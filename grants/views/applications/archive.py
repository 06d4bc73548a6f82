"""What goes into the archive of a file, and the page that says what is in it."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from grants import storage
from grants.definitions.letter import letter as definition_of
from grants.documents.letters import as_sent, printing
from grants.exports.archives import Entry, Names, Written, zipped
from grants.filters import date_time
from grants.models import Application, Scan, StoredFile, User
from grants.policies.access import can
from grants.queries import gathering, parts
from grants.queries.gathering import Gathered
from grants.values import clock
from grants.views.applications import printing as printed
from grants.views.receipts import HANDED_IN

BLOCK = 1 << 16  # bytes read at a time
RULE = "\n\n" + "-" * 60 + "\n\n"
README = """Dossier {number}
{title}
{organisation}
Appel : {call}

Archive faite le {at} (heure de Paris) pour {person}.
Elle contient tout ce que vous pouvez lire de ce dossier aujourd’hui : rien de ce qui n’est pas encore publié.

Chaque ligne : le fichier, sa taille, et son empreinte SHA-256 (deux fichiers identiques ont la même).
Celle du dossier déposé et celle du récépissé sont deux choses : le récépissé porte l’empreinte des réponses figées.

{files}
{absent}"""


class Archive:
    """The files in their order, and those that can't be put in, with why."""

    def __init__(self, application: Application) -> None:
        self.root, self.names = f"dossier-{application.number}", Names()
        self.entries: list[Entry] = []
        self.absent: list[str] = []

    def add(self, folder: str, name: str, at: datetime, make: Callable[[], bytes]) -> str:
        """A content that is made when its turn comes; where it stands."""
        place = self.names.place(f"{self.root}/{folder}" if folder else self.root, name)
        self.entries.append(Entry(place, at, lambda: [make()]))
        return place

    def add_stored(self, folder: str, name: str, at: datetime, file: StoredFile) -> None:
        """A content that was given; one that the antivirus has not read, or has shut, is named and left out."""
        place = self.names.place(f"{self.root}/{folder}", name)
        if file.scan in (Scan.WAITING, Scan.FOUND):
            self.absent.append(f"{place} : retenu par le contrôle antivirus")
        elif not storage.exists(file.digest):
            self.absent.append(f"{place} : contenu introuvable, écrivez au service")
        else:
            self.entries.append(Entry(place, at, partial(blocks_of, storage.path_of(file.digest))))


def blocks_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def of_file(application: Application, user: User) -> Iterator[bytes]:
    """The archive of a file for this person; all that it needs is read before it begins."""
    found, made = gathering.of_file(application), Archive(application)
    add_deposit(made, application, found)
    add_letters(made, found)
    add_pieces(made, application, found)
    add_messages(made, application, found)
    if can(user, "application.prepare", application):
        add_notes(made, application)
    words = readme_words(application, user)
    return zipped(made.entries, partial(readme, made, words))


def add_deposit(made: Archive, application: Application, found: Gathered) -> None:
    """What was handed in and its proof, or the draft as it stands; then the answers for machines."""
    now = clock.now()
    if found.receipt:
        at = found.receipt.issued_at
        made.add("1-depot", f"dossier-{application.number}.pdf", at, printed.of_deposit(application, found.receipt))
        made.add("1-depot", "reponses-deposees.json", at, as_json(found.receipt.snapshot.content))
    else:
        made.add("1-depot", f"brouillon-{application.number}.pdf", now, printed.of_draft(application))
    for each in found.letters:
        if each.act in HANDED_IN:
            made.add("1-depot", f"recepisse-{each.reference}.pdf", each.issued_at, printing(each))
    answers = {"dossier": application.number, "appel": application.call.key, "reponses": parts.answers(application)}
    made.add("1-depot", "reponses-actuelles.json", application.saved_at or now, as_json(answers))


def as_json(content: Any) -> Callable[[], bytes]:
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return lambda: (text + "\n").encode()


def add_letters(made: Archive, found: Gathered) -> None:
    for each in found.letters:
        if each.act not in HANDED_IN:
            name = f"{each.reference} {definition_of(each.template_key).title}.pdf"
            made.add("2-lettres", name, each.issued_at, as_sent(each))
    for agreement in found.agreements:
        if scan := found.stored.get(agreement.signed_scan_digest or ""):
            made.add_stored("3-conventions", f"{agreement.reference}.pdf", scan.created_at, scan)


def add_pieces(made: Archive, application: Application, found: Gathered) -> None:
    """Those in force; those that they took the place of, apart."""
    for each in reversed(found.pieces):
        folder = "4-pieces" if each.replaced_at is None else "4-pieces/remplacees"
        made.add_stored(folder, f"{each.key} {each.name}", each.uploaded_at, each.file)


def add_messages(made: Archive, application: Application, found: Gathered) -> None:
    said = []
    for message in found.messages:
        who = application.file.contact.service if message.is_from_staff else message.author.name
        joined = [f"Joint : {each.name}" for each in message.pieces]
        said.append("\n".join([f"{date_time(message.sent_at)}, {who}", "", message.body, *joined]))
        for each in message.pieces:
            made.add_stored("5-messages", each.name, message.sent_at, each.file)
    if said:
        made.add("5-messages", "messages.txt", found.messages[-1].sent_at, as_text(RULE.join(said)))


def add_notes(made: Archive, application: Application) -> None:
    """What the members wrote to each other: for them alone."""
    notes = gathering.notes_of(application)
    if notes:
        said = [f"{date_time(each.written_at)}, {each.author.name}\n\n{each.body}" for each in notes]
        made.add("6-notes", "notes-entre-membres.txt", notes[-1].written_at, as_text(RULE.join(said)))


def as_text(text: str) -> Callable[[], bytes]:
    return lambda: (text + "\n").encode()


def readme_words(application: Application, user: User) -> dict[str, str]:
    return {
        "number": application.number, "title": application.title or "Projet sans titre",
        "organisation": application.organisation.name, "call": application.call.title,
        "at": date_time(clock.now()), "person": user.name,
    }  # fmt: skip


def readme(made: Archive, words: dict[str, str], written: Iterable[Written]) -> Entry:
    """The last file, which names all the others."""
    files = "\n".join(f"{each.path}\n    {octets(each.size)}, {each.digest}" for each in written)
    absent = "\nNe sont pas dans l’archive :\n" + "\n".join(made.absent) + "\n" if made.absent else ""
    text = README.format(**words, files=files, absent=absent)
    return Entry(f"{made.root}/LISEZ-MOI.txt", clock.now(), lambda: [text.encode()])


def octets(count: int) -> str:
    return f"{count:,} octets".replace(",", " ")
