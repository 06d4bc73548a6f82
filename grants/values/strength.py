"""How easily a password is guessed, said kindly: what is weak, and what to change."""

from collections.abc import Sequence

from zxcvbn import zxcvbn

SHORTEST, LONGEST_READ = 12, 72  # characters; what the estimate can read
STRONG, FAIR = 3, 2  # out of 4: whatever its length; from twelve characters on
FRENCH = ("guichet", "motdepasse", "azerty", "azertyuiop", "bonjour", "soleil", "association", "bienvenue", "tresorier")

WARNINGS = {
    "This is a top-10 common password": "C’est l’un des dix mots de passe les plus courants.",
    "This is a top-100 common password": "C’est l’un des cent mots de passe les plus courants.",
    "This is a very common password": "C’est un mot de passe très courant.",
    "This is similar to a commonly used password": "Il ressemble à un mot de passe courant.",
    "A word by itself is easy to guess": "Un mot seul se devine vite.",
    "Names and surnames by themselves are easy to guess": "Un nom ou un prénom seul se devine vite.",
    "Common names and surnames are easy to guess": "Un nom ou un prénom courant se devine vite.",
    "Straight rows of keys are easy to guess": "Des touches qui se suivent sur le clavier se devinent vite.",
    "Short keyboard patterns are easy to guess": "Un petit dessin sur le clavier se devine vite.",
    'Repeats like "aaa" are easy to guess': "Une lettre répétée (« aaa ») se devine vite.",
    'Repeats like "abcabcabc" are only slightly harder to guess than "abc"': "Répéter un morceau n’aide presque pas.",
    'Sequences like "abc" or "6543" are easy to guess': "Une suite comme « abc » ou « 6543 » se devine vite.",
    "Sequences like abc or 6543 are easy to guess": "Une suite comme « abc » ou « 6543 » se devine vite.",
    "Recent years are easy to guess": "Une année récente se devine vite.",
    "Dates are often easy to guess": "Une date se devine vite.",
}
TOO_WEAK = "Ce mot de passe se devinerait trop vite."
ADVICE = (
    "Ajoutez un ou deux mots sans rapport entre eux : « cerise lampe tunnel samedi » est plus sûr que « C3rise! », "
    "et plus facile à retenir. Majuscules, chiffres et signes ne sont pas obligatoires."
)
TOO_SHORT = "Il compte %(count)s caractères : douze ou plus, même des mots simples, résistent beaucoup mieux."


def weaknesses(password: str, known: Sequence[str] = ()) -> list[str]:
    """Sentences when it is too weak, what to change last; none when it is good enough.

    Good enough: a high estimate, or twelve characters that are not guessed at once. `known` are words that anybody
    may know about the person.
    """
    found = zxcvbn(password[:LONGEST_READ], user_inputs=[*FRENCH, *filter(None, known)])
    if found["score"] >= STRONG or (len(password) >= SHORTEST and found["score"] >= FAIR):
        return []
    why = WARNINGS.get(found["feedback"]["warning"].rstrip("."), TOO_WEAK)
    short = [TOO_SHORT % {"count": len(password)}] if len(password) < SHORTEST else []
    return [why, *short, ADVICE]
