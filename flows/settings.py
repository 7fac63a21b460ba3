"""Settings: built-in defaults, then ``ninthpower.toml``, then ``NINTHPOWER_*`` variables, then flags."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import BaseModel, Field, FilePath
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from flows.network_settings import (
    ArxivSettings,
    DaskSettings,
    NetworkSettings,
    NotifySettings,
    OpenAlexSettings,
    TaskRunnerName,
)


class HeadlineSettings(BaseModel):
    """The fit the headline is about; it never gives way to another by itself."""

    benchmark: str = Field(default="imagenet_top1", description="Its benchmark_id.")
    measure: str = Field(default="network_operations", description="Its compute measure.")
    specification: str = Field(default="ols", description="Its specification.")


class Settings(BaseSettings):
    """All settings of an installation."""

    model_config = SettingsConfigDict(
        env_prefix="NINTHPOWER_", toml_file="ninthpower.toml", env_nested_delimiter="__", extra="forbid"
    )

    home: Path = Field(default=Path("data"), description="Folder that holds everything a run writes.")
    workers: int = Field(
        default_factory=lambda: os.cpu_count() or 1, ge=1, description="Papers read at the same time."
    )
    batch_size: int = Field(default=25, ge=1, description="Papers per Prefect task.")
    paper_timeout_seconds: float = Field(
        default=120, gt=0, description="A paper that takes longer to read is given up for this night."
    )
    paper_memory_mib: int = Field(default=4096, ge=512, description="Memory limit of one reading process.")
    papers_per_worker: int = Field(
        default=200, ge=1, description="A reading process is replaced after this many papers."
    )
    contact: str = Field(
        default="",
        description="Your mail address or web page, told to every server that is asked for papers.",
    )
    network: NetworkSettings = Field(default_factory=NetworkSettings)
    arxiv: ArxivSettings = Field(default_factory=ArxivSettings)
    openalex: OpenAlexSettings = Field(default_factory=OpenAlexSettings)
    notify: NotifySettings = Field(default_factory=NotifySettings)
    task_runner: TaskRunnerName = Field(
        default=TaskRunnerName.LOCAL, description="Where papers are read: local or dask."
    )
    dask: DaskSettings = Field(default_factory=DaskSettings)
    utilisation: float = Field(
        default=0.33, gt=0, le=1, description="Share of peak assumed in the second hardware-burden column."
    )
    follow: tuple[str, ...] = Field(
        default=(), description="Benchmarks of the catalog to follow beside those of the published study."
    )
    failure_share: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="The night fails when more than this share of its papers cannot be read.",
    )
    headline: HeadlineSettings = Field(default_factory=HeadlineSettings)
    accept_checks: tuple[str, ...] = Field(
        default=(), description="Data tests whose errors somebody has looked at and lets through."
    )
    scores: FilePath | None = Field(
        default=None,
        description="JSON of a scorer: precision and recall against annotated papers, for the report.",
    )
    keep_published: int = Field(default=3, ge=1, description="Earlier published files to keep.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the file below the environment and the environment below flags."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def archive(self) -> Path:
        """Raw bytes by sha256."""
        return self.home / "archive"

    @property
    def warehouse(self) -> Path:
        """The writer's own database."""
        return self.home / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        """Folder of the published database and its Parquet files."""
        return self.home / "published"

    @property
    def reports(self) -> Path:
        """Folder of the reports, ``latest/`` and one per night."""
        return self.home / "reports"

    @property
    def inspections(self) -> Path:
        """Folder of the pages that show how a paper was read."""
        return self.home / "inspections"

    @property
    def corrections(self) -> Path:
        """Folder of the correction files, see docs/corrections.md."""
        return self.home / "corrections"

    @property
    def audits(self) -> Path:
        """Folder of people's answers about what was read, beside the corrections; see docs/corrections.md."""
        return self.home / "audits"

    @property
    def logs(self) -> Path:
        """Folder of the log files."""
        return self.home / "logs"
