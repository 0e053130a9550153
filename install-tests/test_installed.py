"""A clean environment after ``pip install``: everything works, with Python alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from clean_environment import CleanEnvironment

#: Makes three pictures and a dataset of them.
DATASET = """
import lunette as ln
from PIL import Image
from pathlib import Path

folder = Path("pictures")
folder.mkdir(exist_ok=True)
dataset = ln.Dataset(overwrite=True, name="pictures", persistent=True)
for number, colour in enumerate(["red", "green", "blue"]):
    Image.new("RGB", (60, 40), colour).save(folder / f"{number}.png")
    dataset.add_sample(ln.Sample(
        filepath=str(folder / f"{number}.png"),
        colour=ln.Classification(label=colour),
    ))
"""


def test_there_is_no_other_node(installed: CleanEnvironment) -> None:
    assert shutil.which("node", path=installed.variables["PATH"]) is None


def test_the_doctor_finds_nothing_wrong(installed: CleanEnvironment) -> None:
    report = installed.run("lunette", "doctor")
    assert "✗" not in report


def test_datasets_are_stored_and_asked_about(installed: CleanEnvironment) -> None:
    code = DATASET + "print(sorted(dataset.count_values('colour.label').items()))"
    assert "[('blue', 1), ('green', 1), ('red', 1)]" in installed.python(code)
    later = "import lunette as ln; print(len(ln.load_dataset('pictures')))"
    assert installed.python(later).strip() == "3"


def test_a_notebook_run_without_a_browser_keeps_a_picture(installed: CleanEnvironment) -> None:
    lines = [*DATASET.splitlines(True), "session = ln.launch_app(dataset)"]
    cell: dict[str, object] = {
        "cell_type": "code",
        "execution_count": None,
        "id": "a",
        "metadata": {},
        "outputs": [],
        "source": lines,
    }
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (installed.home / "n.ipynb").write_text(json.dumps(notebook))
    installed.run("jupyter", "nbconvert", "--to", "notebook", "--execute", "--inplace", "n.ipynb")
    outputs = json.loads((installed.home / "n.ipynb").read_text())["cells"][0]["outputs"]
    assert any("image/png" in output.get("data", {}) for output in outputs)


def test_jupyter_knows_both_extensions(installed: CleanEnvironment) -> None:
    assert "lunette v" in installed.run("jupyter", "labextension", "list")
    servers = installed.run("jupyter", "server", "extension", "list")
    assert "lunette" in servers
    assert "validation failed" not in servers.lower()


@contextmanager
def running_server(installed: CleanEnvironment) -> Iterator[str]:
    """Address of a JupyterLab of the environment, with ``T`` as its token."""
    server = subprocess.Popen(
        [
            str(installed.programs / "jupyter"),
            "lab",
            "--no-browser",
            "--allow-root",
            "--port=0",
            "--IdentityProvider.token=T",
        ],
        cwd=installed.home,
        env=installed.variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _address(installed, server)
    finally:
        server.terminate()
        server.wait(30)


def _address(installed: CleanEnvironment, server: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None, "JupyterLab ended by itself."
        for line in installed.run("jupyter", "server", "list", "--json").splitlines():
            found = json.loads(line) if line.startswith("{") else {}
            if found.get("pid") == server.pid:
                return str(found["url"])
        time.sleep(0.5)
    raise AssertionError("JupyterLab did not start within a minute.")


def test_the_server_reaches_the_bridge_and_serves_the_extension(
    installed: CleanEnvironment,
) -> None:
    with running_server(installed) as address:
        health = json.loads(_get(f"{address}lunette/health"))
        assert health["bridge"]["ok"] is True
        described = json.loads(_get(f"{address}lab/api/extensions"))
        assert any(extension["name"] == "lunette" for extension in described)
        assert b"page/page.js" in _get(f"{address}lunette/app?session=0")
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}lunette/health", timeout=30)
        assert refused.value.code in (401, 403)


def _get(url: str) -> bytes:
    request = urllib.request.Request(url, headers={"Authorization": "token T"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        content: bytes = answer.read()
    return content


def test_uninstalling_leaves_nothing_of_it(installed: CleanEnvironment) -> None:
    """The last test: nothing of ours stays where Jupyter or Python would find it."""
    installed.run("lunette", "bridge", "stop", check=False)
    installed.run("python", "-m", "pip", "uninstall", "--yes", "--quiet", "lunette")
    for place in (
        installed.site_packages() / "lunette",
        installed.folder / "share/jupyter/labextensions/lunette",
        installed.folder / "etc/jupyter/jupyter_server_config.d/lunette.json",
    ):
        files = [path for path in place.rglob("*") if path.suffix not in (".pyc", "")]
        assert not files, f"pip left {files[:3]}"
