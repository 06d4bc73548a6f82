"""Where a photograph was taken: found and taken out; the image itself is not coded again."""

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from PIL.ExifTags import IFD

JPEG_START, JPEG_SCAN, JPEG_EXIF = b"\xff\xd8", 0xDA, 0xE1
PNG_START = b"\x89PNG\r\n\x1a\n"
XMP_PLACE = b"GPSL"  # GPSLatitude, GPSLongitude
EXIF_HEAD = b"Exif\x00\x00"


def removed(path: Path, copy: Path, kind: str) -> bool:
    """Write at `copy` the photo without its place; False, and no copy, when it does not say any."""
    content = path.read_bytes()
    new = b"".join(jpeg_parts(content) if kind == "jpg" else png_parts(content))
    if new == content:
        return False
    copy.write_bytes(new)
    return True


def jpeg_parts(content: bytes) -> Iterator[bytes]:
    """Segment by segment, up to where the drawing begins; the rest as it is."""
    yield JPEG_START
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF and content[place + 1] != JPEG_SCAN:
        size = struct.unpack(">H", content[place + 2 : place + 4])[0]
        segment = content[place : place + 2 + size]
        if content[place + 1] == JPEG_EXIF:
            body = without_place(segment[4:])
            segment = segment[:2] + struct.pack(">H", len(body) + 2) + body if body else b""
        yield segment
        place += 2 + size
    yield without_hidden_places(content[place:])


def without_hidden_places(drawing: bytes) -> bytes:
    """A second photo may follow in the same file (depth, gain): it goes when it says a place too."""
    first, second, rest = drawing.partition(b"\xff\xd9\xff\xd8")
    return first + b"\xff\xd9" if second and (EXIF_HEAD in rest or XMP_PLACE in rest) else drawing


def png_parts(content: bytes) -> Iterator[bytes]:
    """Chunk by chunk; a chunk of EXIF is written again, a chunk of XMP that says a place is left out."""
    yield PNG_START
    place = len(PNG_START)
    while place + 12 <= len(content):
        size = struct.unpack(">I", content[place : place + 4])[0]
        kind, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + size]
        chunk = content[place : place + 12 + size]
        place += 12 + size
        if kind == b"eXIf":
            new = without_place(EXIF_HEAD + body)[len(EXIF_HEAD) :]
            chunk = chunk if new == body else png_chunk(kind, new)
        if kind not in (b"iTXt", b"tEXt", b"zTXt") or XMP_PLACE not in body:
            yield chunk
    yield content[place:]


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def without_place(body: bytes) -> bytes:
    """The body of one segment: EXIF without its GPS part, XMP that says a place emptied, anything else as it is."""
    if not body.startswith(EXIF_HEAD):
        return b"" if XMP_PLACE in body else body
    exif = Image.Exif()
    exif.load(body)
    if IFD.GPSInfo not in exif:
        return body
    del exif[IFD.GPSInfo]
    return EXIF_HEAD + exif.tobytes().removeprefix(EXIF_HEAD)
