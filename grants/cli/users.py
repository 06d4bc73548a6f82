"""`guichet user`: open and close accounts from the machine itself."""

import click
from email_validator import EmailNotValidError, validate_email
from flask import current_app
from flask.cli import AppGroup

from grants.cli.refusals import refusals
from grants.services import accounts, users
from workflows.roles import Role

user = AppGroup("user", help="Ouvre et ferme les comptes.")

STAFF_ROLES = [role.value for role in Role if role not in (Role.APPLICANT, Role.REPRESENTATIVE, Role.CLOCK)]


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
@click.option("--show-link", is_flag=True, help="Affiche aussi le lien, si aucun courriel ne peut partir d’ici.")
def create(email: str, name: str, roles: tuple[str, ...], *, show_link: bool) -> None:
    """Ouvre un compte ; la personne choisit son mot de passe par le lien qu’elle reçoit."""
    with refusals():
        token = accounts.invite(users.create(email, name, roles=tuple(map(Role, roles))))
    click.echo(f"Compte ouvert : {email}. Un courriel l’invite à choisir son mot de passe, dans les sept jours.")
    if show_link:
        click.echo(f"{current_app.config['BASE_URL'].rstrip('/')}/mot-de-passe/{token}")


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
