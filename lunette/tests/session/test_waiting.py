"""Waiting until the App is closed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from lunette._bridge_client import BridgeClient
from lunette.core.session import Session
from lunette.tests.support.app import App, wait_until


class Waiting:
    """`wait` in a thread of its own."""

    def __init__(self, session: Session, seconds: float) -> None:
        self._thread = threading.Thread(target=session.wait, args=(seconds,), daemon=True)
        self._thread.start()

    def is_over(self, seconds: float = 0.0) -> bool:
        self._thread.join(seconds)
        return not self._thread.is_alive()


@pytest.fixture
def open_app(session: Session, lunette_home: Path) -> Callable[[], App]:
    def open_one() -> App:
        before = session._wire.app_count
        app = App(lunette_home, session._wire.id)
        wait_until(lambda: session._wire.app_count > before)
        return app

    return open_one


def test_ends_some_seconds_after_the_last_app_was_closed(
    session: Session, open_app: Callable[[], App]
) -> None:
    first, second = open_app(), open_app()
    waiting = Waiting(session, 0.3)
    first.close()
    assert not waiting.is_over(1.0)
    second.close()
    assert waiting.is_over(20)


def test_never_ends_before_there_was_an_app(session: Session) -> None:
    assert not Waiting(session, 0.1).is_over(1.0)


def test_ends_at_once_if_all_was_closed_before(
    session: Session, open_app: Callable[[], App]
) -> None:
    app = open_app()
    app.close()
    wait_until(lambda: session._wire.app_count == 0)
    assert Waiting(session, 0).is_over(20)


def test_goes_on_when_a_page_is_loaded_anew(session: Session, open_app: Callable[[], App]) -> None:
    app = open_app()
    waiting = Waiting(session, 60)
    app.close()
    wait_until(lambda: session._wire.app_count == 0)
    again = open_app()
    assert not waiting.is_over(1.0)
    # The reload started no second countdown that would end it now.
    assert session._presence._left is None
    again.close()
    session.close()
    assert waiting.is_over(20)


def test_waits_for_ever_with_a_negative_number(
    session: Session, open_app: Callable[[], App]
) -> None:
    waiting = Waiting(session, -1)
    open_app().close()
    assert not waiting.is_over(1.0)
    session.close()
    assert waiting.is_over(20)


def test_ends_with_the_session(session: Session, open_app: Callable[[], App]) -> None:
    app = open_app()
    waiting = Waiting(session, 60)
    session.close()
    assert waiting.is_over(20)
    app.close()


def test_only_numbers_of_seconds_are_taken(session: Session) -> None:
    for wrong in ("3", None, True):
        with pytest.raises(TypeError, match="`wait` must be a number of seconds"):
            session.wait(wrong)  # type: ignore[arg-type]


def test_ctrl_c_ends_it(lunette_home: Path, bridge: BridgeClient) -> None:
    code = (
        "import lunette as ln\ns = ln.launch_app(auto=False)\nprint('waits', flush=True)\ns.wait()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "LUNETTE_HOME": str(lunette_home)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "waits\n"
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode != 0
    assert "KeyboardInterrupt" in errors
