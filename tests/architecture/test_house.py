"""What every room promises."""

from importlib import import_module
from pathlib import Path

import pytest

from grants.policies.permits import PERMITS
from notifications.notices import NOTICES
from tests.support.settings import settings_for_tests
from workflows.registry import WORKFLOWS
from workflows.words import WORDS, plural

MOVES = {action.name for workflow in WORKFLOWS.values() for action in workflow.actions}
BY_THE_SYSTEM = {
    "ruling.conclude",
    "payment.recover",
    "application.reopen",
    "application.erase",
}  # fired inside another act
NO_PAGE = BY_THE_SYSTEM | {"round.propose_extension"}
# Whoever is signed in may ask to start: a person without organisation is led to create one; the service decides.
OPEN_PAGES = {"application.start": "signed in"}
CONTENTS = {"applications.edit"}  # the list of sections; each section is a page of its own, asked and posted
ACTS = sorted(MOVES | set(PERMITS))


@pytest.fixture(scope="module")
def house():
    from grants.app import create_app

    return create_app(settings_for_tests(DATABASE_URL="sqlite://"))


@pytest.mark.parametrize("act", ACTS)
def test_an_act_has_one_name_in_every_room(house, act):
    noun, verb = act.split(".")
    assert act in WORDS
    assert act in NOTICES, "silence must be said: None"
    assert callable(getattr(import_module(f"grants.services.{plural(noun)}"), verb))
    if act not in NO_PAGE:
        assert house.view_functions[f"{plural(noun)}.{verb}"].policy == OPEN_PAGES.get(act, act)


@pytest.mark.parametrize("act", sorted(name for name, notices in NOTICES.items() if notices))
def test_each_notice_has_its_mail(act):
    for notice in NOTICES[act]:
        if notice.email:
            assert (Path("content/mails") / f"{notice.mail}.md").is_file()


def test_every_route_has_a_policy(house):
    bare = {name for name, view in house.view_functions.items() if not hasattr(view, "policy")}
    assets = {name for name in bare if name.endswith("static") or name.startswith(("showcase.", "static"))}
    assert bare - assets == set()


def test_every_page_of_an_act_is_asked_before_it_is_done(house):
    """GET asks, POST does: a link alone never acts."""
    for rule in house.url_map.iter_rules():
        policy = getattr(house.view_functions[rule.endpoint], "policy", None)
        if policy in ACTS and rule.endpoint not in CONTENTS:
            assert "POST" in rule.methods, rule


def test_only_the_transaction_commits():
    rooms = [path for room in ("grants", "forms", "notifications", "workflows") for path in Path(room).rglob("*.py")]
    assert [str(path) for path in rooms if ".commit(" in path.read_text()] == ["grants/services/command.py"]


def test_nobody_reads_the_wall_clock_but_the_clock():
    """A rehearsal at 2020 dates must find no other time."""
    rooms = [path for room in ("grants", "forms", "notifications", "workflows") for path in Path(room).rglob("*.py")]
    bad = ("datetime.now(", "date.today(", "utcnow(", "time.time(")
    found = {str(path) for path in rooms if any(each in path.read_text() for each in bad)}
    assert found <= {"grants/values/clock.py", "grants/supervisor/child.py", "grants/supervisor/__init__.py"}


def test_workflows_and_values_know_neither_the_web_nor_the_database():
    rooms = [path for room in ("workflows", "grants/values", "grants/analysis") for path in Path(room).rglob("*.py")]
    assert [str(path) for path in rooms if "import flask" in path.read_text() or "sqlalchemy" in path.read_text()] == []


@pytest.mark.parametrize("room", ["grants", "workflows", "forms", "notifications"])
def test_files_stay_small(room):
    sizes = {str(path): len(path.read_text().splitlines()) for path in Path(room).rglob("*.py")}
    assert {path: size for path, size in sizes.items() if size > 300} == {}
