"""`guichet bilan`: the yearly report as a PDF."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from grants.documents.bilan import bilan_pdf


@click.command()
@click.option("--year", required=True, type=click.IntRange(2000, 2100), help="Année du bilan.")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="PDF à écrire.")
@with_appcontext
def bilan(year: int, output: Path) -> None:
    """Écrit le bilan public d’une année : projets, crédits, chiffres, chacun avec son périmètre et sa date."""
    output.write_bytes(bilan_pdf(year))
    click.echo(f"{output} : bilan {year}.")
