"""An answer that can't be kept as it is."""

from grants.values.sentences import Sentence, sentence


class Wrong(ValueError):
    """What is wrong with an answer, in sentences that the person reads."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = [each if isinstance(each, Sentence) else sentence(each) for each in sentences]
        super().__init__(" ".join(sentences))
