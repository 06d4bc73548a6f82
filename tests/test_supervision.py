"""Processes side by side: restarted when they die, stopped together, and none survives its supervisor."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from redis import Redis

from grants.embedded import answers
from tests.support.processes import wait_until

SUPERVISOR = """
import sys
from grants import embedded
from grants.supervisor import Child, Supervisor
short = Child("bref", [sys.executable, "-c", "print('bonjour'); raise SystemExit(3)"])
Supervisor([Child("file", embedded.start_command()), short]).run()
"""


@pytest.fixture
def installation(tmp_path_factory):
    """The environment of an installation of its own, with a path short enough or too long for a socket."""
    folder = tmp_path_factory.mktemp("long" * 25)
    return os.environ | {"GUICHET_VAR": str(folder), "PYTHONUNBUFFERED": "1"}


@pytest.fixture
def start(installation):
    started = []

    def start(*arguments):
        command = [sys.executable, *arguments]
        started.append(subprocess.Popen(command, env=installation, stderr=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def url(installation):
    """The address of the installation's queue, started or not."""
    code = "from grants.config import read; print(read()['REDIS_URL'])"
    told = subprocess.run([sys.executable, "-c", code], env=installation, capture_output=True, text=True, check=True)
    yield told.stdout.strip()
    shutil.rmtree(Path(told.stdout.strip().removeprefix("unix://")).parent, ignore_errors=True)


def test_a_dead_child_is_started_again_and_its_words_are_prefixed(start, url):
    supervisor = start("-c", SUPERVISOR)
    lines = [supervisor.stderr.readline() for _ in range(5)]
    assert "bref | bonjour\n" in lines
    assert "bref | arrêté (code 3), relancé bientôt\n" in lines
    supervisor.send_signal(signal.SIGINT)
    assert supervisor.wait(timeout=60) == 0
    assert not answers(url)


@pytest.mark.slow
@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGKILL])
def test_no_child_survives_its_supervisor(start, url, signum):
    supervisor = start("-c", SUPERVISOR)
    wait_until(lambda: answers(url))
    family = psutil.Process(supervisor.pid).children(recursive=True)
    supervisor.send_signal(signum)
    wait_until(lambda: not any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in family))


@pytest.mark.slow
def test_the_queue_outlives_a_killed_server_with_what_it_held(start, url):
    first = start("-m", "grants.embedded")
    wait_until(lambda: answers(url))
    second = start("-m", "grants.embedded")
    queue = Redis.from_url(url)
    queue.set("tâche", "à faire")
    queue.execute_command("WAITAOF", 1, 0, 2000)
    first.kill()
    first.wait()
    wait_until(lambda: answers(url))
    assert queue.get("tâche").decode() == "à faire"
    assert queue.info("server")["process_id"] == second.pid
