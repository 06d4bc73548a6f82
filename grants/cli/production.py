"""Commands that invent data never run where data is real."""

import os

import click


def refuse_production(why: str) -> None:
    """`ClickException` in production, before anything is touched."""
    if os.environ.get("GUICHET_ENV") == "production":
        raise click.ClickException(f"{why} : elle est refusée en production.")
