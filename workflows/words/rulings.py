"""Acts on the reserve list, on letters, on delegations of signature, on credits kept for an appeal."""

RULINGS: dict[str, str] = {
    "ruling.reorder": "Changer le rang sur la liste complémentaire",
    "ruling.send_back": "Refuser la seconde validation",
    "letter.sign": "Joindre la lettre signée",
    "round.render_letters": "Refaire les lettres en échec",
    "delegation.create": "Enregistrer une délégation de signature",
    "delegation.end": "Mettre fin à la délégation",
    "appeal.hold": "Réserver des crédits pendant le recours",
    "appeal.release": "Libérer les crédits réservés",
}
TOLD_RULINGS: dict[str, str] = {
    "ruling.reorder": "a changé le rang d’un dossier sur la liste complémentaire.",
    "ruling.send_back": "a refusé la seconde validation : le classement est à valider de nouveau.",
    "letter.sign": "a joint la lettre signée.",
    "round.render_letters": "a fait refaire les lettres en échec.",
    "delegation.create": "a enregistré une délégation de signature.",
    "delegation.end": "a mis fin à une délégation de signature.",
    "appeal.hold": "a réservé des crédits pendant un recours.",
    "appeal.release": "a libéré des crédits réservés.",
}
