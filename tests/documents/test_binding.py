"""Letters bound together to be read through: what a screen reader follows is still there, in order."""

from io import BytesIO

import pikepdf
import pytest

from grants.definitions.letter import freeze
from grants.documents.binding import bound
from grants.documents.letters import letter_pdf
from tests.documents.test_letters import faults
from tests.documents.variants import examples
from tests.support.documents import paper
from tests.support.signatures import authority, person, signed

KEYS = ["notification_attribution", "refus", "inscription_liste_complementaire", "convention_pluriannuelle"]


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    folder, found = tmp_path_factory.mktemp("letters"), []
    for rank, key in enumerate(KEYS, start=1):
        path = folder / f"{key}.pdf"
        path.write_bytes(letter_pdf(key, freeze(key, examples(key)), reference=f"L-{rank}", issued_on="2020-09-15"))
        found.append((f"L-{rank}", path))
    return found


def opened(content):
    return pikepdf.open(BytesIO(content))


def marked(element, page):
    """The marks of a page's content in the order in which the structure is read."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield from [kid] if element.get("/Pg") == page else []
        elif kid.get("/Type") == "/MCR":
            yield from [int(kid.MCID)] if kid.get("/Pg", element.get("/Pg")) == page else []
        elif kid.get("/Type") != "/OBJR":
            yield from marked(kid, page)


def test_letters_bound_together_pass_the_checks_of_one_alone(letters):
    assert faults(bound("Appel fictif, première vague", letters)) == []


def test_each_letter_is_one_part_whose_content_is_read_as_in_the_letter_alone(letters):
    with opened(bound("Appel fictif", letters)) as whole:
        (top,) = whole.Root.StructTreeRoot.K
        assert [str(each.T) for each in top.K] == [name for name, _ in letters]
        first, rows = 0, pikepdf.NumberTree(whole.Root.StructTreeRoot.ParentTree)
        for (_, path), part in zip(letters, top.K, strict=True):
            with pikepdf.open(path) as alone:
                for rank, page in enumerate(alone.pages):
                    there = whole.pages[first + rank].obj
                    read = list(marked(part, there))
                    assert read == list(marked(alone.Root.StructTreeRoot, page.obj)) != []
                    row, own = rows[int(there.StructParents)], pikepdf.NumberTree(alone.Root.StructTreeRoot.ParentTree)
                    assert len(row) == len(own[int(page.obj.StructParents)])
                    assert all(each.get("/Pg", there) == there for each in row), "of this page and of no other"
                first += len(alone.pages)
        assert first == len(whole.pages)


def test_a_scanned_letter_is_a_picture_that_says_what_it_is(letters, tmp_path):
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(paper("Signé à la main"))
    with opened(bound("Appel fictif", [letters[0], ("L-9", scan), letters[1]])) as whole:
        picture = whole.Root.StructTreeRoot.K[0].K[1].K[0]
        assert (picture.S, "L-9, page 1 sur 1" in str(picture.Alt)) == ("/Figure", True)
        content = picture.Pg.Contents
        streams = content if isinstance(content, pikepdf.Array) else [content]
        assert b"/Figure <</MCID 0>> BDC" in b"\n".join(each.read_bytes() for each in streams)


def test_a_letter_signed_electronically_keeps_its_tags_and_leaves_its_field_behind(letters, tmp_path):
    root, path = authority(), tmp_path / "signed.pdf"
    path.write_bytes(signed(letters[0][1].read_bytes(), person(root, "Camille Fictif"), root))
    content = bound("Appel fictif", [("L-1", path), letters[1]])
    assert faults(content) == []
    with opened(content) as whole:
        kinds = [each.get("/Subtype") for page in whole.pages for each in page.obj.get("/Annots", [])]
        assert "/Widget" not in kinds
