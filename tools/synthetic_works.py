"""Works made up from real titles, with variations of them and with works that only look like them.

A variation is the same work as another file shows it: misread, abbreviated, retitled. A look-alike is another work:
the second part, the supplement, the slides, the survey that contains the paper.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from extractors.records import WorkSignature
from extractors.signature import SKETCH_SIZE
from extractors.sources.lists import read_list

Passages = npt.NDArray[np.uint64]

_SURNAMES = [
    "Wang",
    "Zhang",
    "Li",
    "Liu",
    "Chen",
    "Yang",
    "Huang",
    "Zhao",
    "Wu",
    "Zhou",
    "Xu",
    "Sun",
    "Ma",
    "Zhu",
    "Hu",
    "Guo",
    "He",
    "Lin",
    "Kim",
    "Lee",
    "Park",
    "Choi",
    "Nguyen",
    "Tran",
    "Singh",
    "Kumar",
    "Sharma",
    "Gupta",
    "Smith",
    "Johnson",
    "Brown",
    "Miller",
    "Davis",
    "Wilson",
    "Müller",
    "Schmidt",
    "Schneider",
    "Fischer",
    "Weber",
    "Dubois",
    "Moreau",
    "Lefèvre",
    "García",
    "Martínez",
    "Rodríguez",
    "Silva",
    "Santos",
    "Ivanov",
    "Petrov",
    "Smirnov",
    "Tanaka",
    "Suzuki",
    "Sato",
    "Yamamoto",
    "Rossi",
    "Bianchi",
    "Johansson",
    "Nilsson",
    "Hansen",
    "Jensen",
    "Novák",
    "Kowalski",
    "Horváth",
    "Papadopoulos",
    "Cohen",
    "Levy",
    "Özdemir",
    "Yılmaz",
    "Haddad",
    "Okafor",
]
_GIVEN = [
    "Wei",
    "Jing",
    "Min",
    "Hao",
    "Yu",
    "Xin",
    "Ada",
    "Alan",
    "Anna",
    "Ben",
    "Carla",
    "David",
    "Elena",
    "Felix",
    "Grace",
    "Hugo",
    "Ivan",
    "Julia",
    "Karl",
    "Laura",
    "Marco",
    "Nina",
    "Olga",
    "Paul",
    "Quentin",
    "Rosa",
    "Sofia",
    "Thomas",
    "Ulrike",
    "Victor",
    "Yann",
    "Zoe",
]
_PASSAGE_COUNT = 2_000
_SMALL = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class MadeUpFile:
    """A file and which work it truly is."""

    work: int
    kind: str
    signature: WorkSignature
    passages: Passages


class Forger:
    """Makes files up; the same seed makes the same files."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._numbers = np.random.default_rng(seed)
        self._titles = [paper.title for paper in read_list("compute-limits")]
        self._next_work = 0

    def originals(self, count: int) -> list[MadeUpFile]:
        """Make up works; beyond the titles of the reading list, titles are put together from their words."""
        words = sorted({word for title in self._titles for word in title.split() if len(word) > 3})
        titles = self._titles[:count]
        while len(titles) < count:
            titles.append(" ".join(self._random.sample(words, self._random.randint(4, 10))))
        return [self._file(title) for title in titles]

    def variations(self, originals: Sequence[MadeUpFile], count: int) -> list[MadeUpFile]:
        """Make up other files of given works, all kinds in turn."""
        kinds = list(_VARIATIONS.items())
        return [
            replace(make(self, self._random.choice(originals)), kind=kind)
            for kind, make in (kinds[number % len(kinds)] for number in range(count))
        ]

    def look_alikes(self, originals: Sequence[MadeUpFile], count: int) -> list[MadeUpFile]:
        """Make up other works that look like given ones, all kinds in turn and none twice for one work."""
        kinds = list(_LOOK_ALIKES.items())
        looked_at = {kind: iter(self._random.sample(originals, len(originals))) for kind, _ in kinds}
        return [
            replace(make(self, next(looked_at[kind])), kind=kind, work=self._new_work())
            for kind, make in (kinds[number % len(kinds)] for number in range(count))
        ]

    def _new_work(self) -> int:
        self._next_work += 1
        return self._next_work

    def _file(self, title: str) -> MadeUpFile:
        authors = tuple(dict.fromkeys(self._name() for _ in range(self._random.randint(1, 8))))
        passages = self._passages(_PASSAGE_COUNT)
        signature = WorkSignature(title, authors, self._random.randint(2012, 2024))
        return _sketched(MadeUpFile(self._new_work(), "original", signature, passages))

    def _name(self) -> str:
        return f"{self._random.choice(_GIVEN)} {self._random.choice(_SURNAMES)}"

    def _passages(self, count: int) -> Passages:
        return self._numbers.integers(0, 2**64, count, dtype=np.uint64)

    def changed(
        self, file: MadeUpFile, *, kept: float = 1.0, knows_text: bool = True, **changes: object
    ) -> MadeUpFile:
        """Return another file with part of the passages kept, other things said of it, or its text not known."""
        stays = self._numbers.random(len(file.passages)) < kept
        passages = np.where(stays, file.passages, self._passages(len(file.passages)))
        signature = replace(file.signature, **changes)  # type: ignore[arg-type]
        made = replace(file, signature=signature, passages=passages)
        return _sketched(made) if knows_text else replace(made, signature=replace(signature, sketch=()))

    def typos(self, text: str, count: int) -> str:
        """Drop, double or swap letters of a text."""
        letters = list(text)
        for _ in range(count):
            at = self._random.randrange(1, len(letters) - 1)
            match self._random.randrange(3):
                case 0:
                    del letters[at]
                case 1:
                    letters.insert(at, letters[at])
                case _:
                    letters[at - 1], letters[at] = letters[at], letters[at - 1]
        return "".join(letters)

    def other_title(self) -> str:
        """Return the title of some paper."""
        return self._random.choice(self._titles)

    def share(self, low: float, high: float) -> float:
        """Draw a share."""
        return self._random.uniform(low, high)

    def other_words(self, title: str) -> str:
        """Put another word for one of a title."""
        words = title.split()
        at = self._random.randrange(len(words))
        pool = [w for w in self.other_title().split() if len(w) > 4 and w.lower() != words[at].lower()]
        words[at] = self._random.choice(pool or ["Polyhedra"])
        return " ".join(words)


