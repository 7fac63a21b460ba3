"""The doctor looks at an installation and says what is wrong and what to do."""

import json

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.doctor import Health, examine, hosts_of
from flows.network_settings import OpenAlexSettings
from flows.settings import Settings


def refuse(host):
    raise OSError(f"no route to {host}")


def healths(settings, **connections):
    findings = examine(settings, **connections)
    return {finding.what: finding for finding in findings}


def test_a_fresh_home_is_healthy(tmp_path):
    found = healths(Settings(home=tmp_path / "new"), hosts=())
    assert found["home"].health is Health.OK
    assert found["packages"].health is Health.OK
    assert found["warehouse"].health is Health.OK
    assert "night --source samples" in found["published file"].advice


def test_a_host_that_does_not_answer_is_a_warning_with_advice(tmp_path):
    found = healths(Settings(home=tmp_path), hosts=("arxiv.example",), connect=refuse)
    assert found["connection"].health is Health.WARNING
    assert "arxiv.example" in found["connection"].message
    assert "--offline" in found["connection"].advice


@pytest.mark.parametrize("enabled", [True, False])
def test_openalex_is_reached_for_only_where_it_is_asked(enabled):
    hosts = hosts_of(Settings(openalex=OpenAlexSettings(enabled=enabled)))
    assert ("api.openalex.org" in hosts, "arxiv.org" in hosts) == (enabled, True)


def test_a_file_that_is_no_database_is_an_error(tmp_path):
    (tmp_path / "warehouse.duckdb").write_bytes(b"not a database" * 1000)
    assert healths(Settings(home=tmp_path), hosts=())["warehouse"].health is Health.ERROR


def test_a_home_that_is_a_file_is_an_error_and_exit_status_1(tmp_path):
    (tmp_path / "home").touch()
    answer = CliRunner().invoke(app, ["doctor", "--offline", "--json", "--home", str(tmp_path / "home")])
    assert answer.exit_code == 1
    assert {"what": "home", "health": "error"}.items() <= json.loads(answer.stdout)[0].items()


def test_more_readers_than_memory_is_a_warning(tmp_path):
    settings = Settings(home=tmp_path, workers=10_000)
    assert healths(settings, hosts=())["memory"].health is Health.WARNING


@pytest.mark.parametrize("as_json", [True, False])
def test_doctor_answers(tmp_path, as_json):
    arguments = ["doctor", "--offline", "--home", str(tmp_path), *["--json"][: int(as_json)]]
    answer = CliRunner().invoke(app, arguments)
    assert answer.exit_code == 0, answer.output
    assert "published file" in answer.stdout


@pytest.mark.parametrize(
    ("contact", "health"),
    [("ann@uni.edu", "ok"), ("", "warning"), ("nobody", "warning"), ("you@example.org", "warning")],
)
def test_a_contact_that_nobody_can_write_to_is_a_warning(tmp_path, contact, health):
    found = healths(Settings(home=tmp_path, contact=contact), hosts=())["contact"]
    assert found.health == health
    assert ("do not begin" in found.message) == (health == "warning")
