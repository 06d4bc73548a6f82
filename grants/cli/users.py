"""`guichet user`: open and close accounts from the machine itself."""

import secrets

import click
from email_validator import EmailNotValidError, validate_email
from flask.cli import AppGroup

from grants.cli.refusals import refusals
from grants.services import users
from workflows.roles import Role

user = AppGroup("user", help="Ouvre et ferme les comptes.")

STAFF_ROLES = [role.value for role in Role if role not in (Role.APPLICANT, Role.REPRESENTATIVE, Role.CLOCK)]


LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that reads like another


def draw_password() -> str:
    """Four groups of five letters and digits: nobody guesses it, anybody can read it aloud."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))


class Address(click.ParamType[str]):
    """An e-mail address."""

    name = "adresse"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return validate_email(value, check_deliverability=False).normalized
        except EmailNotValidError:
            self.fail(f"« {value} » n’est pas une adresse électronique.", param, ctx)


@user.command()
@click.argument("email", type=Address())
@click.option("--name", required=True, help="Prénom et nom.")
@click.option("--role", "roles", multiple=True, type=click.Choice(STAFF_ROLES), help="Rôle, répétable.")
def create(email: str, name: str, roles: tuple[str, ...]) -> None:
    """Ouvre un compte et affiche une fois son mot de passe."""
    password = draw_password()
    with refusals():
        users.create(email, name, password, roles=tuple(map(Role, roles)))
    click.echo(f"Compte ouvert : {email}, mot de passe {password} (il ne sera plus affiché).")


@user.command()
@click.argument("email", type=Address())
def disable(email: str) -> None:
    """Ferme un compte et toutes ses sessions."""
    with refusals():
        users.disable(email)
    click.echo(f"Compte fermé : {email}.")


@user.command("reset-second-factor")
@click.argument("email", type=Address())
def reset_second_factor(email: str) -> None:
    """Oublie le second facteur perdu et ferme les sessions."""
    with refusals():
        users.reset_second_factor(email)
    click.echo(f"Second facteur oublié : {email} en choisira un autre à sa prochaine connexion.")
