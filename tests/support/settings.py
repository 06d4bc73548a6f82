"""The settings of an application under test."""

from typing import Any

from grants.config import flask_config

NOWHERE = "unix:///nonexistent/valkey.sock"  # never the developer's own queue


def settings_for_tests(**given: str) -> dict[str, Any]:
    """Flask's configuration from these settings: limits off, the queue nowhere unless one is given."""
    environ = {"GUICHET_ENV": "test", "SECRET_KEY": "test" * 8, "REDIS_URL": NOWHERE} | given
    return flask_config(environ) | {"TESTING": True, "RATELIMIT_ENABLED": False}
