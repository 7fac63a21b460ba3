"""Papers damaged at random, in the ways files get damaged and in the ways an enemy would damage them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from random import Random

Mutation = Callable[[bytes, Random], bytes]

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_TAG = re.compile(rb"<[^<>]{1,300}>")
_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"65536",
    b"2147483648",
    b"-99999999999",
    b"1e30",
    b"0.0000001",
    b"99999999999999999999",
)
_SNIPPETS = (
    b"<table>", b"</table>", b"<tr>", b"</td>", b"<math alttext='{\\frac{'>", b"<td rowspan=9999 colspan=9999>",
    b"<!--", b"]]>", b"&#0;", b"&#x10ffff;", b"\x00", b"\xff\xfe", b"<svg>", b"<script>", b"\\frac{",
    b"<figure class='ltx_table'>", b"<span class='ltx_tag'>", b"<annotation encoding='application/x-tex'>",
    b"<figcaption>", b"<p>" * 50,
)  # fmt: skip


def flip_bytes(data: bytes, random: Random) -> bytes:
    """Return the data with up to 40 bytes replaced."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 40)):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def cut_block(data: bytes, random: Random) -> bytes:
    """Return the data without a block."""
    start, stop = _block(data, random)
    return data[:start] + data[stop:]


def cut_end(data: bytes, random: Random) -> bytes:
    """Return the data up to some point."""
    return data[: random.randrange(len(data))]


def repeat_block(data: bytes, random: Random) -> bytes:
    """Return the data with a block written several times."""
    start, stop = _block(data, random)
    return data[:stop] + data[start:stop] * random.randint(1, 20) + data[stop:]


def swap_blocks(data: bytes, random: Random) -> bytes:
    """Return the data with two blocks exchanged."""
    (a, b), (c, d) = sorted((_block(data, random), _block(data, random)))
    return data if b > c else data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def insert_noise(data: bytes, random: Random) -> bytes:
    """Return the data with random bytes put in."""
    position = random.randrange(len(data))
    return data[:position] + random.randbytes(random.randint(1, 400)) + data[position:]


def change_numbers(data: bytes, random: Random) -> bytes:
    """Return the data with some of the numbers written in it made zero, negative or huge."""
    return _replace(data, _NUMBER, lambda _: random.choice(_NUMBERS), random)


def change_tags(data: bytes, random: Random) -> bytes:
    """Return a page with some tags dropped, doubled or replaced by awkward ones."""

    def changed(tag: bytes) -> bytes:
        return random.choice((b"", tag + tag, random.choice(_SNIPPETS), tag[:-1]))

    return _replace(data, _TAG, changed, random)


def change_content(data: bytes, random: Random) -> bytes:
    """Return a PDF with numbers or bytes changed inside its compressed streams, which are compressed again."""
    streams = list(_STREAM.finditer(data))
    if not streams:
        return flip_bytes(data, random)
    for match in random.sample(streams, min(3, len(streams))):
        try:
            content = zlib.decompress(match[1])
        except zlib.error:
            continue
        if content:
            mutate = random.choice((change_numbers, flip_bytes, cut_block, repeat_block, swap_blocks))
            data = data.replace(match[1], zlib.compress(mutate(content, random)) + b"\n", 1)
    return data


_ANY: tuple[Mutation, ...] = (
    flip_bytes, cut_block, cut_end, repeat_block, swap_blocks, insert_noise, change_numbers,
)  # fmt: skip
MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "pdf": (*_ANY, change_content, change_content, change_content),
    "html": (*_ANY, change_tags, change_tags, change_tags),
    "latex": _ANY,
}


def mutate(data: bytes, kind: str, seed: int) -> bytes:
    """Return a paper damaged by one to three mutations.

    Args:
        data: The whole paper.
        kind: ``pdf``, ``html`` or ``latex``: which mutations there are.
        seed: The same seed damages the same paper in the same way.
    """
    random = Random(seed)
    for _ in range(random.randint(1, 3)):
        data = random.choice(MUTATIONS[kind])(data, random) or data
    return data


def _block(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data))
    return start, min(len(data), start + int(10 ** random.uniform(0, 4.5)))


def _replace(
    data: bytes, pattern: re.Pattern[bytes], change: Callable[[bytes], bytes], random: Random
) -> bytes:
    share = 10 ** random.uniform(-4, -1)
    return pattern.sub(lambda match: change(match[0]) if random.random() < share else match[0], data)
