"""The name that a file keeps: what a person wrote, without what could deceive another."""

import re
import unicodedata

LONGEST = 100  # characters, the ending apart
# Windows gives these names to devices, whatever their ending.
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


def cleaned(typed: str, kind: str) -> str:
    """The last part of a path, without signs that are not seen or turn the text round, with its true ending."""
    seen = "".join(sign for sign in unicodedata.normalize("NFC", typed) if is_seen(sign))
    last = re.split(r"[/\\]", seen)[-1]
    stem = re.sub(r'[<>:"|?*]', " ", last.rsplit(".", 1)[0] if "." in last else last)
    stem = re.sub(r"\s+", " ", stem).strip(" .")[:LONGEST].strip(" .")
    return f"{'document' if not stem or DEVICES.match(stem) else stem}.{kind}"


def is_seen(sign: str) -> bool:
    """Letters, figures, signs, spaces: no control, no direction mark, no lone half of a character."""
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
