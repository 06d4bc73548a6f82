"""Acts on what-if scenarios, which decide nothing."""

SCENARIOS: dict[str, str] = {
    "scenario.begin": "Commencer un scénario",
    "scenario.edit": "Enregistrer le scénario",
    "scenario.copy": "Dupliquer le scénario",
    "scenario.rename": "Renommer le scénario",
    "scenario.share": "Partager le scénario",
    "scenario.discard": "Supprimer le scénario",
    "scenario.propose": "Demander une proposition au calcul",
    "scenario.explain": "Demander pourquoi",
}
