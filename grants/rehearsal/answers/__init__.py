"""Plausible French answers to any form of any call: right by themselves and in agreement with one another."""

from grants.rehearsal.answers.brief import Brief
from grants.rehearsal.answers.forms import answers_to, report_answers

__all__ = ["Brief", "answers_to", "report_answers"]
