"""What a WSGI server serves: `gunicorn wsgi:app`."""

from grants.app import create_app
from grants.statics import serve_static_files

app = serve_static_files(create_app())
