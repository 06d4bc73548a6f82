"""A letter signed elsewhere: ours, whole, by a certificate in force; and everything that is not."""

import asyncio
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from grants.definitions.letter import freeze
from grants.documents.letters import letter_pdf
from grants.examining.refusing import Unacceptable
from grants.examining.signatures import check, is_signed
from tests.documents.variants import examples
from tests.support.signatures import authority, person, signed

REFERENCE = "CC20-0001-L01"


@cache
def letter(reference: str = REFERENCE) -> bytes:
    return letter_pdf("refus", freeze("refus", examples("refus")), reference=reference, issued_on="2020-09-15")


@cache
def people():
    root = authority()
    return root, person(root, "Dominique Exemple")


@pytest.fixture
def trust(tmp_path):
    (tmp_path / "root.pem").write_bytes(people()[0].pem)
    return tmp_path


def refusal(content, trust=None):
    with pytest.raises(Unacceptable) as refused:
        check(content, letter(), REFERENCE, trust)
    return str(refused.value.sentence)


def by_us(pdf=None, **more):
    root, who = people()
    return signed(pdf or letter(), who, root, **more)


def test_our_letter_signed_by_a_trusted_certificate(trust):
    found = check(by_us(), letter(), REFERENCE, trust)
    assert (found.signer, found.issuer, found.is_verified) == ("Dominique Exemple", "Autorité fictive", True)
    assert found.signed_at is not None
    assert not found.is_timestamped


def test_a_caller_may_have_an_event_loop_of_its_own(trust):
    async def caller():
        return check(by_us(), letter(), REFERENCE, trust)

    assert asyncio.run(caller()).is_verified


def test_without_authorities_the_signature_holds_but_the_person_is_not_verified():
    assert check(by_us(), letter(), REFERENCE, None).is_verified is False


def test_two_people_may_sign_one_after_the_other(trust):
    assert check(by_us(by_us(), field="Seconde"), letter(), REFERENCE, trust).is_verified


def test_a_letter_that_nobody_signed(trust):
    assert "ne porte aucune signature" in refusal(letter(), trust)
    assert not is_signed(letter())
    assert is_signed(by_us())


def test_another_letter(trust):
    assert "pas la lettre CC20-0001-L01" in refusal(by_us(letter("CC20-0002-L01")), trust)


def test_a_byte_changed_after_signing(trust):
    content = bytearray(by_us())
    content[content.rindex(b"/SigFlags") + 2] ^= 1
    assert "modifié après avoir été signé" in refusal(bytes(content), trust)


def test_a_word_of_the_letter_changed_after_signing(trust):
    content = bytearray(by_us())
    content[len(letter()) // 2] ^= 1
    assert "pas la lettre" in refusal(bytes(content), trust)


def covered_by_a_note(pdf: bytes) -> bytes:
    """The same with a note over the first page, added after its end."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    named = generic.pdf_name
    note = generic.DictionaryObject({
        named("/Type"): named("/Annot"), named("/Subtype"): named("/FreeText"),
        generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 50, 500, 500))),
        generic.pdf_name("/Contents"): generic.TextStringObject("Accordé : 90 000 €"),
    })  # fmt: skip
    page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_something_laid_over_the_letter_before_it_was_signed(trust):
    assert "Autre chose qu’une signature" in refusal(by_us(covered_by_a_note(letter())), trust)


def test_something_laid_over_the_letter_after_it_was_signed(trust):
    refusal(covered_by_a_note(by_us()), trust)


def test_bytes_after_the_signed_part(trust):
    refusal(by_us() + b"\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF", trust)


def test_a_signature_over_a_part_of_the_document(trust):
    content = by_us()
    begin = content.index(b"/ByteRange [") + len(b"/ByteRange [")
    end = content.index(b"]", begin)
    first, length, second, rest = map(int, content[begin:end].split())
    less = f"{first} {length} {second} {rest - 40}".encode().ljust(end - begin)
    refusal(content[:begin] + less + content[end:], trust)


def test_a_certificate_that_is_over(trust):
    root, _ = people()
    content = signed(letter(), person(root, "Dominique Exemple", ends_in=-3), root)
    assert "n’est pas en cours de validité" in refusal(content, trust)
    assert "n’est pas en cours de validité" in refusal(content, None)


def test_a_certificate_of_an_unknown_authority(trust):
    other = authority("Autorité inconnue")
    content = signed(letter(), person(other, "Dominique Exemple"), other)
    assert "n’est reconnu par aucune autorité" in refusal(content, trust)


def test_printed_to_another_pdf_then_signed(trust):
    out = BytesIO()
    with pikepdf.open(BytesIO(letter())) as pdf:
        pdf.save(out)
    assert "pas la lettre" in refusal(by_us(out.getvalue()), trust)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"%PDF-1.7\n/ByteRange [0 1 2 3]\n%%EOF", b"\x00" * 999])
def test_what_is_no_document(content):
    refusal(content)
