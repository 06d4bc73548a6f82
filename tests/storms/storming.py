"""One process of a storm: `python -c "… main()" INSTANT ACTOR ID:VERSION,…` awards its share and prints each answer."""

import os
import sys
import time

from grants.app import create_app
from tests.storms.awarding import award
from tests.support.settings import settings_for_tests


def main() -> None:
    """Begin at this instant, at the same time as the others."""
    instant, actor_id, share = sys.argv[1:]
    app = create_app(settings_for_tests(DATABASE_URL=os.environ["DATABASE_URL"]))
    files = [tuple(map(int, each.split(":"))) for each in share.split(",")]
    time.sleep(max(0.0, float(instant) - time.time()))
    with app.app_context():
        for file_id, version in files:
            print(award(actor_id=int(actor_id), file_id=file_id, version=version), flush=True)
