"""`guichet export`: the data as files."""

from pathlib import Path

import click
from flask.cli import AppGroup

from grants.cli.refusals import refusals
from grants.exports import scdl as subsidies

export = AppGroup("export", help="Écrit les données dans un fichier.")

Output = click.Path(dir_okay=False, writable=True, path_type=Path)


@export.command()
@click.option("--year", required=True, type=click.IntRange(2000, 2100), help="Année de signature.")
@click.option("--format", "kind", type=click.Choice(list(subsidies.FORMATS)), default="csv", show_default=True)
@click.option("-o", "--output", required=True, type=Output, help="Fichier à écrire.")
def scdl(year: int, kind: str, output: Path) -> None:
    """Écrit les subventions d’une année en données ouvertes (SCDL 2.1.1), une ligne par bénéficiaire."""
    with refusals():
        found = subsidies.of_year(year)
    output.write_bytes(found.written(kind))
    for sentence in found.left_out:
        click.echo(sentence, err=True)
    count = f"{len(found.rows)} ligne(s), {len(found.left_out)} bénéficiaire(s) écarté(s) faute de numéro"
    click.echo(f"{output} : {count}.")
