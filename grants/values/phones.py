"""Telephone numbers, French first, overseas too: kept as the world writes them (E.164)."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

# « 0692 … » is written alike everywhere: mainland first, then the numbering plans of overseas.
REGIONS = ("FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF")
MAINLAND = 33
LONGEST = 40


def parsed(text: object) -> PhoneNumber | None:
    """The number that a person means; None when no country of ours has it."""
    if not isinstance(text, str) or len(text) > LONGEST or any(map(str.isalpha, text)):
        return None  # letters: an RNA number typed in the wrong place would be read as the digits that follow
    for region in REGIONS:
        try:
            number = phonenumbers.parse(text, region)
        except NumberParseException:
            continue
        if phonenumbers.is_valid_number(number) and not number.extension:
            return number
    return None


def stored(text: object) -> str | None:
    """ "02 40 12 34 56" as "+33240123456"; None when it is no number."""
    number = parsed(text)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if number else None


def spaced(text: str) -> str:
    """A kept number as one reads it: « 02 40 12 34 56 » on the mainland, « +262 692 12 34 56 » elsewhere.

    Any other text stays as it was typed.
    """
    number = parsed(text)
    if number is None or phonenumbers.format_number(number, PhoneNumberFormat.E164) != text:
        return text
    national = number.country_code == MAINLAND
    form = PhoneNumberFormat.NATIONAL if national else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)
