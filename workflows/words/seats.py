"""The seats that a committee can't do without, and what is said when one is empty."""

MISSING = {
    "president": "Il manque la présidence : sans elle, ou sa suppléance, ce comité ne se prononce pas.",
    "concerned_person": "Il manque une personne concernée : sans elle, ce comité ne se prononce pas.",
}
MISSING_BOTH = "Il manque la présidence et une personne concernée : sans elles, ce comité ne se prononce pas."
