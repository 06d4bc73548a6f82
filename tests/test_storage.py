"""Files by the hash of their content."""

import io
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from grants import storage


@pytest.fixture
def here(tmp_path):
    app = Flask("files")
    app.config["STORAGE_URL"] = f"file:{tmp_path / 'files'}"
    with app.app_context():
        yield tmp_path / "files"


def files(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def test_a_content_is_stored_once_under_its_hash(here):
    content = b"statuts" * 500_000
    kept = storage.put(content)
    assert kept == storage.put(io.BytesIO(content))
    assert kept.digest == sha256(content).hexdigest()
    assert kept.size == len(content)
    assert files(here) == [here / kept.digest[:2] / kept.digest[2:4] / kept.digest]
    assert storage.exists(kept.digest)
    assert storage.read(kept.digest) == content


def test_what_is_stored_is_never_overwritten(here):
    kept = storage.put(b"un")
    before = storage.path_of(kept.digest).stat()
    storage.put(b"un")
    after = storage.path_of(kept.digest).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert after.st_mode & 0o222 == 0


def test_a_stream_that_breaks_leaves_nothing(here):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise OSError("the person left")

    with pytest.raises(OSError, match="left"):
        storage.put(Broken())
    assert files(here) == []


@pytest.mark.parametrize("digest", ["../../etc/passwd", "", "g" * 64, "A" * 64])
def test_what_is_no_hash_is_refused(here, digest):
    with pytest.raises(ValueError, match="digest"):
        storage.exists(digest)
