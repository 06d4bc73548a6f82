"""What must agree between the parts of a call file; all of it is checked, even where the structure is wrong."""

from collections.abc import Collection

from grants.definitions.checks import calendar, conditions, follow_up, forms, funding, grids, letters, names
from grants.definitions.mistakes import Path, Place


def every(call: Place, known_letters: Collection[str]) -> list[tuple[Path, str]]:
    """Each disagreement: its path and what was expected there."""
    found = [*names.faults(call), *calendar.faults(call), *funding.faults(call), *forms.faults(call)]
    found += [*conditions.faults(call), *grids.faults(call), *follow_up.faults(call)]
    return [*found, *letters.faults(call, known_letters)]
