"""`guichet settings`: each setting, what it does, its value and where that comes from."""

import json

import click

from grants.config import Value, faults, values


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Écrit du JSON.")
@click.pass_context
def settings(context: click.Context, as_json: bool) -> None:
    """Liste les réglages ; code 1 quand l’un d’eux empêche de démarrer."""
    found = values()
    click.echo(as_document(found) if as_json else "\n".join(map(paragraph, found)))
    problems = faults({value.setting.name: value.text for value in found})
    for problem in problems:
        click.echo(problem, err=True)
    context.exit(1 if problems else 0)


def as_document(found: list[Value]) -> str:
    rows = [
        {"name": each.setting.name, "help": each.setting.help, "value": each.shown or None, "source": each.source}
        for each in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def paragraph(value: Value) -> str:
    name, shown = value.setting.name, value.shown or "(aucune valeur)"
    return f"{name} = {shown}  [{value.source}]\n    {value.setting.help}"
