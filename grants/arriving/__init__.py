"""From what a person sends to a content that is stored: examined, cleaned, scanned, before any transaction."""

from grants.arriving.receiving import Arrived, receive, take_in
from grants.examining.examination import check_size

__all__ = ["Arrived", "check_size", "receive", "take_in"]
