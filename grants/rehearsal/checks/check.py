"""One check and what it found."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Check:
    """`figure` is said in any case, `faults` when it fails, `notes` are worth reading though nothing fails."""

    name: str
    figure: str
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return not self.faults
