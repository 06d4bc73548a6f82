"""Walks that follow every link of a site, one page of each sort."""

import html
import re
from collections import deque

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

HREF = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
LEAVES = {"static", "sessions.sign_out"}


def dead_ends(app: Flask, client: FlaskClient, first: str) -> dict[str, tuple[str, int]]:
    """Address → the page that leads there, and what it answered, when that is no page: refusals and faults."""
    addresses = app.url_map.bind("localhost")
    todo, met, found = deque([(first, "")]), set(LEAVES), {}
    while todo:
        address, source = todo.popleft()
        try:
            endpoint, _ = addresses.match(address.partition("?")[0], method="GET")
        except HTTPException:
            found[address] = (source, 404)
            continue
        if endpoint in met:
            continue
        met.add(endpoint)
        answer = client.get(address)
        if answer.status_code >= 400:
            found[address] = (source, answer.status_code)
        if answer.mimetype == "text/html":
            todo.extend((html.unescape(each), address) for each in HREF.findall(answer.text))
        elif answer.location:
            todo.append((answer.location, address))
    return found
