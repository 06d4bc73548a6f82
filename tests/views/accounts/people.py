"""Somebody with an account: entering, and what they then see."""

import re
from datetime import timedelta

import pyotp

from grants.database import db
from grants.models import User
from grants.services import users
from grants.values import clock

GOOD, OTHER = "cerise lampe tunnel samedi", "brouette nuage piano mardi"
MINUTE = timedelta(minutes=1)
LINK = re.compile(r"http://localhost(?::8000)?(/\S+)")


def add(site, email="ana@exemple.fr", *, password=GOOD, roles=()):
    with site.app_context():
        id = users.create(email, "Ana Roux", password, roles=roles)
        db.session.remove()
    return id


def enter(client, email="ana@exemple.fr", password=GOOD, **more):
    return client.post("/connexion", data={"email": email, "password": password}, **more)


def row(site, id):
    with site.app_context():
        user = db.session.get_one(User, id)
        db.session.expunge(user)
        db.session.remove()
    return user


def text(page):
    """The page without what is drawn at random for each."""
    return re.sub(r'nonce="[^"]*"', "", page.text)


def is_in(client):
    return client.get("/compte").status_code == 200


def sign_up(client, email="ana@exemple.fr", password=GOOD):
    data = {"name": "Ana Roux", "email": email, "new_password": password}
    return client.post("/inscription", data=data, follow_redirects=True)


def code_of(page):
    secret = re.search(r'class="code">([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")
    signed = re.search(r'name="signed"[^>]*value="([^"]+)"', page.text)[1]
    return secret, {"signed": signed, "code": pyotp.TOTP(secret).at(clock.now())}
