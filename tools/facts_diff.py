"""Shows what a change of the reading does to every paper of a folder: facts gained, lost and altered.

Run ``python -m tools.facts_diff DIR --save BEFORE.json`` with the version before, and then
``python -m tools.facts_diff DIR --against BEFORE.json`` with the one after. A fact is lost or gained when its kind
(benchmark or quantity), value and direction are; altered when only its model, owner, stage or split is. ``--parsed``
keeps parsed documents, so that a change of facts alone is compared in seconds.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.documents.model import Document
from extractors.facts import compute, results
from tools.annotated import parsed_documents

Facts = dict[str, list[dict[str, Any]]]
"""Facts by paper."""


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that is not as it was."""

    what: str
    """``gained``, ``lost`` or ``altered``."""
    paper: str
    kind: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    def __str__(self) -> str:
        """Return the change as one line."""
        if self.before and self.after:
            told = ", ".join(
                f"{key}: {self.before[key]!r} -> {self.after[key]!r}"
                for key in self.before
                if self.before[key] != self.after[key]
            )
            return f"{self.paper}\t{self.kind}\taltered\t{_value(self.before)}\t{told}"
        fact = self.before or self.after or {}
        return f"{self.paper}\t{self.kind}\t{self.what}\t{_value(fact)}\t{fact.get('model')!r}"


def facts_of(document: Document) -> list[dict[str, Any]]:
    """Return the facts of a document as plain data, in reading order."""
    found: list[dict[str, Any]] = [
        {
            "kind": one.benchmark_id,
            "value": one.value,
            "is_error": one.is_error,
            "model": one.model_name,
            "is_own": one.is_own,
            "split": one.split,
        }
        for one in results.extract(document)
    ]
    return found + [
        {
            "kind": str(one.quantity),
            "value": one.text_value if one.value is None else one.value,
            "model": one.model_name,
            "is_own": one.is_own,
            "stage": str(one.stage),
        }
        for one in compute.extract(document)
    ]


def changes(before: Facts, after: Facts) -> Iterator[Change]:
    """Yield what differs between two readings, paper by paper."""
    for paper in sorted({*before, *after}):
        old, new = _by_value(before.get(paper, [])), _by_value(after.get(paper, []))
        for key in dict.fromkeys((*old, *new)):
            yield from _changes_of(paper, key[0], old.get(key, []), new.get(key, []))


def _changes_of(
    paper: str, kind: str, old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]
) -> Iterator[Change]:
    left = [fact for fact in new if fact not in old]
    gone = [fact for fact in old if fact not in new]
    for fact, other in zip(gone, left, strict=False):
        yield Change("altered", paper, kind, fact, other)
    for fact in gone[len(left) :]:
        yield Change("lost", paper, kind, fact, None)
    for fact in left[len(gone) :]:
        yield Change("gained", paper, kind, None, fact)


def _by_value(facts: Sequence[dict[str, Any]]) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    grouped: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for fact in facts:
        grouped[fact["kind"], fact["value"], fact.get("is_error")].append(fact)
    return grouped


def _value(fact: Mapping[str, Any]) -> str:
    return f"{fact['value']}{' error' if fact.get('is_error') else ''}"


def _read(folder: Path, parsed: Path | None) -> Facts:
    files = sorted(path for path in folder.iterdir() if path.suffix in (".pdf", ".html", ".tex", ".gz"))
    documents = parsed_documents(files, parsed)
    with ProcessPoolExecutor() as processes:
        return dict(zip((path.stem for path in files), processes.map(facts_of, documents), strict=True))


def main() -> None:
    """Save the facts of a folder, or compare them with saved ones."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--save", type=Path, metavar="FILE")
    choice.add_argument("--against", type=Path, metavar="FILE")
    parser.add_argument("--parsed", type=Path, help="Where to keep parsed documents between runs.")
    arguments = parser.parse_args()
    facts = _read(arguments.folder, arguments.parsed)
    if arguments.save:
        arguments.save.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", "utf-8")
        print(f"{sum(map(len, facts.values()))} facts of {len(facts)} papers saved")
        return
    found = list(changes(json.loads(arguments.against.read_text("utf-8")), facts))
    for change in found:
        print(change)
    print()
    for title, counted in (
        ("kind", Counter((change.kind, change.what) for change in found)),
        ("paper", Counter((change.paper, change.what) for change in found)),
    ):
        print(f"by {title}")
        for name in sorted({key[0] for key in counted}):
            told = ", ".join(f"{counted[name, what]} {what}" for what in ("gained", "lost", "altered"))
            print(f"  {name}: {told}")


if __name__ == "__main__":
    main()
