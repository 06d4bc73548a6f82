"""What arrives from outside: its type by its content, what it hides, what must be taken out of it."""

from grants.examining.examination import Examined, examine
from grants.examining.refusing import Unacceptable
from grants.examining.viruses import Unreachable, scan

__all__ = ["Examined", "Unacceptable", "Unreachable", "examine", "scan"]
