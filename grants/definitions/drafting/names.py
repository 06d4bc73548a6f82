"""How the builder's pages call the parts of a call, their fields and the values one chooses among."""

TYPES = {
    "text": "Texte court", "long_text": "Texte long", "number": "Nombre", "money": "Montant en euros",
    "date": "Date", "choice": "Un choix", "choices": "Plusieurs choix", "email": "Adresse électronique",
    "phone": "Téléphone", "siret": "Numéro SIRET", "rna": "Numéro RNA", "iban": "IBAN", "commune": "Commune",
    "territory": "Territoires", "file": "Pièce à joindre", "partners": "Tableau de partenaires",
    "people": "Tableau de personnes", "rows": "Lignes répétées", "budget": "Budget",
    "indicators": "Indicateurs avec cibles", "attestation": "Attestation",
}  # fmt: skip
WHOLE = {"partners", "people", "rows", "budget", "indicators", "attestation", "territory", "choices"}
IN_COLUMNS = [each for each in TYPES if each not in WHOLE]
USES = {
    "eligibility": "Recevabilité", "completeness": "Complétude", "instruction": "Instruction", "recusal": "Déports",
    "letter": "Lettres", "agreement": "Convention", "payment": "Paiement", "open_data": "Données ouvertes",
    "public_notice": "Publication", "bilan": "Bilan", "indicators": "Indicateurs", "equity": "Égalité des chances",
    "report": "Compte rendu", "contact": "Contact", "checks": "Contrôles", "envelope": "Enveloppes",
    "evaluation": "Évaluation", "register": "Registre",
}  # fmt: skip
CHOICES = {
    **TYPES,
    "region": "Région", "department": "Département", "intercommunality": "Intercommunalité", "national": "National",
    "priority_district": "Quartier prioritaire", "rural_zone": "Zone rurale", "metropolis": "Métropole",
    "ineligible": "Le dossier n’est pas recevable", "incomplete": "Le dossier est incomplet",
    "warn": "Un avertissement", "cerfa_12156": "Budget prévisionnel (CERFA 12156)",
    "cerfa_15059": "Compte rendu financier (CERFA 15059)", "held_in_rna": "Déjà au répertoire des associations",
    "accounts_published": "Comptes déjà publiés", "report_approved_here": "Compte rendu déjà approuvé ici",
    "printed": "Imprimé par la source", "deduced": "Déduit", "unknown": "Inconnu", "invented": "Inventé",
    "invited": "Sur invitation", "not_invited": "Non invité", "discussed_first": "Discuté d’abord", "sum": "Somme",
    "ratio": "Rapport", "last": "Dernière valeur", "asked": "Cible demandée", "computed": "Calculé",
    "none": "Sans cible", "not_invited_unless_committee": "Non invité, sauf avis du comité",
    "amount_change": "Si le montant change", "announced_at": "Dès l’annonce", "notified_at": "Dès la notification",
    "open": "À main levée", "secret": "Secret", "simple": "Simple", "absolute": "Absolue",
    "two_thirds": "Deux tiers", "president": "Voix de la présidence", "rejected": "Rejeté",
    "Europe/Paris": "Heure de Paris", "all": "Tous", "chorus": "Chorus", "sepa": "Virement", "binding": "Fermes",
    "indicative": "Indicatives", "one_per_funder": "Un par financeur", "one_for_all": "Un pour tous",
    "interim": "Intermédiaire", "final": "Final", "monthly": "Mensuel",
    "exercise_end": "Après la fin de l’exercice", "agreement_notified": "Après la notification",
    "notification": "Après la notification", "report_approved": "Après le compte rendu approuvé",
    "month": "Chaque mois", "year": "Chaque année", "draft": "Brouillon", "reserve_list": "Liste complémentaire",
    "refused": "Refusés", "instructor": "Service instructeur", "outside_evaluator": "Évaluateur extérieur",
    "commissioner": "Commissaire", "prefect_or_delegate": "Préfet ou délégataire",
    "regional_director": "Directeur régional", "each_funder": "Chaque financeur", "national_jury": "Jury national",
}  # fmt: skip
PARTS = {
    "CallFile": "L’appel", "Contact": "Le contact", "RoundDefinition": "Vague", "StageDefinition": "Étape",
    "EnvelopeTotal": "Le montant annoncé", "EnvelopeDefinition": "Enveloppe", "Funder": "Financeur",
    "Joint": "Le partage entre financeurs", "ExpectedAwards": "Les lauréats attendus",
    "Eligibility": "La recevabilité", "Rule": "Règle de recevabilité", "FormDefinition": "Formulaire",
    "Section": "Section", "Question": "Question", "Column": "Colonne", "Piece": "Pièce", "GridDefinition": "Grille",
    "Scale": "Échelle", "Criterion": "Critère", "OpinionRequest": "Avis à demander",
    "CommitteeDefinition": "Le comité", "Seat": "Siège", "Quorum": "Le quorum", "Vote": "Le vote",
    "Approval": "Validation", "ReserveList": "La liste complémentaire", "Instalment": "Versement",
    "ReportDefinition": "Compte rendu", "EvaluationPlan": "L’évaluation", "FollowUp": "Le suivi",
    "Publication": "La publication", "Indicator": "Indicateur", "Hearings": "Les auditions",
    "ConcernedPeople": "Les personnes concernées", "Follows": "La vague d’avant", "Extension": "La prolongation",
    "DueAfter": "L’échéance", "ReportDue": "L’échéance",
}  # fmt: skip
LISTS = {
    "rounds": "Vagues", "stages": "Étapes", "envelopes": "Enveloppes", "funders": "Financeurs", "rules": "Règles",
    "form": "Formulaires", "sections": "Sections", "questions": "Questions", "columns": "Colonnes",
    "pieces": "Pièces", "grid": "Grilles de notation", "criteria": "Critères", "scales": "Échelles",
    "opinions": "Avis à demander", "members": "Sièges", "approvals": "Validations", "instalments": "Versements",
    "reports": "Comptes rendus", "indicators": "Indicateurs",
}  # fmt: skip
FIELDS = {
    "title": "Titre", "short_title": "Titre court", "title_en": "Titre en anglais", "summary": "Résumé",
    "summary_en": "Résumé en anglais", "description": "Description", "programme": "Programme (clé)",
    "engagements": "Engagements de la stratégie (numéros)", "budget_line": "Ligne budgétaire",
    "legal_basis": "Textes appliqués", "source_kind": "Mot de la source", "privacy_notice": "Données personnelles",
    "reviewers_per_application": "Notations par dossier", "reviewers_by_stage": "Notations par étape",
    "blind_review": "Notation à l’aveugle (qui note ne sait pas qui porte le projet)",
    "approvals_void_on": "La validation tombe", "letters": "Lettres par acte",
    "letters_signed": "Lettres signées avant de partir",
    "refusal_reasons": "Motifs de refus proposés", "sources": "Sources",
    "to_verify": "À vérifier", "fictif": "Fictif", "note": "Note", "service": "Service",
    "email": "Adresse électronique", "number": "Numéro", "opens_at": "Ouverture", "closes_at": "Clôture",
    "announced_at": "Annonce des réponses", "decisions_on": "Décisions au plus tard le", "timezone": "Heure",
    "label": "Intitulé", "form": "Formulaire", "grid": "Grille", "opens_for": "Ouverte à",
    "invitations_at": "Invitations", "outcome": "Issues", "amount": "Montant", "qualifier": "Qualificatif",
    "year": "Année", "years": "Années", "confidence": "Fiabilité", "source": "Source", "funder": "Financeur",
    "scope": "Portée", "department": "Département", "theme": "Thème (clé)", "budget_row": "Ligne du budget",
    "share": "Part (%)", "lead": "Chef de file", "pays_by": "Paie par",
    "legal_natures": "Natures juridiques admises", "territories": "Territoires",
    "minimum_age_months": "Ancienneté minimale (mois)", "maximum_rate": "Part maximale (%)",
    "amount_min": "Montant minimal", "amount_max": "Montant maximal",
    "self_test": "Question du test en deux minutes", "test": "La règle est remplie si", "on_fail": "Sinon",
    "message": "Phrase lue", "overridable": "Peut être levée par l’instructeur", "applies_to_stage": "À l’étape",
    "minutes_note": "Durée annoncée", "minutes": "Minutes", "intro": "Introduction", "type": "Type", "help": "Aide",
    "required": "Obligatoire", "show_if": "Posée seulement si", "prefill": "Reprise de",
    "identifying": "Identifie l’organisme (cachée dans la notation à l’aveugle)", "public": "Peut être publiée",
    "min_choices": "Choix au moins", "max_choices": "Choix au plus", "levels": "Sortes de territoires",
    "min_rows": "Lignes au moins", "max_rows": "Lignes au plus", "min": "Minimum", "max": "Maximum",
    "decimals": "Chiffres après la virgule", "max_length": "Caractères au plus", "options": "Réponses possibles",
    "options_from": "Réponses cochées à la question", "total_must_equal": "Le total doit égaler",
    "in_kind": "Avec les contributions en nature", "funder_row": "Ligne du financeur", "must_equal": "Doit égaler",
    "compare_with": "Comparé à", "by_year": "Années demandées", "min_filled": "Indicateurs remplis au moins",
    "own_max": "Indicateurs libres au plus", "explain_gap_above": "Écart à expliquer au-dessus de (%)",
    "used_for": "Sert à", "waived_if": "Dispensée si", "reusable_months": "Réutilisable (mois)",
    "max_files": "Fichiers au plus", "accept": "Formats admis", "max_size_mb": "Taille au plus (Mo)",
    "stage": "Étape", "overall_threshold": "Seuil d’ensemble", "threshold_effect": "Effet du seuil",
    "weight": "Poids (%)", "question": "Question posée", "scale": "Échelle", "threshold": "Seuil",
    "guidance": "Une phrase par note", "comment_required_at_or_below": "Commentaire obligatoire jusqu’à la note",
    "step": "Pas", "labels": "Mots des notes", "abstention": "Abstention", "when": "Demandé si",
    "due_days": "Délai (jours)", "advisory": "Consultatif", "unit": "Unité", "aggregate": "Agrégation",
    "target": "Cible", "target_required": "Cible obligatoire", "count_rule": "Règle de comptage",
    "monthly": "Chaque mois", "applies_if": "Vaut si", "conditions": "Conditions", "numerator": "Numérateur",
    "denominator": "Dénominateur", "envelope": "Enveloppe", "days": "Jours", "after": "Après",
    "reminders_days": "Rappels (jours)", "releases": "Libère", "kind": "Sorte",
    "blocks_new_application": "Bloque une nouvelle demande", "seats": "Sièges", "voting": "Vote",
    "proxies_per_member": "Pouvoirs par membre",
    "role": "Siège de", "appointed_by": "Désigné par", "contact": "Contact", "envelope_total": "Montant annoncé",
    "joint": "Plusieurs financeurs", "eligibility": "Recevabilité", "committee": "Comité",
    "reserve_list": "Liste complémentaire", "evaluation": "Évaluation", "follow_up": "Suivi",
    "publication": "Publication", "expected_awards": "Lauréats attendus",
}  # fmt: skip
HELPS = {

    "options": "Une réponse par ligne. « 44 = Loire-Atlantique » garde la valeur 44 ; "
    "sans signe égal, elle se fait seule.",
    "territories": "Un par ligne, par exemple : department 44.",
    "legal_natures": "Une clé par ligne, par exemple : association_1901.",
    "guidance": "Une ligne par note, par exemple « 0 : Le besoin n’est pas décrit. »",
    "labels": "Une ligne par note, par exemple « 5 : Très bien ».",
    "letters": "Une ligne par acte, par exemple « ruling.refuse : refus ».",
    "opens_at": "Jour et heure de Paris, par exemple 10/07/2020 16:00.",
    "closes_at": "Jour et heure de Paris, par exemple 10/07/2020 16:00.",
    "description": "Mise en forme légère : **gras**, lignes commençant par un tiret.",
    "used_for": "Aucune question ne se pose sans usage : dites ce qui sera fait de la réponse.",
    "type": "Changer de type retire les limites qui ne lui vont pas.",
    "identifying": "Nom, adresse, téléphone… : ce qui permet de reconnaître l’organisme.",
    "blind_review": "Les questions et les pièces dites identifiantes sont retirées à qui note, et la page le dit.",
    "legal_basis": "Un texte par ligne.", "sources": "Une source par ligne.", "to_verify": "Un point par ligne.",
    "prefill": "Par exemple organisation.name ou earlier:credits_commissaire_2020.",
}  # fmt: skip


def field(name: str) -> str:
    return FIELDS.get(name, name.replace("_", " ").capitalize())


def choice(value: str) -> str:
    return CHOICES.get(value, value)
