"""Names of people, separated from the affiliations and marks printed around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_NOT_A_NAME = re.compile(
    r"[\d@{}\\/]|\b(?:university|institute|department|research|lab|labs|inc|google|school|college|equal)\b",
    re.I,
)
_MARKS = re.compile(r"\^(?:\{[^}]*\}|\S+)|[*†‡§¶♠♣♡♢]")
_MOST_NAME_WORDS = 6
_AFFILIATION = re.compile(
    r"@|universit|institut|\bresearch\b|google|facebook|microsoft|\bmeta\b|\binc\b|department|school|college|"
    r"laborator|\bai\b|openai|deepmind|academy|http|www|abstract|equal contribution|\blab\b|corporation|amazon|"
    r"nvidia|baidu|tencent|alibaba|huawei|samsung|\bgroup\b|\bteam\b|\bcent(?:er|re)\b|faculty|hospital|"
    r"technolog|sciences?\b|engineering|\bltd\b|\bco\.|\bbrain\b|\bsystems\b|\bprofiles?\b|publications?\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:the )?(?:usa|u\.s\.a\.?|united (?:states|kingdom)(?: of america)?|uk|china|p\.? ?r\.? china|germany|france"
    r"|italy|spain|japan|(?:south )?korea|(?:republic of )?korea|singapore|switzerland|canada|australia|israel|india"
    r"|netherlands|hong kong|taiwan|sweden|austria|belgium|brazil|finland|denmark|russia|poland|ireland|norway"
    r"|new york(?: city)?|san francisco|mountain view|menlo park|los angeles|new jersey|north carolina|new zealand"
    r"|saudi arabia)",
    re.IGNORECASE,
)
_ATTACHED_MARK = re.compile(r"\^\{[^}]*\}|\^\S|[*∗†‡§¶♠♣♡♢⋄]|\([A-Z]\)")
_PARTICLES = "van|von|de|der|den|le|la|al|bin|du|da|dos|di|el|ten|ter"
_WORD = r"[^\W\d_](?:[^\W\d_]|[.'’‘-])*"
_NAME = re.compile(rf"^(?=[^\W\d_])(?:{_WORD})(?:\s+(?:{_PARTICLES}|{_WORD})){{1,4}}$")
_SUFFIX = re.compile(
    r"(?:,|\s)\s*(?:jr|sr|ph\.?d|ieee|member|senior member|student member|fellow)\b\.?", re.IGNORECASE
)
_ACCENT_BEFORE = re.compile(r"([´`¨ˆ˜ˇ˚])\s?([A-Za-zı])")
_CEDILLA = re.compile(r"([A-Za-z])\s?¸|¸\s?([A-Za-z])")
_COMBINING = {
    "´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c", "˚": "\u030a"
}  # fmt: skip


def names_in(line: str) -> list[str]:
    """Return the names of people in a line of an author block."""
    parts = (" ".join(part.split()) for part in re.split(r",|;|\band\b", _MARKS.sub("", line)))
    return [
        part for part in parts if 1 < len(part.split()) <= _MOST_NAME_WORDS and not _NOT_A_NAME.search(part)
    ]


def names_of_printed(segments: Sequence[str]) -> list[str]:
    """Return the names of people in the texts between a title and what follows the authors, in order.

    Args:
        segments: Texts that stand apart, such as the names of one line or a line of an address.
    """
    names: list[str] = []
    for segment in segments:
        if _AFFILIATION.search(segment):
            continue
        text = _ATTACHED_MARK.sub(" , ", _SUFFIX.sub("", composed(segment)))
        for part in re.split(r",|;|\band\b|&|•|·|\s{2,}", text):
            name = " ".join(part.split()).strip(" .,'’")
            if is_name(name) and name not in names:
                names.append(name)
    return names


def names_of_stated(text: str) -> list[str]:
    """Return the names in the author entry of a file's own metadata: ``A. Lee; B. Cho`` or ``A. Lee, B. Cho``."""
    parts = (" ".join(part.split()) for part in re.split(r";|,|\band\b|&", composed(text)))
    names = [part for part in parts if part]
    return names if names and all(map(is_name, names)) else []


def is_name(text: str) -> bool:
    """Tell whether a text is the name of a person: capitalised words, particles aside, that are no place."""
    if not _NAME.match(text) or _PLACE.fullmatch(text) or _AFFILIATION.search(text):
        return False
    words = [word for word in text.split() if word not in _PARTICLES.split("|")]
    return all(word[0].isupper() for word in words) and sum(len(word.strip(".")) > 1 for word in words) >= 1


def composed(text: str) -> str:
    """Return a text with accents that are printed beside their letter put on it: ``Franc¸ois`` as ``François``."""
    text = _ACCENT_BEFORE.sub(
        lambda match: _nfc(("i" if match[2] == "ı" else match[2]) + _COMBINING[match[1]]), text
    )
    return _CEDILLA.sub(lambda match: _nfc((match[1] or match[2]) + "\u0327"), text)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
