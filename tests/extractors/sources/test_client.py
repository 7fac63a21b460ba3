"""The way out: polite, bounded, and not fooled."""

import json
import pickle
import re
import socket
import ssl
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import trustme

from extractors.errors import FinalPaperError, TransientPaperError
from extractors.sources.http.answers import check_paper_page, check_pdf, retry_after_of
from extractors.sources.http.client import Client
from extractors.sources.http.errors import LeaveAloneError, ServerUnavailableError, WithdrawnError
from extractors.sources.standin import Fault, FaultKind, StandIn

PAPER = "2401.00001"


def fetch_pdf(client, server):
    return client.get(f"{server.url}/pdf/{PAPER}", PAPER, lambda answer: check_pdf(answer, PAPER))


@pytest.mark.parametrize(
    ("kind", "error", "reason"),
    [
        (FaultKind.RATE_EXCEEDED_AS_200, ServerUnavailableError, "rate_limited"),
        (FaultKind.STATUS_429, ServerUnavailableError, "rate_limited"),
        (FaultKind.STATUS_503, ServerUnavailableError, "server_error"),
        (FaultKind.STATUS_500, ServerUnavailableError, "server_error"),
        (FaultKind.RESET, ServerUnavailableError, "connection_lost"),
        (FaultKind.CUT_OFF, ServerUnavailableError, "connection_lost"),
        (FaultKind.DRIP, ServerUnavailableError, "too_slow"),
        (FaultKind.CUT_SHORT, TransientPaperError, "truncated"),
        (FaultKind.LENGTH_TOO_SMALL, TransientPaperError, "truncated"),
        (FaultKind.EMPTY, TransientPaperError, "empty_answer"),
        (FaultKind.PAGE_IN_PLACE_OF_FILE, TransientPaperError, "page_in_place_of_file"),
    ],
)
def test_what_may_pass_is_asked_for_again_and_then_called_transient(client, stand_in, kind, error, reason):
    stand_in.faults = [Fault(kind, "/pdf/")]
    with pytest.raises(error) as caught:
        fetch_pdf(client, stand_in)
    assert caught.value.reason == reason
    assert client.request_count == 3
    assert PAPER in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "error", "reason"),
    [
        (FaultKind.MISSING, FinalPaperError, "not_found"),
        (FaultKind.WITHDRAWN, WithdrawnError, "withdrawn"),
        (FaultKind.LOGIN_PAGE, FinalPaperError, "login_required"),
        (FaultKind.LOGIN_REDIRECT, FinalPaperError, "login_required"),
        (FaultKind.FOREIGN_REDIRECT, FinalPaperError, "host_not_allowed"),
        (FaultKind.FORBIDDEN, LeaveAloneError, "forbidden"),
    ],
)
def test_what_will_not_pass_is_asked_for_once(client, stand_in, kind, error, reason):
    stand_in.faults = [Fault(kind, "/pdf/")]
    with pytest.raises(error) as caught:
        fetch_pdf(client, stand_in)
    assert caught.value.reason == reason
    assert client.request_count == 1


@pytest.mark.parametrize("kind", [FaultKind.STATUS_503, FaultKind.RESET, FaultKind.CUT_SHORT])
def test_a_passing_fault_costs_one_repetition(client, stand_in, kind):
    stand_in.faults = [Fault(kind, "/pdf/", times=1)]
    assert fetch_pdf(client, stand_in).body.startswith(b"%PDF")
    assert client.request_count == 2


def test_redirects_end(client, stand_in):
    stand_in.faults = [Fault(FaultKind.REDIRECT_LOOP, "/pdf/")]
    with pytest.raises(FinalPaperError, match="too many redirects"):
        fetch_pdf(client, stand_in)


def test_no_request_leaves_for_a_host_that_is_not_listed(client):
    with pytest.raises(FinalPaperError, match=r"example\.org, which allowed_hosts does not list"):
        client.get("https://example.org/paper.pdf", PAPER)
    assert client.request_count == 0


def test_no_request_leaves_unencrypted(manners):
    with (
        Client(replace(manners, allowed_hosts=frozenset({"arxiv.org"}))) as client,
        pytest.raises(FinalPaperError, match="without encryption"),
    ):
        client.get("http://arxiv.org/pdf/2401.00001", PAPER)


def test_a_host_without_address_is_transient(manners):
    host = "no-such-host.invalid"
    with (
        Client(replace(manners, allowed_hosts=frozenset({host}))) as client,
        pytest.raises(ServerUnavailableError, match="has no address"),
    ):
        client.get(f"https://{host}/", PAPER)


