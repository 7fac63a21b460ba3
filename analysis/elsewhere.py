"""Who else prints the numbers of a run: papers that quote them, the paper they are quoted from, and others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analysis.frames import FrameRow


def quotations_of_results(quotations: Sequence[FrameRow], result_ids: set[str]) -> Iterator[str]:
    """Yield who else prints results of a run, those that differ first."""
    for row, verdict in _differing_first(quotations):
        if row["source_result_id"] in result_ids:
            error = f"{row['benchmark_id']} error {row['quoted_error']:g} %"
            yield f"{row['quoting_paper_id']} quotes {error}: {verdict} – {row['quoting_location']}"
        elif row["quoting_result_id"] in result_ids:
            printed = "" if row["source_error"] is None else f", which prints error {row['source_error']:g} %"
            yield f"quoted from {row['mark']} {row['source_paper_id']}{printed}: {verdict}"


def quotations_of_costs(quotations: Sequence[FrameRow], compute_ids: set[str]) -> Iterator[str]:
    """Yield who else prints costs of a run, those that differ first."""
    for row, verdict in _differing_first(quotations):
        quantity = row["quantity"].replace("_", " ")
        if row["source_compute_id"] in compute_ids:
            said = f"{quantity} {row['quoted_value']:g}: {verdict} – {row['quoting_location']}"
            yield f"{row['quoting_paper_id']} quotes {said}"
        elif row["quoting_compute_id"] in compute_ids:
            printed = "" if row["source_value"] is None else f", which prints {row['source_value']:g}"
            yield f"{quantity} quoted from {row['mark']} {row['source_paper_id']}{printed}: {verdict}"


def prints_of_others(run: FrameRow, agreement: Mapping[str, FrameRow]) -> Iterator[str]:
    """Yield what other papers print of a run's model, whether or not they cite each other."""
    rows = [agreement[key] for key in (*run["result_ids"], *run["compute_ids"]) if key in agreement]
    for row in rows:
        subject = row["subject"].replace("_", " ")
        if len(row["agreeing_papers"]):
            said = f"printed alike by {', '.join(row['agreeing_papers'])}"
        elif len(row["differing_papers"]):
            said = f"printed otherwise by {', '.join(row['differing_papers'])}, at nearest {row['nearest']:g}"
        else:
            continue
        unit = " % error" if row["table_name"] == "reported_results" else ""
        sureness = f"confidence {row['read_confidence']:.2f} → {row['confidence']:.2f}"
        yield f"{subject} {row['value']:g}{unit}: {said}; {sureness}"


def _differing_first(quotations: Sequence[FrameRow]) -> Iterator[tuple[FrameRow, str]]:
    for row in sorted(quotations, key=lambda row: (row["verdict"] == "agrees", row["quoting_paper_id"])):
        yield row, row["verdict"] + (f" ({row['why']})" if row["why"] else "")
