"""Identifiers that papers print."""

from __future__ import annotations

import re

ARXIV_STAMP = re.compile(
    r"arXiv:\s*(?P<id>\d{4}\.\d{4,5}|(?!submit)[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(?P<version>\d+))?"
    r"(?:\s*\[[^\]]*\])?(?:\s*\d{1,2}\s+[A-Z][a-z]{2}\s+(?P<year>\d{4}))?"
)
"""What arXiv prints in the margin of the first page: ``arXiv:1512.03385v1 [cs.CV] 10 Dec 2015``."""
