"""Why an act did not happen; `grants.views.errors` turns each into one answer."""


class NotDone(Exception):
    """The act did not happen and nothing was written."""


class NotAllowed(NotDone):
    """This person's roles on the subject do not have this act."""


class Refused(NotDone):
    """The act is theirs but impossible now; `reasons` are the sentences they read."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class Stale(NotDone):
    """The subject has changed since this person saw it."""


class Invalid(NotDone):
    """What was typed is not acceptable; the form says where."""
