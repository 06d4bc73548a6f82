"""Whom one waits for, as a sentence says it."""

from workflows.roles import Role

PEOPLE: dict[str, str] = {
    Role.APPLICANT: "l’organisme qui porte le projet",
    Role.REPRESENTATIVE: "le représentant légal de l’organisme",
    Role.INSTRUCTOR: "le service instructeur",
    Role.SERVICE: "le service consulté",
    Role.REVIEWER: "la personne chargée de noter",
    Role.COMMITTEE_MEMBER: "les membres du comité",
    Role.PRESIDENT: "la présidence du comité",
    Role.SECRETARY: "le secrétariat du comité",
    Role.AUTHORITY: "l’autorité qui décide",
    Role.COMMISSIONER: "la commissaire",
    Role.FIRST_APPROVER: "la direction régionale",
    Role.COFUNDER: "les financeurs",
    Role.GRANT_MANAGER: "la gestion des subventions",
    Role.ACCOUNTANT: "le comptable public",
    Role.HELPER: "la personne mandatée",
    Role.ADVISER: "le conseil extérieur",
    Role.ANIMATOR: "l’animation du groupe de travail",
    Role.COMMUNICATION: "la communication",
    Role.AUDITOR: "l’audit",
    Role.ADMINISTRATOR: "l’administration",
    Role.CLOCK: "l’horloge du système",
}
