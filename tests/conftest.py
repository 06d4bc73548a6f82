"""Real servers and databases of each sort; each fixture stands in the file of what it gives (`tests/support/`)."""

pytest_plugins = [
    "tests.support.databases",
    "tests.support.applications",
    "tests.support.programme",
    "tests.support.queue",
    "tests.support.mailbox",
    "tests.support.clamd",
    "tests.support.web",
    "tests.support.browser",
]
