"""Writes the reading list ``compute-limits`` from the tables that point to its papers.

    python tools/build_reading_list.py --thompson DIR --epoch all_ml_systems.csv --openmmlab DIR --bibliographies DIR

Only identifiers, titles, and who points to them are taken: what the tables say about the papers stays there.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import yaml

from extractors.sources.arxiv.candidates import arxiv_candidate
from extractors.sources.relevance import judge

TARGET = Path(__file__).parent.parent / "extractors" / "sources" / "lists" / "compute-limits.csv"

_ARXIV = re.compile(
    r"arxiv\.org/(?:abs|pdf|html)/(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE
)
_BENCHMARKS = {
    "image-classification-on-imagenet": "ImageNet",
    "machine-translation-on-wmt2014-en-de": "WMT 2014 English-German",
    "machine-translation-on-wmt2014-en-fr": "WMT 2014 English-French",
    "named-entity-recognition-on-conll-2003": "CoNLL-2003",
    "object-detection-on-coco": "COCO",
    "question-answering-on-squad-1-1": "SQuAD 1.1",
}
_REFERENCE = re.compile(
    r"[.“\"]\s+(?P<title>[A-Z][^.“”\"?]{15,140})[.,]?[”\"]?\s+"
    r"(?:CoRR,?\s+abs/|(?:In\s+)?arXiv\s+preprint(?:\s+arXiv)?[:\s]+(?:abs/)?)(?P<id>\d{4}\.\d{4,5})"
)
"""A title between two full stops, and the identifier after it."""

_NO_TITLE = re.compile(r"[´¨`]|\w- \w|arXiv|report|\bwe\b", re.IGNORECASE)

Entry = tuple[str, str, str, str]
"""Identifier, title, reason, source."""


def from_thompson(folder: Path) -> Iterator[Entry]:
    """Yield the papers behind the tables of the study."""
    for stem, benchmark in _BENCHMARKS.items():
        with (folder / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if (found := _ARXIV.search(row["paper_link"] or "")) and row["title"]:
                    yield (
                        found[1],
                        row["title"],
                        f"reports a result on {benchmark}",
                        "Thompson et al. 2020, tables",
                    )


def from_epoch(path: Path) -> Iterator[Entry]:
    """Yield the papers behind Epoch AI's models."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if (found := _ARXIV.search(row["Link"])) and row["Reference"]:
                has_compute = bool(row["Training compute (FLOP)"])
                reason = (
                    "trained a model whose compute is estimated" if has_compute else "trained a notable model"
                )
                yield found[1], row["Reference"], reason, "Epoch AI, all ML systems"


def from_openmmlab(folder: Path) -> Iterator[Entry]:
    """Yield the papers behind a model zoo."""
    for path in sorted(folder.glob("*.yml")):
        for collection in yaml.safe_load(path.read_text("utf-8")).get("Collections", []):
            paper = collection.get("Paper") or {}
            for one in paper if isinstance(paper, list) else [paper]:
                if (found := _ARXIV.search(one.get("URL", ""))) and one.get("Title"):
                    yield (
                        found[1],
                        one["Title"],
                        "has checkpoints with FLOPs and parameters",
                        "OpenMMLab, mmpretrain",
                    )


def from_bibliographies(folder: Path) -> Iterator[Entry]:
    """Yield what papers about training networks cite by its arXiv identifier."""
    for path in sorted(folder.glob("*.pdf")):
        with pypdfium2.PdfDocument(path) as pdf:
            text = "".join(page.get_textpage().get_text_bounded() for page in pdf).replace("\r", "")
        references = max(text.rfind("References\n"), text.rfind("REFERENCES\n"), 0)
        for found in _REFERENCE.finditer(text, references):
            title = " ".join(found["title"].split())
            if _NO_TITLE.search(title) or not judge(arxiv_candidate(found["id"], title=title)).is_relevant:
                continue
            yield (
                found["id"],
                title,
                "is cited by a paper that reports its training",
                f"bibliography of {path.stem}",
            )


def write(entries: Iterator[Entry], target: Path) -> int:
    """Write each paper once, as the first source that knows it has it; return how many."""
    papers: dict[str, Entry] = {}
    for arxiv_id, title, reason, source in entries:
        papers.setdefault(arxiv_id.lower(), (arxiv_id, " ".join(title.split()), reason, source))
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("arxiv_id", "title", "reason", "source"))
        writer.writerows(sorted(papers.values()))
    return len(papers)


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("thompson", "epoch", "openmmlab", "bibliographies"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()

    def entries() -> Iterator[Entry]:
        yield from from_thompson(given.thompson)
        yield from from_epoch(given.epoch)
        yield from from_openmmlab(given.openmmlab)
        yield from from_bibliographies(given.bibliographies)

    print(f"{write(entries(), TARGET):,} papers in {TARGET}")


if __name__ == "__main__":
    main()
