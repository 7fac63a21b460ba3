"""Turns what a reviewer says of facts into a corrections file, written anew with every answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.judging.answers import Judgement, file_stem
from flows.judging.items import Item
from warehouse.review import FactDecision, decided_entry

_MARK = "# item "
_COLUMNS = {
    ("reported_results", "result value"): "value",
    ("reported_results", "model"): "model_name",
    ("reported_compute", "value"): "value",
    ("reported_compute", "model"): "model_name",
    ("reported_compute", "stage"): "stage",
}


@dataclass(frozen=True, slots=True)
class Decisions:
    """The corrections file of one reviewer."""

    database: Path
    """The published file the facts are from."""
    folder: Path
    who: str

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / f"review-{file_stem(self.who)}.toml"

    def keep(self, item: Item, answer: Judgement) -> str:
        """Write an answer into the file, in place of an earlier one about the same fact, and say what it does."""
        blocks = self._blocks()
        blocks.pop(item.item_id, None)
        decision = self._decision(item, answer)
        if decision is not None:
            blocks[item.item_id] = decided_entry(self.database, decision)
        self.folder.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_name(f".{self.path.name}.new")
        beside.write_text("".join(f"{_MARK}{key}\n{text}\n\n" for key, text in blocks.items()), "utf-8")
        beside.replace(self.path)
        done = "left as it is" if decision is None else f"{decision.action} written to {self.path.name}"
        return f"The last one: {done}."

    def _blocks(self) -> dict[str, str]:
        if not self.path.exists():
            return {}
        blocks: dict[str, str] = {}
        for block in self.path.read_text("utf-8").split(_MARK)[1:]:
            key, _, text = block.partition("\n")
            blocks[key.strip()] = text.strip()
        return blocks

    def _decision(self, item: Item, answer: Judgement) -> FactDecision | None:
        if answer.verdict == "unclear" or item.table_name is None:
            return None
        changes = {} if answer.verdict == "right" else self._changes(item, answer)
        action = "confirm" if answer.verdict == "right" else "override" if changes else "drop"
        return FactDecision(
            item.table_name,
            item.item_id,
            item.paper[item.paper.rindex("(") + 1 : -1],
            action,
            self.who,
            answer.note or f"seen on the page by a reviewer{_wrong(answer)}",
            changes,
        )

    def _changes(self, item: Item, answer: Judgement) -> Mapping[str, Any]:
        """Return the column a correction sets: that of the one part that is wrong."""
        wrong, said = answer.wrong_parts, answer.corrected.strip()
        if wrong == ["whose"]:
            return {"is_own": "quoted" in next(part.says for part in item.parts if part.name == "whose")}
        if not said or len(wrong) > 1:
            return {}
        table = item.table_name or ""
        part = wrong[0] if wrong else "result value" if table == "reported_results" else "value"
        column = _COLUMNS.get((table, part))
        if column != "value":
            return {column: said} if column else {}
        if _is_number(said):
            return {"value": float(said)}
        return {"text_value": said} if table == "reported_compute" else {}


def _wrong(answer: Judgement) -> str:
    return f"; wrong: {', '.join(answer.wrong_parts)}" if answer.wrong_parts else ""


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
