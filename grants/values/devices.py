"""A browser in plain words, and a network without the address of anybody."""

import re
from ipaddress import ip_address, ip_network

BROWSERS = [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
            ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrom", "Chrome"), ("Safari", "Safari")]  # fmt: skip
SYSTEMS = [("Android", "Android"), ("iPhone", "un iPhone"), ("iPad", "un iPad"), ("Windows", "Windows"),
           ("CrOS", "ChromeOS"), ("Mac OS", "un Mac"), ("Linux", "Linux")]  # fmt: skip
UNKNOWN = "un appareil que nous ne reconnaissons pas"


def described(user_agent: str) -> str:
    """« Firefox sur Windows »; the order matters: each browser also claims to be those that follow."""
    browser, system = first(BROWSERS, user_agent), first(SYSTEMS, user_agent)
    return f"{browser} sur {system}" if browser and system else browser or system or UNKNOWN


def first(known: list[tuple[str, str]], user_agent: str) -> str | None:
    return next((words for mark, words in known if re.search(re.escape(mark), user_agent)), None)


def prefix(address: str | None) -> str:
    """The network of an address: its first 24 bits (IPv4) or 48 (IPv6); "" when there is none."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return ""
    return str(ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False))
