"""The states of each subject; kinds of call use those they need, and may bring their own."""

from enum import StrEnum


class ApplicationState(StrEnum):
    DRAFT = "draft"  # brouillon
    DISCARDED = "discarded"  # brouillon supprimé, que l’on peut encore reprendre
    ERASED = "erased"  # brouillon effacé
    LETTER_SUBMITTED = "letter_submitted"  # lettre d’intention déposée
    INVITED = "invited"  # invité à déposer le dossier complet
    NOT_INVITED = "not_invited"  # non invité
    SUBMITTED = "submitted"  # déposé
    TO_COMPLETE = "to_complete"  # à compléter
    INELIGIBILITY_PROPOSED = "ineligibility_proposed"  # non-recevabilité proposée
    INELIGIBLE = "ineligible"  # non recevable
    UNDER_REVIEW = "under_review"  # en instruction
    AWAITING_COMMITTEE = "awaiting_committee"  # en attente de comité
    RECOMMENDED = "recommended"  # avis favorable
    RESERVE_RECOMMENDED = "reserve_recommended"  # avis : liste complémentaire
    NOT_RECOMMENDED = "not_recommended"  # avis défavorable
    ADJOURNED = "adjourned"  # ajourné
    APPROVED = "approved"  # classement validé
    PARTLY_RULED = "partly_ruled"  # décisions des financeurs en cours
    PRESELECTED = "preselected"  # présélectionné en région
    SELECTED_NATIONAL = "selected_national"  # retenu au niveau national
    SELECTED_REGIONAL = "selected_regional"  # retenu au niveau régional
    AWARDED = "awarded"  # retenu
    RESERVE_LIST = "reserve_list"  # liste complémentaire
    REFUSED = "refused"  # refusé
    NO_ACTION = "no_action"  # sans suite
    WITHDRAWN = "withdrawn"  # désisté
    LABELLED = "labelled"  # labellisé
    LABEL_WITHDRAWN = "label_withdrawn"  # label retiré
    RECORDED = "recorded"  # inscrit


class RoundState(StrEnum):
    ANNOUNCED = "announced"  # annoncée
    OPEN = "open"  # ouverte
    CLOSED = "closed"  # close
    DECIDED = "decided"  # décidée
    PUBLISHED = "published"  # publiée


class AgreementState(StrEnum):
    DRAFTED = "drafted"  # rédigé
    SENT = "sent"  # envoyé
    SIGNED = "signed"  # signé
    NOTIFIED = "notified"  # notifié
    AMENDED = "amended"  # modifié par avenant
    TERMINATED = "terminated"  # résilié
    CLOSED = "closed"  # soldé


class PaymentState(StrEnum):
    PLANNED = "planned"  # prévu
    REQUESTED = "requested"  # demandé
    APPROVED = "approved"  # service fait
    ORDERED = "ordered"  # ordonnancé
    PAID = "paid"  # payé
    REJECTED = "rejected"  # rejeté par le comptable
    CANCELLED = "cancelled"  # annulé
    RECOVERED = "recovered"  # reversé


class RecoveryState(StrEnum):
    PROPOSED = "proposed"  # proposé
    HEARD = "heard"  # observations recueillies
    ORDERED = "ordered"  # titre de perception émis
    RECOVERED = "recovered"  # recouvré
    CANCELLED = "cancelled"  # abandonné


class ReportState(StrEnum):
    DUE = "due"  # attendu
    DRAFTED = "drafted"  # en cours de rédaction
    SUBMITTED = "submitted"  # remis
    TO_REVISE = "to_revise"  # à reprendre
    APPROVED = "approved"  # approuvé
    REJECTED = "rejected"  # rejeté


class EvaluationState(StrEnum):
    PLANNED = "planned"  # prévue
    IN_PROGRESS = "in_progress"  # en cours
    SUBMITTED = "submitted"  # remise
    APPROVED = "approved"  # approuvée
    PUBLISHED = "published"  # publiée


class AppealState(StrEnum):
    FILED = "filed"  # formé
    ACCEPTED = "accepted"  # accepté
    REJECTED = "rejected"  # rejeté


class OpinionState(StrEnum):
    ASKED = "asked"  # demandé
    GIVEN = "given"  # rendu
    DECLINED = "declined"  # décliné
    REVOKED = "revoked"  # retiré


class MeetingState(StrEnum):
    CONVENED = "convened"  # convoquée
    OPENED = "opened"  # ouverte
    HELD = "held"  # tenue
    MINUTED = "minuted"  # procès-verbal rédigé
    COUNTERSIGNING = "countersigning"  # signé par la présidence, pas encore par le secrétariat
    SIGNED = "signed"  # procès-verbal signé
