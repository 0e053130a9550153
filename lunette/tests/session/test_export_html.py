"""A session as one HTML page. What the page does is tested in a browser (ui-tests)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import lunette as ln


def test_writes_one_page_of_the_view(dataset: ln.Dataset, tmp_path: Path) -> None:
    session = ln.Session(dataset.limit(4))
    shown: list[tuple[int, int | None]] = []
    path = session.export_html(
        tmp_path / "page.html",
        max_samples=3,
        progress=lambda progress: shown.append((progress.done, progress.total)),
    )
    assert path == tmp_path / "page.html"
    assert shown[-1] == (3, 3)
    html = path.read_text("utf8")
    assert re.search(r'"count":3,"view_count":4,"total":6\b', html)
    folder = Path(dataset.first().filepath).parent
    assert str(folder) not in html
    assert "http://" not in html.replace("http://www.w3.org", "")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["page.html"]


def test_takes_paths_as_people_write_them(
    dataset: ln.Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    session = ln.Session(dataset)
    assert session.export_html("here.html") == tmp_path / "here.html"
    assert session.export_html("~/there.html") == tmp_path / "there.html"


def test_replaces_a_file_only_if_it_may(dataset: ln.Dataset, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("mine")
    session = ln.Session(dataset)
    with pytest.raises(FileExistsError, match=r"exists already.*overwrite=True"):
        session.export_html(path)
    assert path.read_text() == "mine"
    session.export_html(path, overwrite=True)
    assert path.read_text("utf8").startswith("<!doctype html>")


def test_says_what_is_wrong(dataset: ln.Dataset, tmp_path: Path) -> None:
    session = ln.Session(dataset)
    with pytest.raises(FileNotFoundError, match=r"The folder .*nowhere does not exist"):
        session.export_html(tmp_path / "nowhere" / "page.html")
    with pytest.raises(IsADirectoryError, match="is a folder"):
        session.export_html(tmp_path)
    for samples in (0, 10_001, "5", True, 2.5):
        with pytest.raises(ValueError, match="`max_samples` is a whole number from 1 to 10000"):
            session.export_html(tmp_path / "page.html", max_samples=samples)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="shows no dataset"):
        ln.Session().export_html(tmp_path / "page.html")
    assert not (tmp_path / "page.html").exists()
