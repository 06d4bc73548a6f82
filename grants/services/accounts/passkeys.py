"""Keys that devices keep for this site: what is asked of the browser, and what it answers (WebAuthn)."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import select
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import PublicKeyCredentialDescriptor

from grants.database import db
from grants.models import Passkey, User
from grants.services.accounts import second_factor
from grants.values.codes import ISSUER
from workflows.errors import Invalid

Asked = tuple[str, str]  # the options for the browser, in JSON; the challenge that must come back, in base64url


def site() -> tuple[str, str]:
    """The name of the site that keys are bound to, and its origin."""
    parts = urlsplit(current_app.config["BASE_URL"])
    return parts.hostname or "localhost", f"{parts.scheme}://{parts.netloc}"


def known(keys: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.credential_id)) for each in keys]


def ask_new(user: User, keys: Sequence[Passkey]) -> Asked:
    """For a device that does not have one of these keys yet."""
    options = generate_registration_options(
        rp_id=site()[0], rp_name=ISSUER, user_id=f"guichet-{user.id}".encode(), user_name=user.email,
        user_display_name=user.name, exclude_credentials=known(keys),
    )  # fmt: skip
    return options_to_json(options), bytes_to_base64url(options.challenge)


def ask(keys: Sequence[Passkey]) -> Asked:
    """To be signed by one of these keys."""
    options = generate_authentication_options(rp_id=site()[0], allow_credentials=known(keys))
    return options_to_json(options), bytes_to_base64url(options.challenge)


def add(user_id: int, answer: str, challenge: str, label: str) -> list[str]:
    """Keep the key that the browser made; recovery codes when it is the first second factor. `Invalid` otherwise."""
    name, origin = site()
    try:
        made = verify_registration_response(
            credential=answer, expected_challenge=base64url_to_bytes(challenge), expected_rp_id=name,
            expected_origin=origin,
        )  # fmt: skip
    except WebAuthnException as error:
        raise Invalid from error
    id, key = bytes_to_base64url(made.credential_id), bytes_to_base64url(made.credential_public_key)
    return second_factor.add_passkey(user_id, id, key, made.sign_count, label)


def accept(user_id: int, answer: str, challenge: str) -> bool:
    """Whether one of this person's keys signed the challenge."""
    name, origin = site()
    try:
        id = parse_authentication_credential_json(answer).id
        passkey = db.session.scalars(select(Passkey).filter_by(user_id=user_id, credential_id=id)).first()
        if passkey is None:
            return False
        signed = verify_authentication_response(
            credential=answer, expected_challenge=base64url_to_bytes(challenge), expected_rp_id=name,
            expected_origin=origin, credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
        )  # fmt: skip
    except WebAuthnException:
        return False
    second_factor.use_passkey(passkey.id, signed.new_sign_count)
    return True
