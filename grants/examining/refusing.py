"""Why a file is refused."""

from workflows.errors import Refused


class Unacceptable(Refused):
    """The file can't be taken; the sentence says why and what to do instead."""

    def __init__(self, sentence: str) -> None:
        super().__init__([sentence])
        self.sentence = sentence
