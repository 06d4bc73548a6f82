"""`make bench`: each page and act of ours beside the floor, on each database, at each size, in turn."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import reads, report, waits, writes
from bench.floor import prepare
from bench.place import open_place
from tests.support.postgresql import postgresql

DURABLE = ["max_connections=300", "shared_buffers=128MB"]  # as installed: every commit reaches the disk
SIZES = [1_000, 10_000, 100_000]


@contextmanager
def databases(wanted: list[str]) -> Iterator[dict[str, tuple[str, str]]]:
    """For each database asked for: the addresses of ours and of the floor's, on the same server and disk."""
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as folder, postgresql(DURABLE) as server:
        found = {
            "postgresql": (server.format("guichet"), server.format("floor")),
            "sqlite": (f"sqlite:///{Path(folder) / 'guichet.db'}", f"sqlite:///{Path(folder) / 'floor.db'}"),
        }
        yield {name: found[name] for name in wanted}


def run(name: str, ours: str, floor: str, sizes: list[int], runs: int) -> None:
    with open_place(name, ours, floor, prepare) as place:
        for size in sizes:
            place.grow(size)
            report.show(name, size, reads.measure(place, runs), place.statements)
            report.show(name, size, writes.measure(place, runs), place.statements)
        report.growth(name)
        report.wait(name, waits.measure(place))


def main() -> None:
    options = argparse.ArgumentParser(prog="bench", description=__doc__)
    options.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    options.add_argument("--runs", type=int, default=100)
    options.add_argument("--databases", nargs="*", default=["postgresql", "sqlite"])
    asked = options.parse_args()
    with databases(asked.databases) as found:
        for name, (ours, floor) in found.items():
            run(name, ours, floor, asked.sizes, asked.runs)


if __name__ == "__main__":
    main()
