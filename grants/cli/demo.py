"""`guichet demo`: the site with the 2020 programme and files in every state, its worker and its clock."""

import json
import os
import shutil
import sys
from datetime import date
from pathlib import Path

import click
import flask_migrate
from flask import Flask
from flask.cli import ScriptInfo, pass_script_info
from sqlalchemy import MetaData, inspect

from grants import embedded
from grants.cli.db import seed
from grants.cli.production import refuse_production
from grants.cli.serve import web
from grants.config import VAR
from grants.database import db
from grants.queries import cast
from grants.rehearsal import population
from grants.rehearsal.cast import PASSWORD
from grants.supervisor import Child, Supervisor
from grants.values import clock

MARK = VAR / "demo.json"  # written last: a population that was killed half-way is done again
STALE = 7  # days after which deadlines parked around the first day are past


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, envvar="PORT", show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse d’écoute.")
@click.option("--reset", is_flag=True, help="Repart de données neuves.")
@pass_script_info
def demo(info: ScriptInfo, port: int, host: str, reset: bool) -> None:
    """Lance la démonstration : site, file, tâches et horloge (Ctrl-C arrête tout)."""
    refuse_production("La démonstration invente des dossiers")
    os.environ.setdefault("BASE_URL", f"http://localhost:{port}")
    os.environ["GUICHET_ENV"] = "demo"
    wipe_files(always=reset)
    app = info.load_app()
    with embedded.at_hand(app.config["REDIS_URL"]):
        with app.app_context():
            prepare(app, reset=reset)
            click.echo(welcome(app.config["BASE_URL"]))
        Supervisor([web(host, port), *helpers()]).run()


def wipe_files(*, always: bool) -> None:
    """Without its mark, what stands in var/ is half of a population: it goes, with its queue, mails and pieces."""
    if MARK.exists() and not always:
        return
    MARK.unlink(missing_ok=True)
    for name in ("mail", "files", "valkey"):
        shutil.rmtree(VAR / name, ignore_errors=True)
    for path in [*VAR.glob("guichet.db*"), VAR / "seals.txt", VAR / "heartbeat"]:
        path.unlink(missing_ok=True)


def prepare(app: Flask, *, reset: bool) -> None:
    """A database of today's shape, populated once."""
    if not MARK.exists():
        empty_database(reset=reset)
    flask_migrate.upgrade()
    seed()
    if not MARK.exists():
        click.echo("Première fois : des dossiers sont inventés, cela prend une à deux minutes.", err=True)
        population.populate(clock.today(), lambda line: click.echo(f"… {line}", err=True))
        write_mark(MARK)
    elif (clock.today() - begun(MARK)).days > STALE:
        click.echo(
            "Ces dossiers ont plus d’une semaine : « make demo RESET=1 » les refait autour d’aujourd’hui.", err=True
        )


def empty_database(*, reset: bool) -> None:
    """A server's database is emptied on demand only: it may hold something else than a demonstration."""
    if not inspect(db.engine).get_table_names():
        return
    if not reset:
        raise click.ClickException("Cette base n’est pas vide : donnez-en une autre, ou --reset pour l’effacer.")
    found = MetaData()
    found.reflect(db.engine)
    found.drop_all(db.engine)


def write_mark(path: Path) -> None:
    path.write_text(json.dumps({"populated_on": clock.today().isoformat()}), encoding="utf-8")


def begun(path: Path) -> date:
    return date.fromisoformat(json.loads(path.read_text(encoding="utf-8"))["populated_on"])


def helpers() -> list[Child]:
    """The worker and the clock, by the very command that was typed."""
    return [Child(name, [sys.executable, sys.argv[0], name]) for name in ("worker", "clock")]


def welcome(address: str) -> str:
    """Where to go, and as whom."""
    people = [f"  {each.role:<42} {each.email:<34} {each.name}" for each in cast.one_a_role()]
    lines = [
        "",
        f"Guichet, démonstration : {address}/connexion",
        "Aucun second facteur n’est demandé dans la démonstration, et là seulement.",
        f"Un bouton par rôle sur la page de connexion ; ou l’adresse de la personne, mot de passe « {PASSWORD} » :",
        *people,
        f"Courriels gardés ici : {address}/demo/mails · Ctrl-C arrête tout.",
        "",
    ]
    return "\n".join(lines)
