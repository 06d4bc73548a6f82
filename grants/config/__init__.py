"""Where things are and how the product is set: environment first, `.env` in development, then defaults."""

from grants.config.checks import faults
from grants.config.places import ROOT, VAR
from grants.config.reading import UnsafeSettings, Value, flask_config, read, values

__all__ = [
    "ROOT",
    "VAR",
    "UnsafeSettings",
    "Value",
    "faults",
    "flask_config",
    "read",
    "values",
]
