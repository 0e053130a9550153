"""Code of older notebooks runs after its import line was changed."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import lunette as ln
import lunette.core.session as los
from lunette._bridge_client import BridgeClient


def test_launching_with_a_port_and_setting_none(
    dataset: ln.Dataset, bridge: BridgeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(los.Session, "open", lambda session: opened.append(session.url))
    session = ln.launch_app(dataset, port=5151)
    assert len(opened) == 1
    assert session.server_port == 5151
    with session.no_show():
        session.view = dataset.limit(1)
    session.view = None
    assert (session.dataset, session.view) == (dataset, None)
    session.dataset = None
    assert session.dataset is None
    assert session.selected_view is None
    ln.close_app()


def test_names_are_where_they_were() -> None:
    assert los.Session is ln.Session
    assert los.launch_app is ln.launch_app
    assert los.close_app is ln.close_app
    assert los.events.Event.from_data("ping", {}) == los.events.Ping()


def test_what_is_launched_takes_what_a_session_takes_in_the_same_order() -> None:
    launched = list(inspect.signature(ln.launch_app).parameters)
    assert [*launched, "view_name"] == list(inspect.signature(ln.Session).parameters)


@pytest.mark.parametrize(
    "line",
    [
        "import lunette.core.session.events as fose; fose.SelectSamples(sample_ids=['a'])",
        "from lunette.core.session.events import add_screenshot, get_screenshot, ListenPayload",
        "from lunette.core.config import AppConfig; AppConfig().show_label",
        "import lunette as fo; fo.app_config.copy().show_confidence = False",
        "import lunette as fo; fo.ColorScheme(color_pool=['#ff0000'])",
        "import lunette as fo; fo.Space(children=[fo.Panel(type='Samples')])",
    ],
)
def test_import_lines_work_in_a_new_process(line: str) -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-c", line], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
