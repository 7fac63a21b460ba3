"""From pairs to works: documents that links join, as far as nobody has said that they are different works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

Member = TypeVar("Member", bound=Hashable)
Pairs = Sequence[tuple[Member, Member]]


def clusters(
    members: Iterable[Member], steps: Iterable[tuple[Pairs[Member], Pairs[Member]]]
) -> list[list[Member]]:
    """Return the groups that links join, each in the order of `members`.

    Args:
        members: All documents.
        steps: Pairs of one work, the surest first, and pairs that are apart: a link that would bring two of them
            together is left out. What is joined in one step stays joined in the next.
    """
    order = {member: position for position, member in enumerate(members)}
    group_of = {member: [member] for member in order}
    for links, apart in steps:
        _join(group_of, links, apart)
    distinct = {id(group): group for group in group_of.values()}
    return sorted(
        (sorted(group, key=order.__getitem__) for group in distinct.values()), key=lambda g: order[g[0]]
    )


def _join(group_of: dict[Member, list[Member]], links: Pairs[Member], apart: Pairs[Member]) -> None:
    enemies: dict[Member, set[Member]] = defaultdict(set)
    for one, other in apart:
        enemies[one].add(other)
        enemies[other].add(one)
    for one, other in links:
        here, there = group_of[one], group_of[other]
        if here is there or any(enemies[member] & set(there) for member in here if member in enemies):
            continue
        small, large = sorted((here, there), key=len)
        large += small
        for member in small:
            group_of[member] = large
