"""Settings of the library."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

import lunette as ln
from lunette.core.library_config import LibraryConfig
from lunette.core.progress import Progress


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    before = dict(vars(ln.config))
    yield
    for name, value in before.items():
        setattr(ln.config, name, value)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUNETTE_MODULE_PATH", "a.b, c")
    monkeypatch.setenv("LUNETTE_SHOW_PROGRESS_BARS", "False")
    monkeypatch.setenv("LUNETTE_TIMEZONE", "Europe/Zurich")
    config = LibraryConfig()
    assert config.module_path == ["a.b", "c"]
    assert config.show_progress_bars is False
    assert config.timezone == "Europe/Zurich"
    assert "'timezone': 'Europe/Zurich'" in repr(config)


@pytest.mark.parametrize(
    ("name", "value"),
    [("module_path", 5), ("show_progress_bars", "no"), ("timezone", "Nowhere"), ("timezone", 1)],
)
def test_values_that_mean_nothing_are_refused(name: str, value: Any) -> None:
    with pytest.raises(ln.ValidationError, match=name):
        setattr(ln.config, name, value)


def test_unknown_settings_are_refused() -> None:
    with pytest.raises(AttributeError, match="no setting 'modul_path', only module_path"):
        ln.config.modul_path = "x"


def test_dates_with_times_are_given_back_in_the_time_zone(bridge: Any) -> None:
    dataset = ln.Dataset()
    dataset.add_sample(ln.Sample("/a.png", when=datetime(2020, 1, 1, 12)))
    ln.config.timezone = "Asia/Tokyo"
    sample = dataset.view().first()
    assert sample.when.isoformat() == "2020-01-01T21:00:00+09:00"
    assert sample.created_at.utcoffset() is not None
    ln.config.timezone = None
    sample.save()
    assert dataset.view().first().when == datetime(2020, 1, 1, 12)
    dataset.delete()


def test_progress_is_shown_unless_it_is_switched_off(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ln.config.show_progress_bars = False
    with Progress(1, True) as progress:
        progress.update()
    assert "1" in capsys.readouterr().err
    with Progress(1, None) as progress:
        progress._next = 0
        progress.update()
    assert capsys.readouterr().err == ""
