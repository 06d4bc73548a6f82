"""A page asked for again and again: 304 for as long as nothing on it has moved."""

from collections.abc import Callable

from flask import Response, request


def unless_same(mark: str, make: Callable[[], str]) -> Response:
    """What `make` gives, or 304 when the asker's is of the same mark."""
    is_same = f'"{mark}"' == request.headers.get("If-None-Match")
    answer = Response(status=304) if is_same else Response(make())
    answer.headers["ETag"], answer.headers["Cache-Control"] = f'"{mark}"', "private, no-cache"
    return answer
