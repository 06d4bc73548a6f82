"""Letters: written inside the act that issues them, signed where they must be, gone when the file is told."""

from grants.services.letters.issuing import DEFAULTS, HELD_BACK, issue, release, supersede, template_of, write
from grants.services.letters.leaving import leave
from grants.services.letters.signing import sign

__all__ = ["DEFAULTS", "HELD_BACK", "issue", "leave", "release", "sign", "supersede", "template_of", "write"]
