"""Accelerators and processors: what they are called, what they can do, and where that is written.

The facts live in ``hardware.csv``, one row per product. Conventions of that file:

- a *device* is what the maker sells and numbers as one: a card, a module, or one TPU chip. Peaks, memory
  and power are per device. Papers also count smaller parts (TPU cores, the two GPUs of a K80:
  `Hardware.cores_per_device`) and larger ones (a Cloud TPU board of four chips, a pod);
- peaks are dense, in multiply and add operations per second, at the clock the maker advertises (the base
  clock for cards of the Kepler generation, whose boost clock is off by default). The FP16 peak is for FP16
  or BF16 inputs with FP32 accumulation where the maker tells the two apart, and is empty where FP16 is
  slower than FP32;
- the peak of a processor (CPU) is cores x base clock x FP32 operations per cycle.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources

TERA = 1e12
GIGA = 1e9


class HardwareKind(StrEnum):
    """What sort of device computes."""

    GPU = "gpu"
    TPU = "tpu"
    CPU = "cpu"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Hardware:
    """One product."""

    hardware_id: str
    name: str
    manufacturer: str
    kind: HardwareKind
    aliases: tuple[str, ...]
    """How papers write it, brand words such as ``NVIDIA`` left out."""
    ambiguous_aliases: tuple[str, ...]
    """Names that mean this product only next to a word such as GPU: ``T4``, ``A10``, ``L4``."""
    released_on: date
    """First day of the month of release."""
    peak_fp32_flop_per_s: float | None
    peak_tf32_flop_per_s: float | None
    peak_fp16_flop_per_s: float | None
    peak_fp8_flop_per_s: float | None
    memory_bytes: float | None
    tdp_watts: float | None
    price_usd: float | None
    """List price at release."""
    cores_per_device: int | None
    """Parts papers may count instead of devices: TPU cores, GPUs of a dual card, processor cores."""
    devices_per_board: int | None
    devices_per_pod: int | None
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class HardwareMention:
    """A product named in running text."""

    start: int
    end: int
    text: str
    """As printed, brand words included."""
    hardware: Hardware


@cache
def catalog() -> tuple[Hardware, ...]:
    """Return every product of the catalog, in file order."""
    with (resources.files(__package__) / "hardware.csv").open(encoding="utf-8") as file:
        return tuple(_hardware(row) for row in csv.DictReader(file))


def _hardware(row: dict[str, str]) -> Hardware:
    year, month = row["released"].split("-")
    return Hardware(
        hardware_id=row["hardware_id"],
        name=row["name"],
        manufacturer=row["manufacturer"],
        kind=HardwareKind(row["kind"]),
        aliases=_names(row["aliases"]),
        ambiguous_aliases=_names(row["ambiguous_aliases"]),
        released_on=date(int(year), int(month), 1),
        peak_fp32_flop_per_s=_scaled(row["peak_fp32_tflop_per_s"], TERA),
        peak_tf32_flop_per_s=_scaled(row["peak_tf32_tflop_per_s"], TERA),
        peak_fp16_flop_per_s=_scaled(row["peak_fp16_tflop_per_s"], TERA),
        peak_fp8_flop_per_s=_scaled(row["peak_fp8_tflop_per_s"], TERA),
        memory_bytes=_scaled(row["memory_gb"], GIGA),
        tdp_watts=_scaled(row["tdp_watts"]),
        price_usd=_scaled(row["price_usd"]),
        cores_per_device=_count(row["cores_per_device"]),
        devices_per_board=_count(row["devices_per_board"]),
        devices_per_pod=_count(row["devices_per_pod"]),
        source=row["source"],
        note=row["note"],
    )


def _names(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def _scaled(cell: str, scale: float = 1.0) -> float | None:
    return float(cell) * scale if cell else None


def _count(cell: str) -> int | None:
    return int(cell) if cell else None


_BRANDS = frozenset(
    {"nvidia", "geforce", "tesla", "google", "cloud", "intel", "amd", "quadro", "huawei", "habana"}
)
_TOKEN = re.compile(r"(?:Cloud|Google|Nvidia|NVIDIA|Tesla)(?=TPU|[A-Z]\d)|[A-Za-z]+|\d+")
"""A word or a number; a brand glued to a product (``CloudTPUv4``) is a word of its own."""
_GAP = re.compile(r"(?:[\s\-_™®]|\([RM]\)|\(TM\)|\()*\Z")
_TRADEMARK = re.compile(r"\((?:R|TM)\)")
_DEVICE_WORD = re.compile(
    r"\b(?:GPUs?|TPUs?|CPUs?|NVIDIA|Nvidia|Tesla|Quadro|Ge[Ff]orce|Apple|Xeon|Jetson|"
    r"(?:graphics )?cards?|accelerators?|processors?|chips?)\b"
)
_DEVICE_WORD_REACH = 40
"""How far, in characters, a word such as GPU may stand from an ambiguous name."""


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    key: str


def _tokens(text: str) -> list[_Token]:
    blanked = _TRADEMARK.sub(lambda match: " " * len(match[0]), text)
    return [_token(match.start(), match.group(), blanked) for match in _TOKEN.finditer(blanked)]


def _token(start: int, word: str, text: str) -> _Token:
    end = start + len(word)
    if word[0] == "x" and len(word) > 1 and word[1].isupper() and start and text[start - 1].isdigit():
        start, word = start + 1, word[1:]  # 8xV100
    if len(word) > 1 and word[-1] == "s" and word[:-1].isupper():
        word = word[:-1]  # TPUs
    elif word == "s" and start and text[start - 1].isdigit():
        word = ""  # V100s, but not V100S
    return _Token(start, end, word.lower())


def _key(name: str) -> str:
    return "".join(token.key for token in _tokens(name) if token.key not in _BRANDS)


@cache
def _index() -> tuple[dict[str, tuple[Hardware, bool]], frozenset[str]]:
    """Return products by alias key (with whether the alias is ambiguous), and every prefix of a key."""
    products: dict[str, tuple[Hardware, bool]] = {}
    for hardware in catalog():
        for alias in hardware.ambiguous_aliases:
            products[_key(alias)] = (hardware, True)
        for alias in hardware.aliases:
            products[_key(alias)] = (hardware, False)
    prefixes = frozenset(key[:length] for key in products for length in range(1, len(key) + 1))
    return products, prefixes


def find_all(text: str) -> Iterator[HardwareMention]:
    """Yield the products named in a text, from left to right, the longest name at each place.

    Args:
        text: Running text or a table cell.
    """
    tokens = _tokens(text)
    _, prefixes = _index()
    position = 0
    while position < len(tokens):
        starts_name = tokens[position].key in prefixes or tokens[position].key in _BRANDS
        found = _longest(text, tokens, position) if starts_name else None
        if found is None:
            position += 1
        else:
            mention, position = found
            yield mention


def find(text: str) -> Hardware | None:
    """Return the first product named in a text, or None."""
    return next((mention.hardware for mention in find_all(text)), None)


def named(text: str) -> Hardware | None:
    """Return the product that a text names where it is known to name hardware: ``K20`` is one there."""
    return find(text) or find(f"{text} GPU")


def _longest(text: str, tokens: list[_Token], first: int) -> tuple[HardwareMention, int] | None:
    products, prefixes = _index()
    if _is_inside_word(tokens, first):
        return None
    key = ""
    best: tuple[HardwareMention, int] | None = None
    for last in range(first, len(tokens)):
        token = tokens[last]
        if last > first and not _joins(text, tokens[last - 1], token):
            break
        if token.key not in _BRANDS:
            key += token.key
            if key not in prefixes:
                break
        if key in products and token.key not in _BRANDS and _ends_name(text, tokens, last):
            hardware, is_ambiguous = products[key]
            start, end = tokens[first].start, _close_bracket(text, tokens[first].start, token.end)
            if not is_ambiguous or _is_beside_device_word(text, start, end):
                best = HardwareMention(start, end, text[start:end], hardware), last + 1
    return best


def _is_inside_word(tokens: list[_Token], first: int) -> bool:
    """True for the ``V100`` of ``SV100``, and for the unit of a memory: ``32G NVIDIA V100``."""
    if not first or tokens[first - 1].end != tokens[first].start:
        return False
    return tokens[first - 1].key[-1:].isalpha() or tokens[first].key == "g"


def _is_beside_device_word(text: str, start: int, end: int) -> bool:
    reach = _DEVICE_WORD_REACH
    return _DEVICE_WORD.search(text, max(0, start - reach), end + reach) is not None


def _joins(text: str, left: _Token, right: _Token) -> bool:
    """Tell whether two tokens may be of one name; a lone letter and a number apart are not (``AP_M 40``)."""
    is_letter_and_number = len(left.key) == 1 and left.key.isalpha() and right.key.isdigit()
    if is_letter_and_number and text[left.end : right.start].isspace():
        return False
    return _GAP.match(text, left.end, right.start) is not None


def _ends_name(text: str, tokens: list[_Token], last: int) -> bool:
    """Tell whether a name may end with a token: nothing but a plural or a factor is glued to it."""
    if last + 1 == len(tokens) or tokens[last + 1].start > tokens[last].end:
        return True
    return tokens[last + 1].key in {"", "x"}


def _close_bracket(text: str, start: int, end: int) -> int:
    return end + 1 if "(" in text[start:end] and text[end : end + 1] == ")" else end
