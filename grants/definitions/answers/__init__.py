"""Answers: from what a person typed to the value that is kept, and back to the screen."""

from grants.definitions.answers.clean import clean, typed_or_clean
from grants.definitions.answers.context import Context
from grants.definitions.answers.wrong import Wrong

__all__ = ["Context", "Wrong", "clean", "typed_or_clean"]
