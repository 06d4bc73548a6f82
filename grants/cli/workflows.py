"""`guichet workflow`: list, prove and draw the tables."""

import json

import click
from flask.cli import AppGroup

from grants.policies.permits import PERMITS
from notifications.notices import NOTICES
from workflows import check as checks
from workflows.draw import mermaid, svg
from workflows.registry import WORKFLOWS, latest

workflow = AppGroup("workflow", help="Liste, vérifie et dessine les parcours des dossiers.")


@workflow.command("list", with_appcontext=False)
@click.option("--json", "as_json", is_flag=True, help="Écrit la liste en JSON.")
def list_all(as_json: bool) -> None:
    """Liste les parcours, avec leur version."""
    rows = [
        {"name": each.name, "version": each.version, "states": len(each.steps), "actions": len(each.actions)}
        for each in sorted(WORKFLOWS.values(), key=lambda each: each.key)
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            click.echo("{name} · version {version} · {states} états · {actions} actions".format(**row))


@workflow.command(with_appcontext=False)
def check() -> None:
    """Prouve chaque parcours ; dit chaque faute et sort avec 1 s’il y en a."""
    faults = all_faults()
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise click.ClickException(f"{len(faults)} faute(s) dans les parcours.")
    click.echo(f"{len(WORKFLOWS)} parcours et {len(PERMITS)} actes sans mouvement : rien à redire.")


def all_faults() -> list[str]:
    """The faults of every registered workflow, of the permits and of the table of duties."""
    found = [fault for each in WORKFLOWS.values() for fault in checks.check(each, NOTICES)]
    found += checks.check_permits(PERMITS.values(), NOTICES)
    return found + checks.check_duties(WORKFLOWS.values(), PERMITS.values())


@workflow.command(with_appcontext=False)
@click.argument("name")
@click.option("--format", "kind", type=click.Choice(["mermaid", "svg"]), default="mermaid", help="Mermaid par défaut.")
def draw(name: str, kind: str) -> None:
    """Dessine le parcours NAME (sa dernière version, ou « nom@version »)."""
    try:
        found = WORKFLOWS[name] if "@" in name else latest(name)
    except KeyError:
        known = ", ".join(sorted({each.name for each in WORKFLOWS.values()}))
        raise click.ClickException(f"« {name} » n’est pas un parcours. Connus : {known}.") from None
    click.echo(svg(found) if kind == "svg" else mermaid(found))
