"""What each test would compute again, the same for all, is computed once a process: two thirds of a test's time."""

import sqlite3
from collections.abc import Callable
from functools import cache
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine, event
from werkzeug.routing import Rule

from grants.services import calls

Builder = Callable[..., tuple[str, str]]


class Compiled(BytecodeCache):
    """Templates compiled once, whatever application renders them."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


TEMPLATES = Compiled()


def share_templates(app: Flask) -> Flask:
    app.jinja_env.bytecode_cache = TEMPLATES
    return app


def share_addresses() -> None:
    """Werkzeug writes a function for each rule: it depends on the rule's parts alone, and is bound to it after."""
    compile_anew, kept = Rule._compile_builder, {}

    def builder(rule: Rule, append_unknown: bool = True) -> Builder:
        key = (rule.rule, tuple(rule._trace), append_unknown)
        if rule.defaults:
            return compile_anew(rule, append_unknown)
        if key not in kept:
            kept[key] = compile_anew(rule, append_unknown)
        return kept[key]

    Rule._compile_builder = builder  # type: ignore[method-assign]


def share_digests() -> None:
    """The digest of a call file is that of its canonical YAML, slow to write; the files of the tests are few."""
    whole, known = calls.digest_of, {}

    def digest_of(file: Any) -> str:
        key = file.model_dump_json()
        if key not in known:
            known[key] = whole(file)
        return known[key]

    calls.digest_of = digest_of


@event.listens_for(Engine, "connect")
def do_not_wait_for_the_disk(connection: Any, record: Any) -> None:
    """A test that kills processes asks what a transaction keeps, not what survives a power cut."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")


@cache
def spare() -> None:
    share_addresses()
    share_digests()
