"""What a person is told about a night: on disk, by a webhook, by mail."""

import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from apprise.plugins.email import NotifyEmail

from flows import notifying
from flows.fit_lines import FitLine
from flows.notifying import NightMessage, notify
from flows.settings import Settings
from flows.summary import Gathered, Tally
from warehouse.items import Failure, LoadedItem, LoadItem, LoadOutcome

FIT = FitLine("imagenet_top1", "hardware_burden", 41, 23, 9.1, 7.2, 12.4, 548.0, "between 150 and 5,400")
HEADLINE = "To halve the error takes between 60 and 30,000 times the compute: these papers do not tell."


@pytest.fixture
def kept(monkeypatch):
    """The artifacts a night leaves with Prefect, by their keys."""
    artifacts = {}
    for kind in ("markdown", "table"):
        monkeypatch.setattr(
            notifying, f"create_{kind}_artifact", lambda content, key, **_: artifacts.update({key: content})
        )
    return artifacts


@pytest.fixture
def webhook():
    """A server of our own: its address, and what it was told."""
    told = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"json://127.0.0.1:{server.server_port}/ninthpower", told
        server.shutdown()


def night_message(failure=""):
    tally = Tally(Counter({LoadOutcome.LOADED: 1002}), result_count=5000)
    reason = Failure("withdrawn", "arXiv lists it as withdrawn", is_final=True)
    paper = LoadItem("arxiv:2401.00001", "https://arxiv.org/abs/2401.00001", failure=reason)
    tally.add([LoadedItem(paper, LoadOutcome.FAILED, failure=reason)])
    gathered = Gathered(tally=tally, request_count=2000)
    return NightMessage(7, "oai", gathered, 4321.0, {"fitting": 20.04}, [FIT], HEADLINE, failure=failure)


def settings(tmp_path, *urls, on="failure"):
    return Settings(home=tmp_path, notify={"urls": urls, "on": on})


def test_the_summary_on_disk_and_the_artifacts_say_the_same(tmp_path, kept):
    path = notify(night_message(), settings(tmp_path))
    text = path.read_text("utf-8")
    assert path.name == "night-00007.md"
    failed = {
        "paper": "arxiv:2401.00001",
        "reason": "withdrawn",
        "what": "arXiv lists it as withdrawn",
    }
    assert kept == {"night": text, "night-failures": [failed]}
    assert text.startswith("# ninthpower night 7 (oai) succeeded\n")
    for line in (
        "| papers loaded | 1,002 |",
        "| fitting | 20.0 |",
        "| withdrawn | 1 |",
        "| requests | 2,000 |",
        "| imagenet_top1 | hardware_burden | 41 | 23 | 9.1 | 7.2 to 12.4 | between 150 and 5,400 |",
        HEADLINE,
    ):
        assert line in text


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("on", "failure", "is_told"),
    [("failure", "", False), ("failure", "no papers", True), ("always", "", True)],
    ids=["success", "failure", "always"],
)
def test_a_webhook_is_told_when_the_settings_say_so(tmp_path, webhook, on, failure, is_told):
    address, told = webhook
    notify(night_message(failure), settings(tmp_path, address, on=on))
    assert len(told) == is_told
    if told:
        assert told[0]["title"] == night_message(failure).title
        assert ("**no papers**" in told[0]["message"]) == bool(failure)


@pytest.mark.usefixtures("kept")
def test_mail_goes_where_the_settings_say(tmp_path, monkeypatch):
    sent = []

    def send(self, body, title, **_):
        sent.append((self.smtp_host, self.targets, title, body))
        return True

    monkeypatch.setattr(NotifyEmail, "send", send)
    address = "mailto://user:secret@mail.example.org?to=operator@example.org"
    notify(night_message("no papers"), settings(tmp_path, address))
    ((host, targets, title, body),) = sent
    assert (host, targets) == ("mail.example.org", [(False, "operator@example.org")])
    assert (title, "no papers" in body) == (night_message("no papers").title, True)


def test_nothing_about_telling_fails_a_night(tmp_path, monkeypatch, caplog):
    def refuse(*_, **__):
        raise ConnectionError("the Prefect server is down")

    monkeypatch.setattr(notifying, "create_markdown_artifact", refuse)
    path = notify(night_message("no papers"), settings(tmp_path, "nonsense", "json://127.0.0.1:9/nobody"))
    assert path.exists()
    assert [
        record.message.split(";")[0] for record in caplog.records if record.name == "flows.notifying"
    ] == [
        "the summary could not be kept as an artifact",
        "a notification URL in the settings is none that Apprise knows",
        "not everybody could be notified about: ninthpower night 7 (oai) failed",
    ]
    assert "secret" not in caplog.text
