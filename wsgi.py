"""What a WSGI server serves: `gunicorn wsgi:app`."""

from grants.app import create_app
from grants.memory import set_apart
from grants.statics import serve_static_files
from grants.turnstile import Turnstile

flask_app = create_app()
flask_app.wsgi_app = Turnstile(flask_app.wsgi_app)  # type: ignore[method-assign]
app = serve_static_files(flask_app)
set_apart()
