"""Acts on the legal act that funds (arrêté ou convention)."""

from grants.services.agreements.amending import amend
from grants.services.agreements.drafting import draft
from grants.services.agreements.ending import Ground, close, terminate
from grants.services.agreements.history import PastAmendment, import_historical
from grants.services.agreements.running import notify
from grants.services.agreements.signing import accept, send, sign

__all__ = [
    "Ground",
    "PastAmendment",
    "accept",
    "amend",
    "close",
    "draft",
    "import_historical",
    "notify",
    "send",
    "sign",
    "terminate",
]
