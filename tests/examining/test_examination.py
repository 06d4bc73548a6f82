"""What may be kept of a file, file by file, without the web."""

import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from grants.examining import Unacceptable, examine
from grants.examining.names import cleaned
from tests.support import documents

ALL = ["pdf", "jpg", "png", "csv", "ods", "odt", "xlsx", "docx"]
LIMIT = 10 * 1024 * 1024
TEMPLATE_ELSEWHERE = b'<Relationship TargetMode="External" Type="a/attachedTemplate" Target="https://evil.example/"/>'
GONE = [b"JavaScript", b"Launch", b"SubmitForm", b"ImportData", b"OpenAction", b"/AA", b"EmbeddedFile", b"RichMedia",
        b"/XFA", b"file:///", b"javascript:", b"facture.exe", b"calc.exe", b"/Movie"]  # fmt: skip
CHART = {"word/embeddings/Tableau.xlsx": b"PK"}


@pytest.fixture
def look(tmp_path):
    def look(content, name="document.pdf", accept=ALL, limit=LIMIT):
        path = tmp_path / "content"
        path.write_bytes(content)
        return examine(path, name, accept, limit)

    return look


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (documents.paper(), "pdf"), (documents.photo(), "jpg"), (documents.photo(kind="PNG"), "png"),
        (documents.xlsx(), "xlsx"), (documents.docx(CHART), "docx"), (documents.ods(), "ods"),
        ("nom;montant\nÉté;12,50\n".encode(), "csv"), ("nom;montant\nÉté;12,50\n".encode("cp1252"), "csv"),
        (documents.locked_pdf(user=""), "pdf"),
    ],
)  # fmt: skip
def test_a_good_file_is_kept_byte_for_byte(look, content, extension):
    examined = look(content, "un document.exe")
    assert examined.path.read_bytes() == content
    assert (examined.extension, examined.name, examined.notes) == (extension, f"un document.{extension}", [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "est vide"),
        (bytes(LIMIT + 1), "dépasse 10 Mo"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "page web"),
        (b"\n\n <html><body>%PDF-1.7</body></html>" + documents.paper(), "page web"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "SVG"),
        (b"MZ" + bytes(300), "programme"),
        (b"\x7fELF" + bytes(300), "programme"),
        (b"#!/bin/sh\nrm -rf /;\n", "programme"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ancien format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        (documents.zipped({"a.txt": b"a"}), "archive"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(40), "archive"),
        (b"GIF89a" + bytes(40), "type accepté"),
        (bytes(2000), "type accepté"),
        (b"%PDF-1.7" + bytes(2000), "abîmé"),
        (documents.locked_pdf(), "mot de passe"),
        (documents.swelling_pdf(), "énorme"),
        (documents.bomb(), "énorme"),
        (documents.giant_png(), "démesurée"),
        (documents.photo()[:400], "abîmée"),
        (documents.docx({"word/vbaProject.bin": b"x"}), "macros"),
        (documents.xlsx({"[Content_Types].xml": b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"}), "macros"),
        (documents.xlsx({"xl/macrosheets/sheet1.xml": b"x"}), "macros"),
        (documents.ods({"Basic/Standard/Module1.xml": b"x"}), "macros"),
        (documents.ods({"META-INF/manifest.xml": b"<manifest:encryption-data/>"}), "mot de passe"),
        (documents.docx({"word/embeddings/oleObject1.bin": b"x"}), "autre fichier"),
        (documents.docx({"word/autre.zip": b"PK"}), "autre fichier"),
        (documents.docx({"../../etc/cron.d/x": b"x"}), "abîmé"),
        (documents.docx({"word/_rels/settings.xml.rels": TEMPLATE_ELSEWHERE}), "va chercher"),
        (b"nom;montant\n" + b"a;1\n" * 40_000 + b"\x00", "autre chose que du texte"),
        (b"nom;montant\n" + b"a;1\n" * 40_000 + b"<script>alert(1)</script>", "page web"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_with_a_sentence(look, content, said):
    with pytest.raises(Unacceptable) as refusal:
        look(content)
    assert said in refusal.value.sentence
    assert refusal.value.sentence.endswith(".")


def test_a_kind_that_is_not_asked_for_is_refused_by_its_own_name(look):
    with pytest.raises(
        Unacceptable, match=r"fichier XLSX, qui n’est pas accepté ici.* Joignez un fichier PDF ou JPG\."
    ):
        look(documents.xlsx(), "statuts.pdf", accept=["pdf", "jpg"])


def test_an_armed_pdf_loses_all_that_acts_and_keeps_what_is_read(look):
    examined = look(documents.armed_pdf())
    raw = b"".join(each for each in unpacked(examined.path))
    for word in GONE:
        assert word not in raw, word
    with pikepdf.open(examined.path) as pdf:
        assert b"Le texte de la page reste" in pdf.pages[0].Contents.read_bytes()
        assert len(pdf.attachments) == 0
        assert str(pdf.pages[0].Annots[4].A.URI) == "https://www.service-public.fr/"
        assert pdf.open_metadata()["dc:title"] == "Statuts"
    for words in ("JavaScript", "fichier incorporé", "programme", "à l’ouverture", "formulaire dynamique"):
        assert words in examined.notes[0]
    assert look(examined.path.read_bytes()).notes == []


def unpacked(path):
    """Every object of a PDF, its streams opened."""
    with pikepdf.open(path) as pdf:
        content = io.BytesIO()
        pdf.save(content, object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)
        yield content.getvalue()


def test_what_follows_the_end_of_a_pdf_goes(look):
    for tail in (b"<script>alert(1)</script>", documents.zipped({"a.exe": b"MZ" * 9000})):
        examined = look(documents.paper() + tail)
        assert "après la fin du document" in examined.notes[0]
        assert tail not in examined.path.read_bytes()


def test_a_zip_that_hides_behind_a_document_is_nothing_else(look):
    """An archive is read from its end: what stands before must not make another document of it."""
    with pytest.raises(Unacceptable):
        look(b"GIF89a" + documents.docx())


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_no_longer_says_where_it_was_taken(look, kind):
    examined = look(documents.photo(with_place=True, kind=kind), "photo.jpg")
    with Image.open(examined.path) as image:
        image.load()
        assert image.getexif()[0x0112] == 6
        assert dict(image.getexif().get_ifd(0x8825)) == {}
    assert "où elle a été prise" in examined.notes[0]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"), (r"C:\Users\ana\statuts.PDF", "statuts.pdf"), ("", "document.pdf"),
        ("rib\u202efdp.exe", "ribfdp.pdf"), ("a\x00b\nc.pdf", "abc.pdf"), ("....", "document.pdf"),
        ("con.pdf", "document.pdf"),
        ("é" * 300 + ".pdf", "é" * 100 + ".pdf"), ("compte de résultat 2019.v2.pdf", "compte de résultat 2019.v2.pdf"),
        ('a"b<c>|d.pdf', "a b c d.pdf"), ("\ud800.pdf", "document.pdf"), ("bilan.pdf.exe", "bilan.pdf.pdf"),
    ],
)  # fmt: skip
def test_a_name_says_what_can_be_trusted(typed, kept):
    assert cleaned(typed, "pdf") == kept


def test_nothing_is_ever_extracted(look, monkeypatch):
    for name in ("extract", "extractall"):
        monkeypatch.setattr(zipfile.ZipFile, name, lambda *args, **kwargs: pytest.fail("extracted"))
    look(documents.docx(CHART))
