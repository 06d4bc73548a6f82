"""Every way that a letter can read, from the examples of its variables."""

from collections.abc import Iterator
from typing import Any

from grants.definitions.letter import letter


def examples(key: str) -> dict[str, Any]:
    return {name: variable.example for name, variable in letter(key).every_variable().items()}


def variants(key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The examples as they are, then with one variable otherwise: each choice, each yes and no, each absence."""
    given = examples(key)
    yield "as given", given
    for name, variable in letter(key).every_variable().items():
        kind, _, allowed = variable.type.removesuffix("]").partition("[")
        others: list[Any] = {"choice": allowed.split("|"), "boolean": [True, False]}.get(kind, [])
        for other in others + ([] if variable.required else [None]):
            if other != given[name]:
                yield f"{name} = {other}", given | {name: other}
    if "montant_demande" in given and "montant_attribue" in given:
        yield "all that was asked", given | {"montant_attribue": given["montant_demande"]}
    if "somme_a_rendre" in given:
        yield "to give back", given | {"etape_desistement": "apres_attribution", "somme_a_rendre": "120.00"}
