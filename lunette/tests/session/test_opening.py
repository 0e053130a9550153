"""The App in a browser tab, as sessions outside of notebooks open it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import lunette as ln
from lunette._bridge_client import BridgeClient
from lunette.core.errors import LunetteError
from lunette.core.session import Session
from lunette.tests.support.app import wait_until


class Browser:
    """Stands for the person's browser: notes what it is to open."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.asked: list[str | None] = []

    def get(self, name: str | None = None) -> Browser:
        self.asked.append(name)
        if name == "no-such-browser":
            raise webbrowser.Error("could not locate runnable browser")
        return self

    def open(self, address: str, new: int = 0) -> bool:
        self.opened.append(address)
        return True


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    browser = Browser()
    monkeypatch.setattr(webbrowser, "get", browser.get)
    return browser


@pytest.fixture
def launched(bridge: BridgeClient) -> Iterator[None]:
    yield
    ln.close_app()


def enter(address: str) -> tuple[int, dict[str, Any]]:
    """Shows the secret of an address at its door, as the page does."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request("GET", "/enter", headers={"X-Lunette-Key": parts.fragment})
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


class TestOpeningATab:
    def test_no_port_is_open_before_somebody_asks(self, session: Session) -> None:
        assert session.url is None
        assert session.server_port is None
        assert session.server_address is None
        assert session.remote is False

    def test_opens_the_browser_at_a_port_of_this_machine(
        self, session: Session, browser: Browser
    ) -> None:
        session.open_tab()
        assert browser.asked == [None]
        parts = urlsplit(browser.opened[0])
        assert (parts.scheme, parts.hostname, parts.path) == ("http", "127.0.0.1", "/app")
        assert parts.query == f"session={session._wire.id}"
        assert parts.port == session.server_port

    def test_programs_that_see_the_command_line_get_no_lasting_key(
        self, session: Session, browser: Browser
    ) -> None:
        session.open_tab()
        assert session.url is not None
        key = urlsplit(session.url).fragment
        assert key not in browser.opened[0]
        assert enter(browser.opened[0]) == (
            200,
            {"key": key, "media": enter(session.url)[1]["media"]},
        )
        assert enter(browser.opened[0])[0] == 403
        assert enter(session.url)[0] == 200

    def test_another_tab_has_the_same_address(self, session: Session, browser: Browser) -> None:
        session.open_tab()
        address = session.url
        session.open()
        assert session.url == address
        assert len(browser.opened) == 2

    def test_the_browser_may_be_named(self, dataset: ln.Dataset, browser: Browser) -> None:
        session = Session(dataset, browser="firefox")
        session.open_tab()
        assert browser.asked == ["firefox"]
        session.close()

    def test_a_browser_that_is_not_there_is_named(
        self, dataset: ln.Dataset, browser: Browser
    ) -> None:
        session = Session(dataset, browser="no-such-browser")
        with pytest.raises(ValueError, match="No browser 'no-such-browser' was found"):
            session.open_tab()
        session.close()

    def test_without_a_screen_the_address_is_printed(
        self,
        session: Session,
        browser: Browser,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr("sys.platform", "linux")
        session.open_tab()
        assert browser.opened == []
        assert capsys.readouterr().out == f"Open the App in a browser: {session.url}\n"

    def test_a_port_may_be_asked_for(
        self, dataset: ln.Dataset, browser: Browser, bridge: BridgeClient
    ) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        session = Session(dataset, port=port)
        session.open_tab()
        assert session.server_port == port
        session.close()

    def test_a_port_that_is_taken_is_said_in_words(
        self, dataset: ln.Dataset, browser: Browser, bridge: BridgeClient
    ) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            session = Session(dataset, port=port)
            with pytest.raises(
                (LunetteError, ValueError), match=f"Port {port} of 127.0.0.1 is taken"
            ):
                session.open_tab()
            session.close()

    @pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.0.1"])
    def test_an_address_that_others_reach_is_refused(
        self, dataset: ln.Dataset, browser: Browser, bridge: BridgeClient, address: str
    ) -> None:
        session = Session(dataset, address=address)
        assert session.server_address == address
        with pytest.raises(ValueError, match="open to other machines"):
            session.open_tab()
        session.close()

    @pytest.mark.parametrize(
        ("arguments", "what"),
        [
            ({"port": 0}, "whole number from 1 to 65535"),
            ({"port": 70000}, "whole number from 1 to 65535"),
            ({"port": "5151"}, "whole number from 1 to 65535"),
            ({"port": True}, "whole number from 1 to 65535"),
            ({"address": 1}, "`address` must be a str or None"),
            ({"address": ""}, "`address` must be a str or None"),
            ({"browser": 1}, "`browser` must be a str or None"),
        ],
    )
    def test_impossible_arguments_are_refused(self, arguments: dict[str, Any], what: str) -> None:
        with pytest.raises(ValueError, match=what):
            Session(**arguments)

    def test_its_pages_find_their_way_back_after_a_crash_of_the_bridge(
        self, own_home: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LUNETTE_HOME", str(own_home))
        session = Session()
        session.open_tab()
        address = str(session.url)
        status, _ = session._wire.client.request("bridge.status")
        os.kill(status["pid"], signal.SIGKILL)

        def entered() -> bool:
            try:
                return enter(address)[0] == 200
            except OSError:
                return False

        wait_until(entered, 30)
        assert session.url == address
        session.close()


class TestLaunching:
    def test_opens_a_tab(self, dataset: ln.Dataset, browser: Browser, launched: None) -> None:
        session = ln.launch_app(dataset)
        assert len(browser.opened) == 1
        assert session._wire.id in browser.opened[0]

    def test_opens_nothing_without_auto(
        self, dataset: ln.Dataset, browser: Browser, launched: None
    ) -> None:
        session = ln.launch_app(dataset, auto=False)
        assert browser.opened == []
        assert session.url is None

    def test_says_how_to_get_there_from_another_machine(
        self,
        dataset: ln.Dataset,
        browser: Browser,
        launched: None,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        session = ln.launch_app(dataset, remote=True)
        said = capsys.readouterr().out
        assert browser.opened == []
        assert session.remote is True
        port = session.server_port
        assert f"ssh -N -L {port}:127.0.0.1:{port} " in said
        assert f"Then open there: {session.url}" in said
        assert str(session.url).startswith(f"http://localhost:{port}/app?session=")
        assert enter(str(session.url).replace("localhost", "127.0.0.1"))[0] == 200
        with pytest.warns(UserWarning, match="Remote sessions cannot open new App windows"):
            session.open_tab()
        assert browser.opened == []

    def test_says_that_an_open_address_is_not_encrypted(
        self,
        dataset: ln.Dataset,
        browser: Browser,
        launched: None,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        session = ln.launch_app(dataset, remote=True, address="0.0.0.0")
        assert "without encryption" in capsys.readouterr().out
        assert urlsplit(str(session.url)).hostname == socket.gethostname().lower()
