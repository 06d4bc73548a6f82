"""A site whose mails are read as people read them."""

import pytest

from grants.database import db
from notifications.relay import relay
from tests.views.accounts.people import LINK


@pytest.fixture
def site(make_app, database_url):
    return make_app({"WTF_CSRF_ENABLED": False}, DATABASE_URL=database_url)


@pytest.fixture
def mails(site):
    """What leaves when the relay runs: (address, subject, path of its link)."""

    def read():
        sent = []
        with site.app_context():
            relay(sent.append)
            db.session.remove()
        texts = [(each["To"], each["Subject"], each.get_body(("plain",)).get_content()) for each in sent]
        return [(to, subject, found[1] if (found := LINK.search(text)) else "") for to, subject, text in texts]

    return read
