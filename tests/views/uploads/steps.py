"""A sending, part by part."""

import pytest
from sqlalchemy import func, select

from grants.database import db
from tests.support import documents

JSON = {"Accept": "application/json"}
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CONTENT = documents.paper(*(f"Ligne {rank} du relevé" for rank in range(200)))
MIDDLE = len(CONTENT) // 2


START = "/dossiers/CC20-0001/pieces/bank_details/envois"


def begin(client, *, name="rib.pdf", content=CONTENT, mark="m", start=START):
    said = {"name": name, "size": len(content), "mark": mark}
    return client.post(start, data=said, headers=JSON)


def send(client, place, offset, part):
    return client.patch(place, data=part, headers=JSON | {"Upload-Offset": str(offset)})


def finish(client, place):
    return client.post(place, headers=JSON)


def count(site, model) -> int:
    with site.app_context():
        found = db.session.scalar(select(func.count()).select_from(model))
        db.session.remove()
        return found or 0
