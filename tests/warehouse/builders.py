"""Small papers and nights, for tests."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from extractors.documents.model import Damage, Format
from extractors.records import (
    Evidence,
    Extraction,
    PaperRecord,
    Quantity,
    ReportedCompute,
    ReportedResult,
    WorkSignature,
)
from warehouse.archive import Archive
from warehouse.items import Failure, LoadedItem, LoadItem
from warehouse.store import Warehouse

NOTHING_SHOWN = WorkSignature()
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def result(value: float = 76.3, **changes: Any) -> ReportedResult:
    """A top-1 score of ResNet-50 in Table 4, unless a test says otherwise."""
    row, column = changes.pop("row", 5), changes.pop("column", 2)
    evidence = Evidence(
        f"ResNet-50 | top-1 | {value}",
        page=6,
        section="4. Experiments",
        table_label="Table 4",
        row=row,
        column=column,
    )
    fields: dict[str, Any] = {
        "benchmark_id": "imagenet_top1",
        "model_name": "ResNet-50",
        "value": value,
        "value_printed": str(value),
        "is_error": False,
        "is_own": True,
        "evidence": evidence,
        "confidence": 0.9,
    }
    return ReportedResult(**{**fields, **changes})


def compute(
    quantity: Quantity = Quantity.EPOCHS, value: float | None = 90.0, **changes: Any
) -> ReportedCompute:
    """A statement of 90 epochs, unless a test says otherwise."""
    fields: dict[str, Any] = {
        "quantity": quantity,
        "value": value,
        "value_printed": str(value),
        "evidence": Evidence(f"We train for {value} epochs.", page=4, section="3. Training"),
        "confidence": 0.8,
    }
    return ReportedCompute(**{**fields, **changes})


def read(
    name: str,
    *facts: ReportedResult | ReportedCompute,
    paper_id: str = "arxiv:1512.03385",
    data: bytes | None = None,
    format: Format | None = None,
    version: int | None = None,
    quality: float = 1.0,
    title: str | None = None,
    authors: tuple[str, ...] = ("K. He", "X. Zhang"),
    year: int | None = 2015,
    signature: WorkSignature = NOTHING_SHOWN,
    damage: tuple[Damage, ...] = (),
) -> tuple[str, bytes, Extraction]:
    """A file that was read; its bytes are its name unless a test says otherwise, and each paper has its own title."""
    title = f"Deep Residual Learning of {paper_id}" if title is None else title
    extraction = Extraction(
        paper=PaperRecord(paper_id, title=title, authors=authors, year=year),
        format=format or Format(name.rpartition(".")[2]),
        version=version,
        results=tuple(fact for fact in facts if isinstance(fact, ReportedResult)),
        compute=tuple(fact for fact in facts if isinstance(fact, ReportedCompute)),
        damage=damage,
        quality=quality,
        page_count=12,
        table_count=7,
        paragraph_count=80,
        signature=signature,
    )
    return name, data or name.encode(), extraction


def failed(
    name: str, reason: str = "encrypted", *, is_final: bool = True, data: bytes | None = None
) -> tuple[str, bytes, Failure]:
    """A file that could not be read."""
    return name, data or name.encode(), Failure(reason, f"the file is {reason}", is_final)


def known(name: str, data: bytes | None = None) -> tuple[str, bytes, None]:
    """A file that was not read because an earlier night has settled it."""
    return name, data or name.encode(), None


class Nights:
    """Runs nights over small papers."""

    def __init__(self, warehouse: Warehouse, archive: Archive) -> None:
        self.warehouse = warehouse
        self.archive = archive

    def item(self, name: str, data: bytes, outcome: Extraction | Failure | None) -> LoadItem:
        """Archive a file and say what came of reading it."""
        file = self.archive.put(data, source="folder", origin=f"/papers/{name}", fetched_at=NOON)
        return LoadItem(
            name,
            file.origin,
            paper=PaperRecord(f"file:{name.rpartition('.')[0]}"),
            seconds=0.5,
            file=file,
            extraction=outcome if isinstance(outcome, Extraction) else None,
            failure=outcome if isinstance(outcome, Failure) else None,
        )

    def begin(self, extractor: str = "v1") -> int:
        """Open a night."""
        return self.warehouse.begin_load(
            started_at=NOON, source="folder", code_version="0.1.0", extractor_version=extractor
        )

    def run(
        self, *files: tuple[str, bytes, Extraction | Failure | None], extractor: str = "v1"
    ) -> list[LoadedItem]:
        """Run one whole night and return what became of each file."""
        load_id = self.begin(extractor)
        loaded = self.warehouse.load(load_id, [self.item(*file) for file in files])
        self.warehouse.finish_load(load_id, finished_at=NOON, succeeded=True)
        return loaded

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the answer to a query."""
        return self.warehouse.connection.execute(query).fetchall()


def add_runs(warehouse: Warehouse, **run: object) -> None:
    """One own model run that holds all results, with its hardware burden."""
    results = warehouse.frame("SELECT result_id FROM reported_results")["result_id"].tolist()
    compute_ids = warehouse.frame("SELECT compute_id FROM core.compute_statements")["compute_id"].tolist()
    common = {"run_id": "1/resnet", "paper_id": "arxiv:1512.03385", "model_name": "ResNet-50"}
    warehouse.replace(
        {
            "model_runs": pd.DataFrame(
                [
                    {
                        **common,
                        "is_own": True,
                        "name_variants": [],
                        "facts": "{}",
                        "result_ids": results,
                        "compute_ids": compute_ids,
                        **run,
                    }
                ]
            ),
            "compute_estimates": pd.DataFrame(
                [
                    {
                        **common,
                        "is_own": True,
                        "measure": "hardware_burden",
                        "flop": 1e18,
                        "flop_low": 5e17,
                        "flop_high": 2e18,
                        "is_imputed": False,
                        "flags": [],
                        "inputs": json.dumps({"formula": "devices x seconds x peak"}),
                        "compute_ids": compute_ids,
                        "confidence": 0.8,
                    }
                ]
            ),
        }
    )
