"""`guichet call`: calls as files."""

from pathlib import Path

import click
from flask.cli import AppGroup

from grants.cli.refusals import refusals
from grants.definitions import schema as schemas
from grants.definitions.files import dump, load
from grants.definitions.mistakes import BadFile
from grants.services import calls, users

call = AppGroup("call", help="Vérifie, importe et exporte les appels à projets écrits en YAML.")


@call.command(with_appcontext=False)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Dit toutes les fautes des fichiers, avec leur ligne et leur place ; ne change rien."""
    wrong = 0
    for path in files:
        try:
            found = load(path)
        except BadFile as error:
            wrong += len(error.mistakes)
            click.echo("\n".join(f"{path}:{mistake}" for mistake in error.mistakes), err=True)
        else:
            questions = sum(len(form.questions) for form in found.form)
            click.echo(f"{path} : « {found.title} », {questions} questions, rien à redire.")
    if wrong:
        raise click.ClickException(f"{wrong} faute(s) : rien n’a été importé.")


@call.command("import")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_file(path: Path) -> None:
    """Importe l’appel d’un fichier, ou une nouvelle version de l’appel de même clé."""
    try:
        file = load(path)
    except BadFile as error:
        click.echo("\n".join(f"{path}:{mistake}" for mistake in error.mistakes), err=True)
        raise click.ClickException(f"{len(error.mistakes)} faute(s) : rien n’a été importé.") from error
    with refusals():
        calls.import_file(users.system_id(), file)
    click.echo(f"Appel importé : « {file.title} » ({file.key}).")


@call.command()
@click.argument("key", metavar="KEY")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Fichier à écrire.")
def export(key: str, output: Path | None) -> None:
    """Écrit l’appel de cette clé comme il a été importé : les mêmes octets."""
    with refusals():
        text = dump(calls.get(key).file).encode()
    if output:
        output.write_bytes(text)
    else:
        click.echo(text, nl=False)


@call.command(with_appcontext=False)
@click.option("--write", is_flag=True, help="Récrit le fichier publié dans le projet.")
def schema(write: bool) -> None:
    """Écrit le schéma JSON des fichiers d’appel."""
    if write:
        schemas.write()
    else:
        click.echo(schemas.text(), nl=False)
