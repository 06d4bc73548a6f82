"""Who people are on one subject; `grants.policies` finds it out from facts."""

from enum import StrEnum


class Role(StrEnum):
    APPLICANT = "applicant"  # membre de l’organisme porteur
    REPRESENTATIVE = "representative"  # représentant légal
    INSTRUCTOR = "instructor"  # service instructeur
    SERVICE = "service"  # service consulté pour avis
    REVIEWER = "reviewer"  # rapporteur
    COMMITTEE_MEMBER = "committee_member"  # membre du comité
    PRESIDENT = "president"  # présidence du comité
    SECRETARY = "secretary"  # secrétariat du comité
    AUTHORITY = "authority"  # autorité : préfet ou délégataire
    COMMISSIONER = "commissioner"  # commissaire
    FIRST_APPROVER = "first_approver"  # première validation (directeur régional)
    COFUNDER = "cofunder"  # cofinanceur
    GRANT_MANAGER = "grant_manager"  # gestionnaire de subventions
    ACCOUNTANT = "accountant"  # comptable
    HELPER = "helper"  # mandataire : remplit un dossier par mandat, et rien d’autre
    ADVISER = "adviser"  # conseil extérieur
    ANIMATOR = "animator"  # animation d’un groupe de travail
    COMMUNICATION = "communication"  # communication
    AUDITOR = "auditor"  # audit
    ADMINISTRATOR = "administrator"  # administration
    CLOCK = "clock"  # l’horloge du système : ouvre et ferme à l’heure dite


def only(*roles: Role) -> frozenset[Role]:
    """The set that a row of a workflow names."""
    return frozenset(roles)


APPLICANT = only(Role.APPLICANT)
REPRESENTATIVE = only(Role.REPRESENTATIVE)
ASKING = only(Role.APPLICANT, Role.HELPER)  # the side that asks, itself or by mandate
INSTRUCTOR = only(Role.INSTRUCTOR)
SERVICE = only(Role.SERVICE)
REVIEWER = only(Role.REVIEWER)
SECRETARY = only(Role.SECRETARY)
AUTHORITY = only(Role.AUTHORITY)
COMMISSIONER = only(Role.COMMISSIONER)
FIRST_APPROVER = only(Role.FIRST_APPROVER)
FUNDERS = only(Role.AUTHORITY, Role.COFUNDER)
GRANT_MANAGER = only(Role.GRANT_MANAGER)
ACCOUNTANT = only(Role.ACCOUNTANT)
