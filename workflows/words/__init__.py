"""How acts and people are called on screen: verbs that say the act."""

from workflows.words.acts import ACTS
from workflows.words.helping import HELPING
from workflows.words.money import MONEY
from workflows.words.organisations import ORGANISATIONS
from workflows.words.people import PEOPLE
from workflows.words.rulings import RULINGS
from workflows.words.scenarios import SCENARIOS

WORDS: dict[str, str] = {**ACTS, **MONEY, **ORGANISATIONS, **HELPING, **PEOPLE, **RULINGS, **SCENARIOS}


def plural(noun: str) -> str:
    """The rooms' name for many of a noun: ruling → rulings, recovery → recoveries."""
    return f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"
