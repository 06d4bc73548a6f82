"""What a letter's variables stand for: French name → value, found from the act under way."""

from grants.queries.letters import files, header, meetings, money, rulings
from grants.queries.letters.scene import Scene, values

FACTS = header.FACTS | files.FACTS | rulings.FACTS | money.FACTS | meetings.FACTS

__all__ = ["FACTS", "Scene", "values"]
