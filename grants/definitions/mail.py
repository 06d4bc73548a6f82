"""A mail as a file of content/mails: its subject, its one body, its one link."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from grants.definitions.letter import Variable
from grants.definitions.prose import CONTENT, read

MAILS = CONTENT / "mails"


class MailDefinition(BaseModel):
    """The front matter of a mail, with its body in Markdown."""

    model_config = ConfigDict(extra="forbid")
    key: str
    to: str
    subject: str
    button: str
    link: str
    can_mute: bool
    when: str | None = None
    variables: dict[str, Variable] = {}
    body: str


@cache
def mail(key: str) -> MailDefinition:
    """The mail of this key; KeyError when there is none."""
    path = MAILS / f"{key}.md"
    if not path.is_file():
        raise KeyError(f"no mail {key}")
    head, body = read(path)
    return MailDefinition(**head, body=body)


def keys() -> list[str]:
    """Every mail."""
    return sorted(path.stem for path in MAILS.glob("*.md"))
