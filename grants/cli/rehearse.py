"""`guichet rehearse`: whole lives at simulated dates, then the checks of the data and a one-page account."""

import json
import os
import shutil
import sys
import time
from pathlib import Path

import click
import flask_migrate
from flask import Flask
from flask.cli import ScriptInfo, pass_script_info
from sqlalchemy import func, select

from grants import embedded
from grants.cli.bursts import empty_queues
from grants.cli.db import seed as seed_database
from grants.cli.production import refuse_production
from grants.config import VAR
from grants.database import db
from grants.models import Application
from grants.rehearsal import account, checks, performance, publications, script

FOLDER = "rehearsal"


@click.command()
@click.option("--applications", type=click.IntRange(script.LEAST, 5000), default=script.LEAST + 5, show_default=True,
              help="Nombre de dossiers déposés ou commencés.")  # fmt: skip
@click.option("--seed", default="2020", show_default=True, help="Graine du tirage : la même donne les mêmes vies.")
@pass_script_info
def rehearse(info: ScriptInfo, applications: int, seed: str) -> None:
    """Rejoue le programme 2020 de bout en bout avec des dossiers inventés ; code 1 si une vérification échoue."""
    refuse_production("Une répétition invente des dossiers")
    withdraw_to(FOLDER)
    app = info.load_app()
    app.config["MAIL_FOLDER"], app.config["SEALS_PATH"] = str(VAR / "mail"), str(VAR / "seals.txt")
    with embedded.at_hand(app.config["REDIS_URL"]), app.app_context():
        flask_migrate.upgrade()
        seed_database()
        refuse_used_database()
        found, files = played(app, seed, applications)
    click.echo(account.page(found, [str(path) for path in files]))
    sys.exit(0 if found.passed else 1)


def withdraw_to(name: str) -> None:
    """Run again in an empty folder of its own under var/: database, queue, mails, files and seals stand there."""
    if VAR.name == name:
        return
    folder = VAR / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"GUICHET_VAR": str(folder)})


def refuse_used_database() -> None:
    """With DATABASE_URL, an empty database is needed: nobody's files are mixed with invented ones."""
    if db.session.scalar(select(func.count(Application.id))):
        raise click.ClickException("Cette base contient déjà des dossiers : donnez une base vide.")


def played(app: Flask, seed: str, applications: int) -> tuple[account.Account, list[Path]]:
    """Play, let the queue work, check, write."""
    started = time.monotonic()
    play = performance.perform(seed, applications, say)
    say("Avis et lettres, par la file des tâches")
    empty_queues(app, turns=TURNS)
    say("Vérifications")
    done = checks.all_checks()
    files = publications.write(VAR)
    found = account.account_of(play, done, time.monotonic() - started)
    (VAR / "account.json").write_text(json.dumps(found.as_json(), ensure_ascii=False, indent=2), encoding="utf-8")
    return found, [*files, VAR / "account.json"]


TURNS = 20  # of a hundred letters at most: a rehearsal of thousands of files leaves the others frozen


def say(line: str) -> None:
    click.echo(f"… {line}", err=True)
