"""What a night changed among the facts, by table and by paper."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from warehouse.store import Warehouse

PAPERS_SHOWN = 10

_BY_TABLE = """
SELECT table_name, count(*) AS paper_count,
    sum(added_count)::BIGINT, sum(removed_count)::BIGINT, sum(changed_count)::BIGINT
FROM load_changes WHERE load_id = $load_id
GROUP BY table_name ORDER BY table_name
"""

# Papers that lost or changed facts first: a person wants to look at these.
_BY_PAPER = """
SELECT paper_id, sum(added_count)::BIGINT, sum(removed_count)::BIGINT, sum(changed_count)::BIGINT
FROM load_changes WHERE load_id = $load_id
GROUP BY paper_id
HAVING sum(removed_count + changed_count) > 0
ORDER BY sum(removed_count + changed_count) DESC, paper_id
"""


@dataclass(frozen=True, slots=True)
class TableChange:
    """Facts of one table that a night added, removed and changed."""

    table_name: str
    paper_count: int
    added_count: int
    removed_count: int
    changed_count: int


@dataclass(frozen=True, slots=True)
class PaperChange:
    """Facts of one paper that a night added, removed and changed."""

    paper_id: str
    added_count: int
    removed_count: int
    changed_count: int


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between the facts before and after a night."""

    tables: list[TableChange]
    papers: list[PaperChange]
    """Known papers that say something else now, most changed first."""

    def show(self, console: Console) -> None:
        """Print them for a person; nothing when nothing changed."""
        if not self.tables:
            return
        table = Table(title="what changed", title_justify="left")
        for heading in ("", "added", "removed", "changed"):
            table.add_column(heading, justify="right" if heading else "left")
        for row in self.tables:
            counts = (row.added_count, row.removed_count, row.changed_count)
            table.add_row(f"{row.table_name} ({row.paper_count:,} papers)", *(f"{n:,}" for n in counts))
        for paper in self.papers[:PAPERS_SHOWN]:
            counts = (paper.added_count, paper.removed_count, paper.changed_count)
            table.add_row(f"  {paper.paper_id}", *(f"{n:,}" for n in counts))
        console.print(table)
        if len(self.papers) > PAPERS_SHOWN:
            console.print(
                f"{len(self.papers) - PAPERS_SHOWN:,} more papers changed: ninthpower sql 'FROM load_changes'"
            )


def read_changes(warehouse: Warehouse, load_id: int) -> Changes:
    """Return what a night changed.

    Args:
        warehouse: The open warehouse.
        load_id: The night.
    """
    by_table = warehouse.frame(_BY_TABLE, {"load_id": load_id}).itertuples(index=False, name=None)
    by_paper = warehouse.frame(_BY_PAPER, {"load_id": load_id}).itertuples(index=False, name=None)
    return Changes([TableChange(*row) for row in by_table], [PaperChange(*row) for row in by_paper])
