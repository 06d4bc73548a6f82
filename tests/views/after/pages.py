"""What one reads and writes on the page of a file that was handed in."""

import io
import re

from grants.database import db
from grants.models import Application


def page_of(id):
    db.session.rollback()
    return f"/dossiers/{db.session.get_one(Application, id).number}"


def text(answer):
    return re.sub(r"[\s\u00a0\u202f]+", " ", answer.text)


def write(client, id, body, *files, **more):
    pieces = [(io.BytesIO(content), name) for content, name in files]
    data = {"version": 1, "body": body, "pieces": pieces} | more
    return client.post(f"{page_of(id)}/messages", data=data, content_type="multipart/form-data")
