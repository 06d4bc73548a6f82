from grants.models.account import AccountLink, LinkKind, ParkedForm, Passkey, RecoveryCode, SignIn, SignInTry
from grants.models.agreement import Agreement, AgreementKind, Amendment
from grants.models.alert import Alert
from grants.models.answer import Answer, Receipt, Snapshot
from grants.models.application import Application, Partner, Project, Territory
from grants.models.ballot import BallotCount, BallotRoll
from grants.models.bank_account import BankAccount
from grants.models.call import Call, CallDefinition
from grants.models.call_draft import CallDraft
from grants.models.check import Check
from grants.models.delegation import Delegation
from grants.models.desk import BulkAct, DeskNote, SavedSearch
from grants.models.envelope import Charge, Envelope, Hold
from grants.models.evaluation import Appeal, Evaluation
from grants.models.funder import Funder
from grants.models.helping import Accreditation, Adviser, Mandate, Remark
from grants.models.joining import Invitation, Joining
from grants.models.journal_entry import JournalEntry, Journalled, PersonalText, Seal
from grants.models.kept_apart import KeptApart
from grants.models.label import Label
from grants.models.letter import Letter
from grants.models.meeting import AgendaItem, Choice, Meeting, MeetingMember, Seat, Vote
from grants.models.message import Message, MessagePiece
from grants.models.minutes import MinutesSignature, MinutesVersion, Signatory
from grants.models.note import Note
from grants.models.opinion import Opinion, OpinionAnswer, OpinionReply
from grants.models.organisation import MemberRole, Membership, Organisation, OrganisationName
from grants.models.outbox_item import InboxItem, OutboxItem
from grants.models.pack import MeetingPack, PackStatus
from grants.models.payment import Payment, Recovery
from grants.models.piece import Piece, Scan, StoredFile
from grants.models.programme import Programme
from grants.models.reader import ReaderProfile, ReadingRule
from grants.models.report import IndicatorFact, IndicatorValue, Report
from grants.models.review import Recusal, Review, ReviewStatus
from grants.models.room import PresenceChange, RoomScreen
from grants.models.round import Round
from grants.models.ruling import GroupAward, Ruling, Verdict
from grants.models.scenario import Calculation, CalculationKind, Place, Scenario, ScenarioLine
from grants.models.search_word import SearchWord
from grants.models.upload import Upload
from grants.models.user import Appointment, User
from grants.models.workflow_state import Stateful, Versioned, WorkflowState

__all__ = [
    "BallotCount", "BallotRoll", "MeetingPack", "MinutesSignature", "MinutesVersion", "PackStatus", "PresenceChange",
    "RoomScreen", "Signatory",
    "BulkAct", "DeskNote", "SavedSearch",
    "AccountLink", "LinkKind", "ParkedForm", "Passkey", "RecoveryCode", "SignIn", "SignInTry", "Accreditation",
    "Adviser", "Mandate", "Remark", "AgendaItem", "Agreement", "AgreementKind", "Alert", "Amendment", "Answer",
    "Appeal", "Application", "Appointment", "BankAccount", "Call", "CallDefinition", "CallDraft", "Charge", "Check",
    "Choice", "Delegation", "Envelope", "Evaluation", "Funder", "GroupAward", "Hold", "InboxItem", "IndicatorFact",
    "IndicatorValue", "Invitation", "Joining", "JournalEntry", "Journalled", "KeptApart", "Label", "Letter",
    "Meeting", "MeetingMember", "MemberRole", "Membership", "Message", "MessagePiece", "Note", "Opinion",
    "OpinionAnswer", "Organisation", "OrganisationName", "OutboxItem", "Partner", "Payment", "PersonalText",
    "Piece", "Programme", "Project", "Receipt", "Recovery", "Recusal", "Report", "Review", "ReviewStatus", "Round",
    "Ruling", "Scan", "Seal", "SearchWord", "Seat", "Snapshot", "Calculation", "CalculationKind", "Place", "Scenario",
    "ScenarioLine", "Stateful", "StoredFile", "Territory", "Upload",
    "User", "Verdict", "Versioned", "Vote", "WorkflowState", "OpinionReply", "ReaderProfile", "ReadingRule",
]  # fmt: skip
