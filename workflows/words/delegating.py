"""The sorts of acts that a delegation of signature may be kept to."""

AWARD, REFUSAL, AGREEMENT, RECOVERY = "award", "refusal", "agreement", "recovery"
DELEGATED: dict[str, str] = {
    AWARD: "Retenir un dossier",
    REFUSAL: "Refuser, classer sans suite, inscrire sur la liste complémentaire",
    AGREEMENT: "Signer les arrêtés, les conventions et les avenants",
    RECOVERY: "Ordonner un reversement",
}
