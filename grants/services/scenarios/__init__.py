"""What-if selections: begun, changed, copied, shared, forgotten; none of these acts decides anything of a file."""

from grants.services.scenarios.asking import adopt, explain, propose
from grants.services.scenarios.beginning import begin, copy
from grants.services.scenarios.editing import discard, edit, rename, share
from grants.services.scenarios.placing import Move
from grants.services.scenarios.rules import add_rule, remove_rule

__all__ = [
    "Move", "add_rule", "adopt", "begin", "copy", "discard", "edit", "explain", "propose", "remove_rule", "rename",
    "share",
]  # fmt: skip
