"""Acts on an organisation and on the people who act for it."""

ORGANISATIONS: dict[str, str] = {
    "organisation.create": "Créer la fiche de mon organisme",
    "organisation.edit": "Modifier la fiche",
    "organisation.verify": "Vérifier dans l’annuaire",
    "organisation.change_bank_details": "Changer de compte bancaire",
    "organisation.merge": "Réunir ces deux fiches",
    "organisation.keep_apart": "Ce sont deux organismes",
    "invitation.send": "Inviter une personne",
    "invitation.revoke": "Annuler cette invitation",
    "invitation.accept": "Accepter l’invitation",
    "joining.ask": "Demander à rejoindre cet organisme",
    "joining.accept": "Accepter cette personne",
    "joining.decline": "Décliner cette demande",
    "membership.change_role": "Changer son rôle",
    "membership.remove": "Retirer cette personne",
    "membership.hand_over": "Passer la main",
    "membership.leave": "Quitter cet organisme",
}
