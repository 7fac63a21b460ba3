"""Every source is registered, and says what it needs."""

from datetime import date
from pathlib import Path

import pytest

from extractors.sources.model import Source
from extractors.sources.registry import SOURCES, Network, Wanted

WANTED = {
    "path": Path("ids.txt"),
    "list_name": "compute-limits",
    "search": "cat:cs.CV",
    "from_date": date(2024, 1, 1),
    "until_date": date(2024, 1, 2),
    "named": ("2401.00001",),
}


@pytest.fixture
def network(client):
    return lambda: Network(client, *[f"http://127.0.0.1/{n}" for n in range(5)], sets=("cs",))


@pytest.mark.parametrize("name", SOURCES)
def test_each_source_is_built_from_what_it_says_it_needs(name, network, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("ids.txt").touch()
    kind = SOURCES[name]
    wanted = Wanted(**{field: WANTED[field] for field in kind.needs | kind.may_use})
    assert kind.complaint(wanted) == ""
    source: Source = kind.build(wanted, network)
    assert source.name.partition(":")[0] == name
    assert source.is_remote == kind.is_remote
    assert source.is_chosen == (name not in ("oai", "query"))


def test_what_is_missing_and_what_is_too_much_is_said_in_flags():
    complaint = SOURCES["query"].complaint(Wanted(path=Path(), until_date=date(2024, 1, 1)))
    assert complaint == "needs --search and has no use for --path"
