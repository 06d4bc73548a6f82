"""How a command answers when the act did not happen."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from workflows.errors import NotDone


@contextmanager
def refusals() -> Iterator[None]:
    """End the command with code 1 and the sentence of what its body refuses."""
    try:
        yield
    except NotDone as error:
        raise click.ClickException(str(error)) from error