def test_a_server_that_cannot_prove_who_it_is_gets_no_trust(manners, stand_in):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with (
        StandIn(stand_in.papers, tls=context) as impostor,
        Client(manners) as client,
        pytest.raises(ServerUnavailableError) as caught,
    ):
        fetch_pdf(client, impostor)
    assert caught.value.reason == "tls_failed"


def test_a_certificate_that_is_trusted_is_enough(manners, stand_in, tmp_path):
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    with (
        StandIn(stand_in.papers, tls=context) as server,
        Client(manners, verify=str(tmp_path / "authority.pem")) as client,
    ):
        assert fetch_pdf(client, server).status == 200


def test_a_closed_port_is_transient(client):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(ServerUnavailableError) as caught:
            client.get(f"http://127.0.0.1:{unused.getsockname()[1]}/", PAPER)
    assert caught.value.reason == "connection_lost"


def test_the_night_cap_ends_asking(manners, stand_in):
    with Client(replace(manners, requests_per_night=2)) as client:
        fetch_pdf(client, stand_in)
        fetch_pdf(client, stand_in)
        with pytest.raises(LeaveAloneError) as caught:
            fetch_pdf(client, stand_in)
    assert caught.value.reason == "night_cap"
    assert len(stand_in.seen) == 2


def test_requests_say_who_asks(client, stand_in):
    fetch_pdf(client, stand_in)
    assert [request.user_agent for request in stand_in.seen] == ["ninthpower/test"]


def test_an_answer_at_hand_is_asked_for_only_when_newer(client, stand_in):
    first = fetch_pdf(client, stand_in)
    again = client.get(first.url, PAPER, validators={"ETag": first.headers["ETag"]})
    assert again.is_unchanged
    assert again.body == b""


def test_an_answer_too_large_is_given_up(manners, stand_in):
    with Client(replace(manners, largest_answer_bytes=1000)) as client:
        with pytest.raises(FinalPaperError) as caught:
            fetch_pdf(client, stand_in)
        assert caught.value.reason == "too_large"


def test_a_pause_the_server_asks_for_is_kept(manners, stand_in):
    stand_in.faults = [Fault(FaultKind.STATUS_503, "/pdf/", times=1, headers={"Retry-After": "1"})]
    with Client(replace(manners, longest_pause_seconds=2)) as client:
        fetch_pdf(client, stand_in)
    while len(stand_in.seen) < 2:  # noted down when the answer is out, by a thread of its own
        time.sleep(0.01)
    first, second = stand_in.seen
    assert second.began_at - first.began_at >= 1


def test_a_server_that_wants_a_long_pause_is_left_alone_for_the_night(client, stand_in):
    stand_in.faults = [Fault(FaultKind.STATUS_429, "/pdf/", headers={"Retry-After": "3600"})]
    with pytest.raises(LeaveAloneError, match="left alone for 3,600 s"):
        fetch_pdf(client, stand_in)
    assert client.request_count == 1


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        ("Tue, 02 Jan 2024 00:01:00 GMT", 60.0),
        ("Mon, 01 Jan 2024 00:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(text, seconds):
    now = datetime(2024, 1, 2, tzinfo=UTC)
    assert retry_after_of({"Retry-After": text}, now) == seconds


def test_errors_survive_pickling():
    error = ServerUnavailableError("arxiv:1", "rate_limited", "slow down", "wait", retry_after_seconds=7)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.reason, again.retry_after_seconds) == (str(error), "rate_limited", 7)


def test_a_page_about_a_paper_is_not_the_paper(client, stand_in):
    stand_in.faults = [Fault(FaultKind.PAGE_IN_PLACE_OF_FILE, "/html/")]
    with pytest.raises(FinalPaperError) as caught:
        client.get(f"{stand_in.url}/html/{PAPER}", PAPER, lambda answer: check_paper_page(answer, PAPER))
    assert caught.value.reason == "no_html_version"


def test_a_paper_that_speaks_of_rate_limits_is_still_a_paper(client, stand_in, tmp_path):
    page = tmp_path / "paper.html"
    page.write_text(f"<html><body class='ltx_document'>{'Rate exceeded. ' * 1000}</body></html>")
    stand_in.papers = (replace(stand_in.papers[0], files={"html": page}),)
    answer = client.get(f"{stand_in.url}/html/{PAPER}", PAPER, lambda a: check_paper_page(a, PAPER))
    assert re.search(b"Rate exceeded", answer.body)


def test_the_pace_file_names_the_next_time(client, stand_in, manners):
    fetch_pdf(client, stand_in)
    state = json.loads((manners.pace_folder / "127.0.0.1.pace").read_text())
    assert state["next_request_at"] > 0
