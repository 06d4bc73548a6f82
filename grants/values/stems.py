"""From text to the stems by which it is found: « étudiants » and « etudiante » meet."""

import re
import unicodedata

import Stemmer

WORD = re.compile(r"[0-9a-z]{2,}")
FRENCH = Stemmer.Stemmer("french")
EMPTY_WORDS = "au aux avec ce ces dans de des du en et la le les leur ou par pour que qui se sur un une"
EMPTY = frozenset(EMPTY_WORDS.split())


def unaccented(text: str) -> str:
    """Lower case without accents or ligatures, for sorting and searching."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def stems(text: str) -> set[str]:
    """The stems of a text, without the empty words of French; a number such as CC20-0042 is found by its parts."""
    return {FRENCH.stemWord(word)[:40] for word in WORD.findall(unaccented(text)) if word not in EMPTY}
