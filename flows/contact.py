"""Checks that server operators could write to the contact in the settings."""

from __future__ import annotations

import re

from flows.settings import Settings

NO_CONTACT = (
    "nobody is named whom a server's keeper could write to: set contact in ninthpower.toml, or "
    "NINTHPOWER_CONTACT, to your mail address"
)
_ADDRESS = re.compile(r"[^@\s]+@(?P<mail>[^@\s.<>]+\.[^@\s<>]+)|https?://(?P<page>[^\s/.:]+\.[^\s/:]+)")
"""A mail address or a page, wherever it stands in what is told, such as ``Ann Ray <ann@uni.edu>``."""
_RESERVED = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)\.?$", re.IGNORECASE)
"""Names that stand in examples and belong to nobody: RFC 2606, sections 2 and 3."""


def contact_complaint(settings: Settings) -> str:
    """Say why the contact is no use to a server operator; empty where it is one.

    A name from an example will do for rehearsals, which ask a stand-in in place of other people's servers.

    Args:
        settings: What the operator has set.

    Returns:
        A sentence without its full stop, or nothing.
    """
    contact = settings.contact
    if not contact.strip():
        return NO_CONTACT
    hosts = [found["mail"] or found["page"] for found in _ADDRESS.finditer(contact)]
    if not hosts:
        return f"nobody can write to {contact!r}: set contact to your mail address or web page"
    if settings.arxiv.stand_in_url or not all(map(_RESERVED.search, hosts)):
        return ""
    return (
        f"{contact!r} is an address for examples, at which nobody reads: set contact in ninthpower.toml, or "
        "NINTHPOWER_CONTACT, to your own mail address or web page"
    )
