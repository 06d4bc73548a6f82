"""The authority's acts on a file (décisions)."""

from grants.services.rulings.approving import approve, change_amount, send_back
from grants.services.rulings.awarding import Awarded, award, award_group, promote
from grants.services.rulings.concluding import conclude
from grants.services.rulings.deciding import refuse, reserve, take_no_action
from grants.services.rulings.reserving import reorder
from grants.services.rulings.selecting import preselect, record_national, record_regional
from grants.services.rulings.writing import release

__all__ = [
    "Awarded",
    "approve",
    "award",
    "award_group",
    "change_amount",
    "conclude",
    "preselect",
    "promote",
    "record_national",
    "record_regional",
    "refuse",
    "release",
    "reorder",
    "reserve",
    "send_back",
    "take_no_action",
]