def _sketched(file: MadeUpFile) -> MadeUpFile:
    passages = np.unique(file.passages)
    sketch = tuple(int(value) for value in passages[:SKETCH_SIZE])
    return replace(file, signature=replace(file.signature, sketch=sketch, passage_count=len(passages)))


def _small_caps(title: str) -> str:
    """``Deep Learning`` as readers see small capitals: ``D EEP L EARNING``."""
    return " ".join(
        f"{word[0]} {word[1:].upper()}" if _SMALL.search(word) else word for word in title.split()
    )


def _initials(authors: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{name.split()[0][0]}. {name.split()[-1]}" for name in authors)


def _plain_letters(authors: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.encode("ascii", "ignore").decode() for name in authors)


def _subtitle_dropped(title: str) -> str:
    head = title.partition(":")[0]
    return head if len(head) > 15 else title


Make = Callable[[Forger, MadeUpFile], MadeUpFile]

_VARIATIONS: dict[str, Make] = {
    "typos, text known": lambda f, o: f.changed(
        o, kept=f.share(0.5, 1), title=f.typos(o.signature.title, 3), authors=_initials(o.signature.authors)
    ),
    "typo, text not known": lambda f, o: f.changed(o, knows_text=False, title=f.typos(o.signature.title, 1)),
    "initials, text not known": lambda f, o: f.changed(
        o, knows_text=False, authors=_initials(o.signature.authors), title=o.signature.title.upper()
    ),
    "small capitals, text not known": lambda f, o: f.changed(
        o, knows_text=False, title=_small_caps(o.signature.title), year=(o.signature.year or 0) + 1
    ),
    "small capitals, authors not read": lambda f, o: f.changed(
        o, kept=f.share(0.4, 1), title=_small_caps(o.signature.title), authors=()
    ),
    "letters lost in names": lambda f, o: f.changed(
        o, kept=f.share(0.4, 1), authors=_plain_letters(o.signature.authors), year=None
    ),
    "title run together": lambda f, o: f.changed(
        o, knows_text=False, title=o.signature.title.replace(" ", ""), authors=o.signature.authors[::-1]
    ),
    "subtitle dropped": lambda f, o: f.changed(
        o, kept=f.share(0.5, 1), title=_subtitle_dropped(o.signature.title), year=(o.signature.year or 0) + 2
    ),
    "renamed": lambda f, o: f.changed(o, kept=f.share(0.75, 1), title=f.other_title()),
    "title not read": lambda f, o: f.changed(o, kept=f.share(0.75, 1), title=""),
    "rewritten": lambda f, o: f.changed(o, kept=f.share(0.25, 0.5)),
}

_LOOK_ALIKES: dict[str, Make] = {
    "part two": lambda f, o: f.changed(o, kept=0.02, title=f"{o.signature.title} II"),
    "part two, text not known": lambda f, o: f.changed(
        o, knows_text=False, title=f"{o.signature.title}, Part 2", year=(o.signature.year or 0) + 1
    ),
    "supplement": lambda f, o: f.changed(
        o, kept=0.03, title=f"Supplementary Material for {o.signature.title}"
    ),
    "slides": lambda f, o: f.changed(o, kept=0.01),
    "next paper of the authors": lambda f, o: f.changed(o, kept=0.02, title=f.other_words(o.signature.title)),
    "next paper, shared boilerplate": lambda f, o: f.changed(o, kept=0.3, title=f.other_title()),
    "paper of that title by others": lambda f, o: f.changed(
        f._file(o.signature.title), title=o.signature.title, year=(o.signature.year or 0) + 5
    ),
    "paper of that title by others, text not known": lambda f, o: f.changed(
        f._file(o.signature.title), knows_text=False
    ),
    "thesis that contains it": lambda f, o: _sketched(
        replace(
            f.changed(o, title=f"{f.other_title()} (thesis)", authors=o.signature.authors[:1]),
            passages=np.concatenate([o.passages, f._passages(6 * _PASSAGE_COUNT)]),
        )
    ),
    "survey": lambda f, o: f.changed(f._file(o.signature.title), title=f"A Survey of {o.signature.title}"),
}


def pairs_of(files: Sequence[MadeUpFile]) -> Iterator[tuple[int, int]]:
    """Yield the positions of all pairs of files of one work."""
    by_work: dict[int, list[int]] = {}
    for position, file in enumerate(files):
        by_work.setdefault(file.work, []).append(position)
    for group in by_work.values():
        for index, one in enumerate(group):
            yield from ((one, other) for other in group[index + 1 :])
