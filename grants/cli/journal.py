"""`guichet journal`: prove that nobody rewrote what happened."""

import json

import click
from flask.cli import AppGroup

from grants.queries import applications
from grants.services import seals

WHOLE = "Journal vérifié : aucune entrée changée, retirée ni déplacée."

journal = AppGroup("journal", help="Vérifie le journal des actes.")


@journal.command()
@click.option("--application", "number", help="Numéro d’un seul dossier, par exemple CC20-0042.")
@click.option("--json", "as_json", is_flag=True, help="Écrit les fautes en JSON.")
@click.pass_context
def verify(context: click.Context, number: str | None, as_json: bool) -> None:
    """Recalcule les chaînes et les compare aux sceaux ; code 1 à la première faute, chacune dite en une phrase."""
    faults = seals.verify(stream=stream_of(number))
    if as_json:
        click.echo(json.dumps(faults, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(faults) or WHOLE, err=bool(faults))
    context.exit(1 if faults else 0)


def stream_of(number: str | None) -> str | None:
    """The stream of the file of this number; all of them without one."""
    if number is None:
        return None
    application = applications.by_number(number)
    if application is None:
        raise click.ClickException(f"Aucun dossier ne porte le numéro « {number} ».")
    return application.stream
