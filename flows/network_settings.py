"""Settings about other people's servers, and about whom to tell."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class NetworkSettings(BaseModel):
    """How to behave on the network."""

    model_config = ConfigDict(extra="forbid")

    # arXiv asks for three seconds; the tenth is for requests that overtake each other on their way.
    delay_seconds: float = Field(
        default=3.1, ge=0, description="Between the beginnings of two requests to one host."
    )
    attempts: int = Field(default=4, ge=1, description="How often one file is asked for in one night.")
    backoff_seconds: float = Field(
        default=5, ge=0, description="Pause after a failure; it doubles with each further one."
    )
    longest_pause_seconds: float = Field(
        default=600, ge=0, description="A server that asks for a longer pause is left alone for the night."
    )
    silence_seconds: float = Field(
        default=60, gt=0, description="A server that sends nothing for so long is given up."
    )
    answer_seconds: float = Field(default=300, gt=0, description="An answer that takes longer is given up.")
    requests_per_night: int = Field(default=9_000, ge=1, description="No night sends more requests.")
    patience: int = Field(
        default=5,
        ge=1,
        description="Fetching ends after so many papers in a row for which no server answered.",
    )
    allowed_hosts: tuple[str, ...] = Field(
        default=(
            "aclanthology.org",
            "openaccess.thecvf.com",
            "openreview.net",
            "papers.nips.cc",
            "proceedings.mlr.press",
            "proceedings.neurips.cc",
        ),
        description="Hosts beside arXiv's that papers may be fetched from.",
    )
    pace_folder: Path = Field(
        default_factory=lambda: _state_folder() / "pace",
        description="Where the pace of requests is kept; shared by all runs on this machine.",
    )


class ArxivSettings(BaseModel):
    """Where arXiv answers."""

    model_config = ConfigDict(extra="forbid")

    oai_url: str = "https://oaipmh.arxiv.org/oai"
    api_url: str = "https://export.arxiv.org/api/query"
    html_url: str = "https://arxiv.org/html"
    pdf_url: str = "https://export.arxiv.org/pdf"
    source_url: str = "https://export.arxiv.org/e-print"
    stand_in_url: str = Field(
        default="", description="Address of a stand-in that is asked in place of arXiv; for rehearsals."
    )
    hosts: tuple[str, ...] = Field(
        default=("arxiv.org", "export.arxiv.org", "oaipmh.arxiv.org", "www.arxiv.org"),
        description="Hosts of arXiv that may be asked.",
    )
    sets: tuple[str, ...] = Field(default=("cs", "stat"), description="OAI-PMH sets that are listed.")
    holiday_weekdays: int = Field(
        default=4,
        ge=0,
        description="So many weekdays in a row without any paper may be holidays; more make a night fail.",
    )
    first_days: int = Field(
        default=7, ge=1, description="How many days the first night goes back where no dates are given."
    )


class OpenAlexSettings(BaseModel):
    """Whether and how the citation index OpenAlex is asked about papers."""

    model_config = ConfigDict(extra="forbid")

    enabled: bool = Field(
        default=False, description="Ask how often papers are cited, and whether they were retracted."
    )
    url: str = Field(
        default="https://api.openalex.org/works",
        description="Where it answers; nothing is sent there unless this is enabled.",
    )
    refresh_days: int = Field(
        default=30, ge=1, description="A paper is asked about again after so many days, known or not."
    )
    papers_per_night: int = Field(
        default=5_000, ge=1, description="No night asks about more papers; 50 of them take one request."
    )


class NotifyOn(StrEnum):
    """When to tell."""

    FAILURE = "failure"
    ALWAYS = "always"


class NotifySettings(BaseModel):
    """Whom to tell about a night."""

    model_config = ConfigDict(extra="forbid")

    urls: tuple[SecretStr, ...] = Field(
        default=(), description="Apprise URLs, such as json://host/path for a webhook or mailto://..."
    )
    on: NotifyOn = Field(default=NotifyOn.FAILURE, description="After failed nights, or always.")


class TaskRunnerName(StrEnum):
    """Where papers are read."""

    LOCAL = "local"
    DASK = "dask"


class DaskSettings(BaseModel):
    """Which Dask cluster reads, with ``task_runner = "dask"``."""

    model_config = ConfigDict(extra="forbid")

    address: str = Field(default="", description="Scheduler of an existing cluster; empty starts one here.")


def _state_folder() -> Path:
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "ninthpower"
