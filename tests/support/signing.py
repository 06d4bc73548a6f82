"""What a person who may sign sends from the page that hands a file in."""

import re

from tests.world import PASSWORD

INPUT = re.compile(r"<input[^>]*>")
NAME, VALUE = re.compile(r'name="([^"]*)"'), re.compile(r'value="([^"]*)"')


def signed(page: str) -> dict[str, str]:
    """The hidden fields, each sentence ticked, and the password."""
    form = page[page.index('<form method="post"', page.index("<main")) :]
    sent = {"proof_password": PASSWORD}
    for tag in INPUT.findall(form[: form.index("</form>")]):
        name, value = NAME.search(tag), VALUE.search(tag)
        if name and 'type="hidden"' in tag and value:
            sent[name[1]] = value[1]
        elif name and 'type="checkbox"' in tag:
            sent[name[1]] = "y"
    return sent
