"""Networks that papers print alike: the measured reference of what is plausible, from the warehouse itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import pandas as pd

from analysis.frames import records
from analysis.prints import Print, count_papers, prints_of, usual
from analysis.runs.names import parse

COLUMNS = (
    "model_name", "subject", "usual_value", "alike_paper_count", "paper_count", "lowest", "highest", "alike_papers",
    "other_papers",
)  # fmt: skip


def known_networks(results: pd.DataFrame, compute: pd.DataFrame) -> pd.DataFrame:
    """Return the models of which enough papers print the same number, with what all of them print.

    Args:
        results: Rows of `reported_results`.
        compute: Rows of `reported_compute`.
    """
    spelled = {row["result_id"]: row["model_name"] for row in records(results)}
    spelled |= {row["compute_id"]: row["model_name"] for row in records(compute)}
    groups: dict[tuple[tuple[str, bool], frozenset[str]], list[Print]] = defaultdict(list)
    for one in prints_of(results, compute):
        for name in one.names:
            groups[one.subject, name].append(one)
    rows = []
    for (subject, name), prints in groups.items():
        alike = usual(prints)
        if not alike:
            continue
        papers = {one.paper_id for one in alike}
        rows.append(
            {
                "model_name": _shown([spelled[one.fact_id] for one in alike], name),
                "subject": f"{subject[0]} of an ensemble" if subject[1] else subject[0],
                "usual_value": alike[0].value,
                "alike_paper_count": len(papers),
                "paper_count": count_papers(prints),
                "lowest": min(one.value for one in prints),
                "highest": max(one.value for one in prints),
                "alike_papers": sorted(papers),
                "other_papers": sorted({one.paper_id for one in prints} - papers),
            }
        )
    # Names may be shown alike: the numbers tell those rows apart, so that the same facts give the same order.
    order = ["subject", "model_name", "usual_value", "alike_paper_count", "paper_count", "lowest", "highest"]
    return pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(order)


def _shown(spelled: Sequence[str], name: frozenset[str]) -> str:
    """Return a name as the most of those print it that say nothing else."""
    names = Counter(text for text in spelled if parse(text).tokens == name)
    return min(
        names or [spelled[0]],
        key=lambda text: (any(mark in text for mark in "[("), -names[text], len(text), text),
    )
