"""What is said of a Jupyter server whose part of the way to the bridge does not work."""

from __future__ import annotations

from typing import Any

import pytest

import lunette
from lunette._server_hops import check_server
from lunette.tests.support.answering_server import answering, healthy

OWN = lunette.__version__


def test_a_server_that_works_is_fine() -> None:
    with answering(200, healthy()) as server:
        (finding,) = check_server(server)
    assert finding.state == "ok"
    assert "reaches the bridge" in finding.text


@pytest.mark.parametrize(
    ("status", "text", "repair"),
    [
        (404, "has not loaded Lunette", "jupyter server extension enable lunette --sys-prefix"),
        (403, "refuses: status 403", "start the Jupyter server again"),
        (500, "refuses: status 500", "start the Jupyter server again"),
    ],
)
def test_a_server_that_refuses(status: int, text: str, repair: str) -> None:
    with answering(status) as server:
        (finding,) = check_server(server)
    assert finding.state == "FAILED"
    assert text in finding.text
    assert repair in finding.repair


def test_a_server_that_has_ended() -> None:
    with answering(200) as server:
        pass
    (finding,) = check_server(server)
    assert finding.state == "FAILED"
    assert "does not answer" in finding.text


def test_a_server_that_wants_a_password_is_not_blamed() -> None:
    with answering(403) as server:
        (finding,) = check_server({**server, "token": ""})
    assert finding.state == "note"


@pytest.mark.parametrize(
    ("relay", "bridge", "text", "repair"),
    [
        ({"version": "0.0.9"}, {}, "has loaded Lunette 0.0.9", f"install lunette=={OWN}"),
        ({"labextension": None}, {}, "no extension of JupyterLab", "/opt/server/bin/python -m pip"),
        ({"labextension": "0.0.9"}, {}, "JupyterLab of version 0.0.9", f"lunette=={OWN}"),
        ({"home": "00000000"}, {}, "data in another folder", "the same LUNETTE_HOME"),
        ({}, {"ok": False, "message": "Node is missing."}, "Node is missing.", "lunette bridge"),
        ({}, {"version": "0.0.9"}, "a bridge of version 0.0.9", "lunette bridge stop"),
    ],
)
def test_a_hop_that_fails_is_named_with_what_repairs_it(
    relay: dict[str, Any], bridge: dict[str, Any], text: str, repair: str
) -> None:
    with answering(200, healthy(relay, bridge)) as server:
        first = check_server(server)[0]
    assert first.state == "FAILED"
    assert text in first.text
    assert repair in first.repair
    assert "secret-token" not in first.text + first.repair
