"""What a WSGI server loads: one page at a time, and nothing of it looked at again by the collector of cycles."""

import os
import subprocess
import sys

SAID = "import gc, wsgi; print(type(wsgi.app.wsgi_app.application).__name__, gc.get_freeze_count())"


def test_a_web_process_sets_apart_what_it_loaded(tmp_path):
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/a.db", "REDIS_URL": "unix:///nowhere", "SECRET_KEY": "test" * 8,
        "GUICHET_ENV": "test", "GUICHET_VAR": str(tmp_path),
    }  # fmt: skip
    loaded = subprocess.run([sys.executable, "-c", SAID], env=environment, capture_output=True, text=True, check=True)
    turnstile, apart = loaded.stdout.split()
    assert turnstile == "Turnstile"
    assert int(apart) > 100_000
