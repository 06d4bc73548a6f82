"""Acts of those who help from outside, and of those who let them."""

HELPING: dict[str, str] = {
    "accreditation.grant": "Habiliter une personne ou un organisme",
    "accreditation.end": "Mettre fin à l’habilitation",
    "mandate.propose": "Proposer mon aide par un mandat",
    "mandate.accept": "Accepter le mandat",
    "mandate.decline": "Refuser le mandat",
    "mandate.end": "Mettre fin au mandat",
    "adviser.invite": "Inviter un conseil extérieur",
    "adviser.revoke": "Retirer l’invitation",
    "adviser.accept": "Accepter l’invitation",
    "remark.write": "Écrire une remarque",
}
