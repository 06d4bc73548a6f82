"""What a WSGI server serves: `gunicorn wsgi:app`."""

from grants.app import create_app

app = create_app()
