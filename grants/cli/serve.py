"""`guichet serve`: the web server alone."""

import sys

import click

from grants import embedded
from grants.config import ROOT, read
from grants.supervisor import Child, Supervisor

# A connection is not kept: the next request of a browser goes to whichever process is free.
SIZE = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--keep-alive", "0"]


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, envvar="PORT", show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse d’écoute.")
def serve(port: int, host: str) -> None:
    """Sert le site (Ctrl-C l’arrête)."""
    with embedded.at_hand(read()["REDIS_URL"] or ""):
        Supervisor([web(host, port)]).run()


def web(host: str, port: int) -> Child:
    """Gunicorn, two processes of four threads."""
    place = ["--bind", f"{host}:{port}", "--chdir", str(ROOT), "--no-control-socket"]
    return Child("web", [sys.executable, "-m", "gunicorn", *SIZE, *place, "wsgi:app"])
