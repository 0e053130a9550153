"""Hosts without our extension, and hosts without any browser: what stands in their cells."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbconvert as untyped_nbconvert
import nbformat as untyped_nbformat
import papermill as untyped_papermill
import pytest
from nbconvert import preprocessors as untyped_preprocessors

from lunette._bridge_client import BridgeClient
from lunette.core.session.opening import LINK_TYPE
from lunette.tests.support.answering_server import answering, healthy
from lunette.tests.support.notebook import app_output, is_live, picture_of, running_notebook
from lunette.tests.support.pictures import picture_dataset

# The packages have no types.
nbconvert: Any = untyped_nbconvert
nbformat: Any = untyped_nbformat
papermill: Any = untyped_papermill
preprocessors: Any = untyped_preprocessors

SHOW = "import lunette as ln\nsession = ln.launch_app(ln.load_dataset({name!r}))"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, lunette_home: Path) -> Any:
    """Code that shows a dataset of pictures."""
    dataset = picture_dataset(tmp_path_factory.mktemp("pictures"))
    yield SHOW.format(name=dataset.name)
    dataset.delete()


def picture_in(notebook: Any) -> Any:
    """The picture in the first cell of a notebook, checked to be one of the App."""
    picture = picture_of(app_output(notebook.cells[0].outputs))
    colours = picture.convert("RGB").getcolors(1 << 24)
    assert colours is not None
    assert len(colours) > 20
    return picture


@pytest.fixture
def own_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes kernels of this process believe that a Jupyter server started them."""

    def note(record: dict[str, Any]) -> None:
        (tmp_path / f"jpserver-{os.getpid()}.json").write_text(json.dumps(record))

    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    return note


class TestWithoutBrowser:
    def test_papermill_leaves_real_pictures_in_the_file(
        self, shown: str, tmp_path: Path, bridge: BridgeClient
    ) -> None:
        cells = [shown, "session.view = session.dataset.limit(2)", "session.freeze()"]
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        nbformat.write(notebook, tmp_path / "in.ipynb")
        papermill.execute_notebook(
            str(tmp_path / "in.ipynb"), str(tmp_path / "out.ipynb"), progress_bar=False
        )
        done = nbformat.read(tmp_path / "out.ipynb", as_version=4)
        nbformat.validate(done)
        picture_in(done)
        second = app_output(done.cells[1].outputs)
        assert not is_live(second)
        assert picture_of(second).width > 300

    def test_nbconvert_executes_and_exports_them(
        self, shown: str, tmp_path: Path, bridge: BridgeClient
    ) -> None:
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(shown)])
        preprocessors.ExecutePreprocessor(timeout=100, kernel_name="python3").preprocess(
            notebook, {}
        )
        picture_in(notebook)
        html, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
        assert "data:image/png;base64," in html
        assert "vnd.lunette" not in html


class TestVSCode:
    @pytest.fixture(autouse=True)
    def in_vscode(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("VSCODE_PID", "1")
        monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))

    def test_the_cell_has_a_picture_and_a_link_that_works_once(
        self, shown: str, bridge: BridgeClient
    ) -> None:
        with running_notebook() as notebook:
            outputs = notebook.run(shown)
            assert picture_of(app_output(outputs)).width > 300
            said = "".join(o["text"] for o in outputs if o["output_type"] == "stream")
            assert said.startswith("VS Code shows a picture of the App.")
            assert "http://127.0.0.1:" in said
            address = notebook.text("print(session.url)").strip()
            assert address.split("#")[0] in said
            # The file may be given to others: what opens for good is not in it.
            assert address.split("#")[1] not in said
            assert notebook.text("session.show()") == ""

    def test_a_notebook_of_a_jupyter_server_in_its_terminal_is_none_of_vscode(
        self, shown: str, own_server: Any, bridge: BridgeClient
    ) -> None:
        with answering(200, healthy()) as server, running_notebook() as notebook:
            own_server(server)
            assert "VS Code" not in notebook.text(shown)


