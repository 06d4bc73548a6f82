"""Invented people and organisations live whole lives through the services, as the right persons, at set dates."""
