"""What people fill in."""

from forms import attributes as attributes  # WTForms writes its controls with it
