"""Reads the six tables the study published, as they are.

Source: repository MIT-FutureTech/TheComputationalLimitsOfDeepLearning, commit 62f1e4d of 2022-08-04. Each
file has four header lines; the first names the columns.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.measures import FLOP_PER_MULTIPLY_ADD

REPOSITORY = "MIT-FutureTech/TheComputationalLimitsOfDeepLearning"
COMMIT = "62f1e4d22762ede9503b7a10ac3027e499e42ab1"
URL = f"https://github.com/{REPOSITORY}/tree/{COMMIT}/data"
STAGES = ("pretraining", "training", "finetuning")
DEVICES = ("gpu", "tpu", "cpu")

_HEADER_LINES = 4
_TEXT_COLUMNS = ("name", "title", "paper_link", "comments")
_MODEL_COLUMNS = tuple(f"{stage}_{device}_model" for stage in STAGES for device in DEVICES)


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """One of the six files."""

    key: str
    """Short name, as in the ids of the regressions."""
    benchmark_id: str
    file_name: str
    score_column: str
    sha256: str
    """Of the file at `COMMIT`."""

    def holds(self, content: bytes) -> bool:
        """Say whether these are the bytes of the file at `COMMIT`."""
        return hashlib.sha256(content).hexdigest() == self.sha256


TABLES = (
    PublishedTable(
        "imagenet",
        "imagenet_top1",
        "image-classification-on-imagenet.csv",
        "(TOP 1 score)",
        "e83c4471a66ee5831454e58b4eedfba0ffdb4a5aca069f17676611fd442ccdee",
    ),
    PublishedTable(
        "coco",
        "coco_box_ap",
        "object-detection-on-coco.csv",
        "(BOX AP)",
        "66d7306de0d794531e1758753d1fc120899029d1594273f73b01c84c00a48e93",
    ),
    PublishedTable(
        "wmt14-en-de",
        "wmt14_en_de_bleu",
        "machine-translation-on-wmt2014-en-de.csv",
        "(BLEU)",
        "8da004496b756aef85e2a9624058b9b4dc6004d959edc6377147e803188e246a",
    ),
    PublishedTable(
        "wmt14-en-fr",
        "wmt14_en_fr_bleu",
        "machine-translation-on-wmt2014-en-fr.csv",
        "(BLEU)",
        "0947f444e15615f32dccb3b90ede7daedc37a00c114ea99add937dbc1a691421",
    ),
    PublishedTable(
        "conll2003",
        "conll2003_f1",
        "named-entity-recognition-on-conll-2003.csv",
        "(F1 score)",
        "ce2f736323503beaf6415e5979ddae5dc2008553325af1163cbc80654fdc120b",
    ),
    PublishedTable(
        "squad1.1",
        "squad11_em",
        "question-answering-on-squad-1-1.csv",
        "(EM score)",
        "f66a72db48cc8b44c50a24be2db954079a2264075d4ca11b6856eea45602b2c2",
    ),
)


class PublishedDataError(ValueError):
    """The folder does not hold the published tables; the message says what is missing or different."""


def read(data_dir: Path, *, verify: bool = False) -> pd.DataFrame:
    """Read all six tables into one frame.

    Args:
        data_dir: Folder with the six CSV files.
        verify: Demand the bytes of `COMMIT` by checksum.

    Returns:
        One row per published row, in file order. Besides the published columns: `table`, `benchmark_id`,
        `line` (number in the file, from 1), `model_name`, `paper_id`, `forward_flop` (FLOP, multiply-adds
        doubled), `score` (percent) and `error` (fraction).

    Raises:
        PublishedDataError: A file is missing, has other columns, or (with `verify`) other bytes.
    """
    return pd.concat([_read_table(data_dir, table, verify=verify) for table in TABLES], ignore_index=True)


def is_as_published(data_dir: Path) -> bool:
    """Say whether the six files of a folder are, byte for byte, those of `COMMIT`."""
    return all(table.holds((data_dir / table.file_name).read_bytes()) for table in TABLES)


def _read_table(data_dir: Path, table: PublishedTable, *, verify: bool) -> pd.DataFrame:
    path = data_dir / table.file_name
    if not path.is_file():
        raise PublishedDataError(f"{path} is missing; it comes from {REPOSITORY} at commit {COMMIT}")
    if verify and not table.holds(path.read_bytes()):
        raise PublishedDataError(
            f"{path} differs from the file of {REPOSITORY} at commit {COMMIT} (checksum)"
        )
    text = pd.read_csv(path, dtype=str, encoding="utf-8").rename(columns=str.strip)
    missing = {"name", "year", "network_operations", "hardware_burden", table.score_column} - set(
        text.columns
    )
    if missing:
        raise PublishedDataError(f"{path} has no column {', '.join(sorted(missing))}")
    rows = text.iloc[_HEADER_LINES - 1 :].reset_index(drop=True)
    kept = [column for column in (*_TEXT_COLUMNS, *_MODEL_COLUMNS) if column in rows]
    numbers = rows.drop(columns=kept).apply(pd.to_numeric, errors="coerce")
    rows = pd.concat([rows[kept], numbers], axis=1).rename(columns={"lo10net": "log10net"})
    doubled = FLOP_PER_MULTIPLY_ADD * _column(rows, "multiadds")
    completed: pd.DataFrame = rows.assign(
        table=table.key,
        benchmark_id=table.benchmark_id,
        line=rows.index + _HEADER_LINES + 1,
        model_name=rows["name"].str.strip(),
        paper_id=[_paper_id(*pair) for pair in zip(rows["paper_link"], rows["title"], strict=True)],
        forward_flop=_column(rows, "flops").fillna(doubled),
        score=rows[table.score_column],
        error=(100 - rows[table.score_column]) / 100,
    )
    return completed


def _column(rows: pd.DataFrame, name: str) -> pd.Series:
    return rows[name] if name in rows else pd.Series(float("nan"), index=rows.index)


def _paper_id(link: str | float, title: str | float) -> str:
    """Id in the form of the warehouse; what is not on arXiv goes by its title."""
    found = re.search(r"arxiv\.org/\w+/(\d{4}\.\d{4,5})", str(link))
    return f"arxiv:{found[1]}" if found else f"title:{str(title).strip().casefold()}"