class TestJupyterServer:
    def test_open_tab_leaves_a_link_that_the_page_makes_an_address_of(
        self, shown: str, own_server: Any, bridge: BridgeClient
    ) -> None:
        with answering(200, healthy()) as server, running_notebook() as notebook:
            own_server(server)
            notebook.run(shown)
            (link,) = notebook.run("session.open_tab()")
            id = notebook.text("print(session._wire.id)").strip()
            assert link["data"][LINK_TYPE] == {"v": 1, "session": id}
            address = f"{server['url']}lunette/app?session={id}"
            assert link["data"]["text/plain"] == f"Open the App in a browser tab: {address}"
            assert "text/html" not in link["data"]
            assert notebook.text("print(session.url)").strip() == address
            assert server["token"] not in notebook.document()
            # No port was opened for it.
            assert notebook.text("print(session._door)").strip() == "None"

    def test_under_a_hub_the_address_has_its_prefix(
        self, shown: str, monkeypatch: pytest.MonkeyPatch, bridge: BridgeClient
    ) -> None:
        monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/ada/")
        with running_notebook() as notebook:
            notebook.run(shown)
            path = "/user/ada/lunette/app?session="
            assert notebook.text("print(session.url)").startswith(path)
            public = "import os\nos.environ['JUPYTERHUB_PUBLIC_URL'] = 'https://hub.example/u/ada/'"
            notebook.run(public)
            address = "https://hub.example/u/ada/lunette/app?session="
            assert notebook.text("print(session.url)").startswith(address)

    @pytest.mark.parametrize(
        ("status", "body", "said"),
        [
            (404, None, "has not loaded Lunette"),
            (200, healthy({"labextension": None}), "no extension of JupyterLab"),
            (200, healthy({"home": "00000000"}), "keeps its data in another folder"),
        ],
    )
    def test_what_keeps_the_app_away_is_said_once_in_the_cell(
        self, shown: str, own_server: Any, bridge: BridgeClient, status: int, body: Any, said: str
    ) -> None:
        with answering(status, body) as server, running_notebook() as notebook:
            own_server(server)
            text = notebook.text(shown)
            assert text.startswith("The App cannot be shown here. Jupyter server at http://")
            assert said in text
            assert "\n→ " in text
            assert server["token"] not in text
            assert notebook.text("session.show()") == ""

    def test_nothing_is_said_where_all_is_well(
        self, shown: str, own_server: Any, bridge: BridgeClient
    ) -> None:
        with answering(200, healthy()) as server, running_notebook() as notebook:
            own_server(server)
            assert notebook.text(shown) == ""


class TestOtherNotebooks:
    @pytest.mark.parametrize(
        ("name", "value", "host"),
        [
            ("COLAB_RELEASE_TAG", "release", "Colab"),
            ("KAGGLE_KERNEL_RUN_TYPE", "Interactive", "Kaggle"),
            ("DATABRICKS_RUNTIME_VERSION", "15.4", "Databricks"),
        ],
    )
    def test_a_host_that_lets_nothing_through_has_pictures_and_says_so(
        self,
        shown: str,
        monkeypatch: pytest.MonkeyPatch,
        bridge: BridgeClient,
        name: str,
        value: str,
        host: str,
    ) -> None:
        monkeypatch.setenv(name, value)
        with running_notebook() as notebook:
            assert picture_of(app_output(notebook.run(shown))).width > 300
            said = notebook.text("session.open_tab()")
            assert f"{host} gives the browser no way to the App" in said
            assert notebook.text("print(session._door)").strip() == "None"

    def test_remote_sessions_are_refused_before_anything_is_started(
        self, own_home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LUNETTE_HOME", str(own_home))
        with running_notebook() as notebook:
            said = notebook.text(
                "import lunette as ln\n"
                "try:\n    ln.launch_app(remote=True)\n"
                "except ValueError as error:\n    print(error)"
            )
        assert said == "Remote sessions cannot be run from a notebook\n"
        assert not (own_home / "run" / "bridge.sock").exists()

    def test_notebooks_cannot_wait(self, shown: str, bridge: BridgeClient) -> None:
        with running_notebook() as notebook:
            notebook.run(shown)
            assert "Notebook sessions cannot wait" in notebook.text("session.wait()")


def test_ipython_in_a_terminal_opens_a_tab(
    shown: str, tmp_path: Path, lunette_home: Path, bridge: BridgeClient
) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {opened}\n')
    browser.chmod(0o755)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "IPython",
            "--simple-prompt",
            "--no-banner",
            "-c",
            f"{shown}\nsession",
        ],
        capture_output=True,
        text=True,
        timeout=100,
        env={
            **os.environ,
            "LUNETTE_HOME": str(lunette_home),
            "IPYTHONDIR": str(tmp_path / "ipython"),
            "BROWSER": str(browser),
        },
    )
    assert done.returncode == 0, done.stderr
    assert opened.read_text().startswith("http://127.0.0.1:")
    assert "/app?session=" in opened.read_text()
    assert "Session URL:      http://127.0.0.1:" in done.stdout
