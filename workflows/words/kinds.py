"""What a kind of call is called; a kind that is not here is called by the word of its own file."""

KINDS: dict[str, str] = {
    "commissioner_credits": "Crédits commissaire",
    "invisible_publics": "Appel à projets en deux étapes",
    "recovery_plan": "Plan de relance",
    "joint_call": "Appel conjoint",
    "expression_of_interest": "Appel à manifestation d’intérêt",
    "label": "Labellisation",
    "multi_party_agreement": "Contractualisation",
    "register_entry": "Inscription au registre",
}
