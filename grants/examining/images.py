"""Photographs: they must open, be of a decent size, and no longer say where they were taken."""

import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from grants.examining import places
from grants.examining.refusing import Unacceptable

MOST_POINTS = 120_000_000  # a telephone takes 50 to 108 million
LARGEST = 60 * 1024 * 1024  # bytes: a photo is held whole in memory while its place is looked for
FORMATS = {"jpg": ("JPEG", "MPO"), "png": ("PNG",)}
BROKEN = "Cette image est abîmée et ne s’ouvre pas : reprenez la photo, puis joignez-la de nouveau."
BOMB = "Cette image est démesurée une fois ouverte : réduisez-la, puis joignez-la de nouveau."
PLACE = "Cette photo disait où elle a été prise : nous avons retiré cette indication."


def cleaned(path: Path, kind: str) -> tuple[Path, list[str]]:
    """The same file, or a copy beside it that no longer says where it was taken, with a sentence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit stands just below
            check(path, kind)
        copy = path.with_name(f"{path.name}.clean")
        if places.removed(path, copy, kind):
            return copy, [PLACE]
    except Image.DecompressionBombError as error:
        raise Unacceptable(BOMB) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, IndexError) as error:  # what pillow raises
        raise Unacceptable(BROKEN) from error
    return path, []


def check(path: Path, kind: str) -> None:
    """Read the whole of it: by its checksums for a PNG, drawn small for a JPEG."""
    if path.stat().st_size > LARGEST:
        raise Unacceptable(BOMB)
    with Image.open(path, formats=FORMATS[kind]) as image:
        if image.width * image.height > MOST_POINTS:
            raise Unacceptable(BOMB)
        if kind == "png":
            image.verify()
        else:
            image.draft("RGB", (64, 64))
            image.load()
