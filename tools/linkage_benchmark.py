"""Measures how documents are linked to works: on real papers, on made-up variations and look-alikes, and by the clock.

    python -m tools.linkage_benchmark variations --count 2000
    python -m tools.linkage_benchmark speed --count 10000
    python -m tools.linkage_benchmark papers FOLDER [FOLDER ...] --copies copies.csv

``copies.csv`` has the columns ``file`` and ``same_work_as``, the latter a file's name without its ending.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from extractors.documents import read
from extractors.documents.model import Format
from extractors.errors import PaperError
from extractors.identity import paper_of
from extractors.records import Extraction, PaperRecord, WorkSignature
from extractors.signature import signature_of
from tools.synthetic_works import Forger, MadeUpFile, pairs_of
from warehouse.archive import ArchivedFile
from warehouse.items import LoadItem
from warehouse.store import Warehouse

_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def load(warehouse: Warehouse, named: Sequence[tuple[str, PaperRecord, WorkSignature]]) -> None:
    """Load files of which nothing is known but what tells their works."""
    load_id = warehouse.begin_load(
        started_at=_MOMENT, source="synthetic", code_version="0", extractor_version="0"
    )
    items = []
    first = len(warehouse.known_documents())
    for number, (name, paper, signature) in enumerate(named, start=first):
        file = ArchivedFile(
            hashlib.sha256(name.encode()).hexdigest(),
            Path(name),
            1,
            "synthetic",
            f"/{name}",
            _MOMENT + timedelta(seconds=number),
        )
        extraction = Extraction(paper, Format.PDF, None, (), (), (), 1.0, 1, 0, 1, signature)
        items.append(LoadItem(name, file.origin, paper, file=file, extraction=extraction))
    warehouse.load(load_id, items)
    warehouse.finish_load(load_id, finished_at=_MOMENT, succeeded=True)


def as_named(files: Iterable[MadeUpFile]) -> list[tuple[str, PaperRecord, WorkSignature]]:
    """Give made-up files names and the paper records that a folder would give them."""
    return [
        (
            f"{number:06}.pdf",
            PaperRecord(
                f"file:{number:06}", made.signature.title, made.signature.authors, year=made.signature.year
            ),
            made.signature,
        )
        for number, made in enumerate(files)
    ]


def works_of(warehouse: Warehouse) -> list[str]:
    """Return the work of each file, in the order of their names."""
    return [
        row[0]
        for row in warehouse.connection.execute(
            "SELECT paper_id FROM documents ORDER BY file_name"
        ).fetchall()
    ]


def measure_variations(count: int, seed: int) -> None:
    """Print how many variations are found, by kind, and how many look-alikes are taken for what they are not."""
    forger = Forger(seed)
    originals = forger.originals(1_000)
    files = [*originals, *forger.variations(originals, count), *forger.look_alikes(originals, count)]
    with tempfile.TemporaryDirectory() as folder, Warehouse(Path(folder) / "w.duckdb") as warehouse:
        load(warehouse, as_named(files))
        started = time.perf_counter()
        warehouse.apply_corrections([])
        seconds = time.perf_counter() - started
        works = works_of(warehouse)
    first_of = {file.work: position for position, file in enumerate(originals)}
    found, asked = Counter[str](), Counter[str]()
    for position, file in enumerate(files):
        if file.work in first_of:
            asked[file.kind] += 1
            found[file.kind] += works[position] == works[first_of[file.work]]
    wrong = Counter[str]()
    seen: dict[str, set[int]] = {}
    for file, work in zip(files, works, strict=True):
        if file.work not in seen.setdefault(work, {file.work}):
            wrong[file.kind] += 1
        seen[work].add(file.work)
    del asked["original"]
    print(
        f"{len(files):,} files, {sum(1 for _ in pairs_of(files)):,} pairs of one work, linked in {seconds:.1f} s"
    )
    for kind in asked:
        print(f"  {kind}: {found[kind]} of {asked[kind]}")
    print(f"  all: {sum(found[kind] for kind in asked)} of {sum(asked.values())}")
    print(f"  put to another work: {sum(wrong.values())} {dict(wrong)}")


def measure_speed(count: int, new: int, seed: int) -> None:
    """Print how long it takes to link many works, and a night's new ones to them."""
    forger = Forger(seed)
    files = forger.originals(count - new)
    latest = [*forger.originals(new // 2), *forger.variations(files, new - new // 2)]
    with tempfile.TemporaryDirectory() as folder, Warehouse(Path(folder) / "w.duckdb") as warehouse:
        named = as_named([*files, *latest])
        for part in (named[: len(files)], named[len(files) :]):
            load(warehouse, part)
            started = time.perf_counter()
            warehouse.apply_corrections([])
            print(f"{len(part):,} documents linked in {time.perf_counter() - started:.1f} s")


def measure_papers(folders: Sequence[Path], copies: Path | None) -> None:
    """Print which of some real papers are linked, and whether they should be."""
    named, stems = [], []
    for path in (path for folder in folders for path in sorted(folder.glob("*.pdf"))):
        try:
            document = read(path.read_bytes(), path.name)
        except PaperError as error:
            print(f"{path.name}: {error}")
            continue
        # Neither file names nor stamps may help: what is measured is title, authors, year and text.
        paper = PaperRecord(
            f"file:{path.stem}", document.title, document.authors, year=paper_of(path.name, document).year
        )
        signature = signature_of(document)
        named.append((path.name, paper, WorkSignature(**{**_fields(signature), "identifiers": ()})))
        stems.append(path.stem)
    truth = {stem: stem for stem in stems}
    if copies is not None:
        with copies.open(encoding="utf-8") as lines:
            truth |= {row["file"].removesuffix(".pdf"): row["same_work_as"] for row in csv.DictReader(lines)}
    with tempfile.TemporaryDirectory() as folder, Warehouse(Path(folder) / "w.duckdb") as warehouse:
        load(warehouse, named)
        warehouse.apply_corrections([])
        rows = warehouse.connection.execute("SELECT stated_paper_id, paper_id FROM documents").fetchall()
    work = {stated.removeprefix("file:"): paper_id for stated, paper_id in rows}
    named_copies = [stem for stem in stems if truth[stem] != stem]
    found = [stem for stem in named_copies if work[stem] == work.get(truth[stem])]
    wrong = [
        (one, other)
        for index, one in enumerate(stems)
        for other in stems[index + 1 :]
        if work[one] == work[other] and truth[one] != truth[other]
    ]
    print(
        f"{len(stems)} files, {len(set(work.values()))} works; {len(found)} of {len(named_copies)} copies found"
    )
    print(f"missed: {sorted(set(named_copies) - set(found))}; wrongly merged: {wrong}")


def _fields(signature: WorkSignature) -> dict[str, object]:
    return {name: getattr(signature, name) for name in WorkSignature.__slots__}


def main() -> None:
    """Run one of the measurements."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    variations = commands.add_parser("variations")
    variations.add_argument("--count", type=int, default=2_000)
    variations.add_argument("--seed", type=int, default=1)
    speed = commands.add_parser("speed")
    speed.add_argument("--count", type=int, default=10_000)
    speed.add_argument("--new", type=int, default=100)
    speed.add_argument("--seed", type=int, default=1)
    papers = commands.add_parser("papers")
    papers.add_argument("folders", type=Path, nargs="+")
    papers.add_argument("--copies", type=Path)
    given = parser.parse_args()
    match given.command:
        case "variations":
            measure_variations(given.count, given.seed)
        case "speed":
            measure_speed(given.count, given.new, given.seed)
        case _:
            measure_papers(given.folders, given.copies)


if __name__ == "__main__":
    main()
