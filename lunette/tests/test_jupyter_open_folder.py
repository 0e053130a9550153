"""Folders of the file browser as datasets, and what is running, as the Jupyter server answers."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image
from tornado import web

import lunette as ln
from lunette.jupyter.folder_dataset import folder_dataset
from lunette.jupyter.open_folder import file_of
from lunette.tests.support.jupyter_server import JupyterServer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, lunette_home: Path) -> Iterator[JupyterServer]:
    server = JupyterServer(tmp_path_factory.mktemp("server"), lunette_home)
    yield server
    server.stop()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return _pictures(tmp_path / "photos", "a.png", "b.png", "inner/c.png")


def _pictures(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (8, 6)).save(folder / name)
    return folder


def _open(server: JupyterServer, path: Any, **headers: str) -> tuple[int, dict[str, Any]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.request(
            "POST",
            f"{server.base}lunette/open-folder",
            json.dumps({"path": path}),
            {"Content-Type": "application/json", **headers},
        )
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def _message(answer: dict[str, Any]) -> str:
    return str(answer["error"]["message"])


def test_a_folder_becomes_a_dataset_of_its_name(server: JupyterServer) -> None:
    _pictures(server.log.parent / "root" / "birds", "a.png", "b.png")
    status, answer = _open(server, "birds", **server.authorization)
    assert (status, answer) == (200, {"dataset": "birds", "count": 2})
    assert not ln.load_dataset("birds").persistent


def test_what_cannot_be_opened_is_named(server: JupyterServer) -> None:
    root = server.log.parent / "root"
    (root / "empty").mkdir()
    (root / "text.txt").write_text("no picture")
    for path, status, part in (
        ("empty", 400, "There are no pictures in"),
        ("text.txt", 400, "text.txt is neither a folder nor a picture"),
        ("../", 404, "is not below the folder"),
        (["list"], 400, "Send JSON with a path"),
    ):
        answered, answer = _open(server, path, **server.authorization)
        assert answered == status
        assert part in _message(answer)


def test_nobody_else_opens_a_folder(server: JupyterServer) -> None:
    assert _open(server, "birds")[0] == 403
    assert _open(server, "birds", Authorization="token wrong")[0] == 403
    foreign = {**server.authorization, "Origin": "https://evil.example"}
    assert _open(server, "birds", **foreign)[0] == 403
    assert server.get("open-folder", server.authorization)[0] == 405


def test_says_whether_a_bridge_runs(server: JupyterServer, lunette_home: Path) -> None:
    ln.list_datasets()
    status, _, body = server.get("running", server.authorization)
    assert (status, json.loads(body)) == (200, {"running": True})
    assert server.get("running")[0] == 403


def test_paths_end_below_the_folder_of_the_server(tmp_path: Path) -> None:
    root = _pictures(tmp_path / "root", "photos/a.png", ".secret/b.png", "photos/.c/d.png")
    outside = _pictures(tmp_path / "root-2", "e.png")
    (root / "way-out").symlink_to(outside)
    files = SimpleNamespace(root_dir=str(root), allow_hidden=False)
    assert file_of("photos", files) == root / "photos"
    assert file_of("/photos/a.png", files) == root / "photos" / "a.png"
    assert file_of("", files) == root
    for path in (
        "../root-2",
        "/../root-2/e.png",
        "photos/../../root-2",
        "way-out",
        "way-out/e.png",
    ):
        with pytest.raises(web.HTTPError, match="is not below the folder") as raised:
            file_of(path, files)
        assert raised.value.status_code == 404
    for path in (".secret", ".secret/b.png", "photos/.c", "photos/missing.png"):
        with pytest.raises(web.HTTPError, match="404"):
            file_of(path, files)
    shows_hidden = SimpleNamespace(root_dir=str(root), allow_hidden=True)
    assert file_of(".secret", shows_hidden) == root / ".secret"
    with pytest.raises(web.HTTPError, match="not in a folder of its computer"):
        file_of("photos", SimpleNamespace())


def test_a_folder_that_is_opened_again_is_the_same_dataset_with_its_new_files(photos: Path) -> None:
    first = folder_dataset(photos)
    assert len(first) == 3
    first.tag_samples("seen")
    _pictures(photos, "d.png")
    again = folder_dataset(photos)
    assert again.name == first.name
    assert len(again) == 4
    assert again.count_sample_tags() == {"seen": 3}
    first.delete()


def test_another_dataset_of_that_name_is_left_alone(photos: Path) -> None:
    mine = ln.Dataset("photos", overwrite=True)
    opened = folder_dataset(photos)
    assert opened.name == "photos-2"
    assert len(mine) == 0
    for dataset in (mine, opened):
        dataset.delete()


def test_one_picture_is_a_dataset_of_one_sample(photos: Path) -> None:
    dataset = folder_dataset(photos / "a.png")
    assert (dataset.name, dataset.values("filepath")) == ("a.png", [str(photos / "a.png")])
    dataset.delete()
