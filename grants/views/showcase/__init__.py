"""The living style page: every component in each state, on invented data. It answers in the demo and in tests only."""

from grants.views.showcase.pages import bp

__all__ = ["bp"]
