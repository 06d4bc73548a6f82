"""An answer that can't be kept as it is."""


class Wrong(ValueError):
    """What is wrong with an answer, in sentences that the person reads."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = list(sentences)
        super().__init__(" ".join(sentences))
