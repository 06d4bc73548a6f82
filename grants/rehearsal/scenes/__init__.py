"""Scenes of a file's life, in order: filing, checking, scoring, the committee, the ruling, the money, the reports."""
