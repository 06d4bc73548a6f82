"""`guichet programme`: the 2020 programme in the database."""

import click
from flask.cli import AppGroup

from grants.cli.refusals import refusals
from grants.definitions.mistakes import BadFile
from grants.services import programmes

programme = AppGroup("programme", help="Charge le programme 2020.")


@programme.command()
def load() -> None:
    """Charge les appels, les projets et les chiffres du bilan 2020 ; sans effet quand ils y sont."""
    try:
        with refusals():
            programmes.load()
    except BadFile as error:
        raise click.ClickException(str(error)) from error
    click.echo("Programme 2020 chargé.")
