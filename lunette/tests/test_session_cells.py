"""The App in the cells of a notebook, in a real kernel: shown, frozen, followed."""

from __future__ import annotations

import base64
import io
import json
import re
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import lunette as ln
from lunette._bridge_client import BridgeClient
from lunette._bridge_session import ReceivedEvent
from lunette._generated.events import CaptureNotebookCell, ReactivateNotebookCell, SetView
from lunette.core.session import notebook as place_of
from lunette.core.session.bundle import MIME_TYPE
from lunette.core.session.cells import _ran_again
from lunette.tests.support.app import App, wait_until
from lunette.tests.support.notebook import (
    Notebook,
    app_output,
    is_live,
    nbformat,
    picture_of,
    running_notebook,
)
from lunette.tests.support.pictures import picture_dataset


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory, lunette_home: Path) -> Iterator[ln.Dataset]:
    dataset = picture_dataset(tmp_path_factory.mktemp("pictures"), name="cells")
    yield dataset
    dataset.delete()


@pytest.fixture(scope="module")
def kernel(dataset: ln.Dataset) -> Iterator[Notebook]:
    with running_notebook() as notebook:
        notebook.run("import lunette as ln\ndataset = ln.load_dataset('cells')")
        yield notebook


@pytest.fixture
def notebook(kernel: Notebook, bridge: BridgeClient) -> Iterator[Notebook]:
    yield kernel
    kernel.run("ln.close_app()")


@pytest.fixture
def launched(notebook: Notebook) -> dict[str, object]:
    return app_output(notebook.run("session = ln.launch_app(dataset)"))


@pytest.fixture
def app(launched: dict[str, dict[str, dict[str, str]]], lunette_home: Path) -> Iterator[App]:
    app = App(lunette_home, launched["data"][MIME_TYPE]["session"])
    yield app
    app.close()


class TestShowing:
    def test_displays_the_app_a_picture_and_a_line_of_text(self, notebook: Notebook) -> None:
        output = app_output(notebook.run("session = ln.launch_app(dataset, height=500)"))
        assert set(output["data"]) == {MIME_TYPE, "image/png", "text/plain"}
        assert output["metadata"] == {"image/png": {"width": 1000, "height": 500}}
        assert "cells" in output["data"]["text/plain"]
        picture = picture_of(output).convert("RGB")
        assert picture.size == (1000, 500)
        # The first picture file has this colour; it is painted over a tile.
        colours: list[Any] = picture.getcolors(1 << 20) or []
        near = [n for n, (_, g, b) in colours if abs(g - 120) < 9 < b - 185]
        assert sum(near) > 500

    def test_puts_nothing_secret_and_no_address_into_the_document(
        self, notebook: Notebook, lunette_home: Path, dataset: ln.Dataset
    ) -> None:
        output = app_output(notebook.run("session = ln.launch_app(dataset)"))
        app = output["data"][MIME_TYPE]
        assert set(app) == {"v", "session", "subscription", "height", "home", "version"}
        assert re.fullmatch(r"[0-9a-f]{32}", app["session"])
        assert re.fullmatch(r"[0-9a-f]{32}", app["subscription"])
        without_picture = {**output["data"], "image/png": ""}
        text = json.dumps([without_picture, output["metadata"]])
        for secret in (str(lunette_home), "localhost", "127.0.0.1", "http", "/tmp", "<"):
            assert secret not in text

    def test_in_a_second_cell_leaves_a_picture_in_the_first(
        self, notebook: Notebook, launched: dict[str, dict[str, dict[str, str]]]
    ) -> None:
        first = dict(launched["data"][MIME_TYPE])
        second = app_output(notebook.run("session.show(height=400)"))
        assert is_live(second)
        assert second["data"][MIME_TYPE]["height"] == 400
        assert not is_live(launched)
        assert set(launched["data"]) == {"image/png", "text/plain"}
        assert launched["metadata"]["lunette"] == first
        assert second["data"][MIME_TYPE]["session"] == first["session"]
        assert second["data"][MIME_TYPE]["subscription"] != first["subscription"]

    def test_twice_in_one_cell_leaves_a_picture_and_the_app(self, notebook: Notebook) -> None:
        outputs = notebook.run("session = ln.launch_app(dataset)\nsession.show()")
        assert [is_live(output) for output in outputs] == [False, True]

    def test_launching_again_makes_the_app_of_the_session_before_a_picture(
        self, notebook: Notebook, launched: dict[str, dict[str, dict[str, str]]]
    ) -> None:
        notebook.run("before = session")
        outputs = notebook.run("session = ln.launch_app(dataset.limit(1))")
        assert is_live(app_output(outputs))
        assert not is_live(launched)
        assert notebook.text("print(len(before.dataset), len(session.view))") == "6 1\n"
        notebook.run("before.close()")

    def test_is_left_out_without_auto(self, notebook: Notebook) -> None:
        assert notebook.run("session = ln.launch_app(dataset, auto=False)") == []
        assert notebook.run("session.view = dataset.limit(1)") == []
        assert is_live(app_output(notebook.run("session.show()")))


class TestAuto:
    def test_shows_the_app_in_the_cell_that_sets_a_view(
        self, notebook: Notebook, launched: dict[str, object]
    ) -> None:
        outputs = notebook.run("session.view = dataset.limit(2)")
        assert is_live(app_output(outputs))
        assert "2 of 6" in app_output(outputs)["data"]["text/plain"]
        assert not is_live(launched)

    def test_shows_it_once_in_a_cell(self, notebook: Notebook, launched: dict[str, object]) -> None:
        source = "for n in (1, 2, 3): session.view = dataset.limit(n)"
        output = app_output(notebook.run(source))
        # Nobody saw the pictures in between; the last one stays.
        assert "3 of 6" in output["data"]["text/plain"]

    def test_does_nothing_in_the_cell_that_launched_it(self, notebook: Notebook) -> None:
        source = "session = ln.launch_app(dataset)\nsession.view = dataset.limit(2)"
        output = app_output(notebook.run(source))
        assert is_live(output)
        assert "2 of 6" in output["data"]["text/plain"]

    def test_leaves_the_live_cell_alone_if_the_view_is_not_possible(
        self, notebook: Notebook, launched: dict[str, object]
    ) -> None:
        bad = "bad = dataset.limit(1); bad._stages.append({'stage': 'exists', 'field': 'nowhere'})"
        text = notebook.text(f"{bad}\ntry: session.view = bad\nexcept ValueError as e: print(e)")
        assert "nowhere" in text
        assert is_live(launched)

    def test_is_off_in_no_show_and_when_it_is_set_so(
        self, notebook: Notebook, launched: dict[str, object]
    ) -> None:
        assert notebook.run("with session.no_show(): session.view = dataset.limit(2)") == []
        assert notebook.text("print(session.auto)") == "True\n"
        assert notebook.run("session.auto = False\nsession.view = dataset.limit(3)") == []
        assert is_live(launched)

    def test_leaves_selections_alone(self, notebook: Notebook, launched: dict[str, object]) -> None:
        assert notebook.run("session.selected = dataset.values('id')[:1]") == []
        assert notebook.run("session.refresh()") == []
        assert is_live(launched)


class TestFreezingWithoutAnApp:
    def test_replaces_the_output_by_a_drawn_picture(
        self, notebook: Notebook, launched: dict[str, dict[str, dict[str, str]]]
    ) -> None:
        app = dict(launched["data"][MIME_TYPE])
        assert notebook.run("session.freeze()") == []
        assert set(launched["data"]) == {"image/png", "text/plain"}
        assert launched["metadata"] == {
            "image/png": {"width": 1000, "height": 600},
            "lunette": app,
        }
        assert notebook.run("session.freeze()") == []

    def test_has_the_scale_and_format_asked_for(
        self, notebook: Notebook, launched: dict[str, dict[str, Any]]
    ) -> None:
        assert notebook.run("session.freeze(0.5, 'webp')") == []
        assert set(launched["data"]) == {"image/jpeg", "text/plain"}
        # Shown in the App's size, whatever the scale.
        assert launched["metadata"]["image/jpeg"] == {"width": 1000, "height": 600}
        picture = Image.open(io.BytesIO(base64.b64decode(launched["data"]["image/jpeg"])))
        assert (picture.format, picture.size) == ("JPEG", (500, 300))

    def test_is_not_larger_than_it_may_be_and_says_so(
        self, notebook: Notebook, launched: dict[str, dict[str, Any]]
    ) -> None:
        assert notebook.run("session.freeze(scale=3, max_bytes=10_000)") == []
        [file] = [text for name, text in launched["data"].items() if name.startswith("image/")]
        assert len(base64.b64decode(file)) <= 10_000
        assert "(picture reduced: " in launched["data"]["text/plain"]

    def test_works_in_the_cell_that_launched_it(self, notebook: Notebook) -> None:
        source = "session = ln.launch_app(dataset)\nsession.view = dataset.limit(1)"
        output = app_output(notebook.run(f"{source}\nsession.freeze()"))
        assert not is_live(output)
        assert "1 of 6" in output["data"]["text/plain"]

    def test_happens_when_the_session_is_closed(
        self, notebook: Notebook, launched: dict[str, object]
    ) -> None:
        notebook.run("ln.close_app()")
        assert not is_live(launched)

    def test_keeps_the_picture_of_a_live_cell_up_to_date(
        self, notebook: Notebook, launched: dict[str, dict[str, dict[str, str]]]
    ) -> None:
        notebook.run("session.auto = False\nsession.view = dataset.limit(4)")
        assert is_live(launched)
        assert "4 of 6" in launched["data"]["text/plain"]


class TestFreezingWithAnApp:
    def test_waits_until_the_app_says_that_the_picture_is_in_the_document(
        self, notebook: Notebook, launched: dict[str, dict[str, dict[str, str]]], app: App
    ) -> None:
        assert notebook.run("session.freeze()") == []
        wish = app.wait_for("deactivate_notebook_cell")
        assert wish["subscription"] == launched["data"][MIME_TYPE]["subscription"]
        # The page replaced the output; the kernel left it alone.
        assert is_live(launched)
        assert notebook.run("session.freeze()") == []
        assert len(app.seen("deactivate_notebook_cell")) == 1

    def test_raises_with_the_reason_that_the_app_gives(
        self, notebook: Notebook, launched: dict[str, object], app: App
    ) -> None:
        app.answer = "The canvas is too large for this browser."
        text = notebook.text("try: session.freeze()\nexcept ln.LunetteError as e: print(e)")
        assert text == "The App could not be frozen: The canvas is too large for this browser.\n"
        app.answer = None
        assert notebook.run("session.freeze()") == []

    def test_raises_what_it_waited_for_if_the_app_does_not_answer(
        self, notebook: Notebook, launched: dict[str, object], app: App
    ) -> None:
        app.answer = App.NO_ANSWER
        begin = time.monotonic()
        text = notebook.text(
            "try: session.freeze(timeout=0.5)\nexcept ln.LunetteError as e: print(e)"
        )
        assert time.monotonic() - begin < 5
        assert "was not frozen within 0.5 seconds" in text
        app.answer = None

    def test_draws_the_picture_if_the_page_is_closed_meanwhile(
        self, notebook: Notebook, launched: dict[str, object], app: App
    ) -> None:
        app.answer = App.NO_ANSWER

        def close_the_page(event: ReceivedEvent) -> None:
            if event.name == "deactivate_notebook_cell":
                threading.Thread(target=app.close).start()

        app.session.on_received(close_the_page)
        assert notebook.run("session.freeze(timeout=20)") == []
        assert not is_live(launched)

    def test_takes_the_picture_of_one_page_if_another_has_not_the_notebook(
        self,
        notebook: Notebook,
        launched: dict[str, dict[str, dict[str, str]]],
        app: App,
        lunette_home: Path,
    ) -> None:
        other = App(lunette_home, app.session.id, answer="No open notebook holds the cell.")
        wait_until(lambda: app.session.app_count == 2)
        assert notebook.run("session.freeze()") == []
        other.close()

    def test_is_drawn_if_the_app_is_only_in_a_browser_tab_of_its_own(
        self, notebook: Notebook, launched: dict[str, object], app: App
    ) -> None:
        app.answer = App.NO_CELL
        assert notebook.run("session.freeze(timeout=20)") == []
        assert not is_live(launched)

    def test_is_asked_for_before_the_app_is_shown_elsewhere(
        self, notebook: Notebook, launched: dict[str, dict[str, dict[str, str]]], app: App
    ) -> None:
        subscription = launched["data"][MIME_TYPE]["subscription"]
        assert is_live(app_output(notebook.run("session.show()")))
        asked = app.seen("deactivate_notebook_cell")
        assert [wish["subscription"] for wish in asked] == [subscription]

    def test_that_fails_does_not_keep_the_app_from_being_shown_elsewhere(
        self, notebook: Notebook, launched: dict[str, object], app: App
    ) -> None:
        app.answer = "The moon is full."
        assert is_live(app_output(notebook.run("session.show()")))
        assert not is_live(launched)
        app.answer = None


class TestFollowingThePage:
    def test_a_cell_reactivated_there_is_the_live_one_here(
        self, notebook: Notebook, launched: dict[str, dict[str, dict[str, str]]], app: App
    ) -> None:
        first = launched["data"][MIME_TYPE]["subscription"]
        notebook.run("session.show()")
        app.send(ReactivateNotebookCell(subscription=first))
        notebook.run("session.freeze()")
        assert app.seen("deactivate_notebook_cell")[-1]["subscription"] == first

    def test_a_cell_of_another_kernel_reactivated_there_can_be_frozen_here(
        self, notebook: Notebook, launched: dict[str, object], app: App
    ) -> None:
        app.send(ReactivateNotebookCell(subscription="of-another-kernel"))
        notebook.run("session.freeze()")
        wish = app.seen("deactivate_notebook_cell")[-1]
        assert wish["subscription"] == "of-another-kernel"

    def test_a_cell_frozen_there_is_frozen_here(
        self, notebook: Notebook, launched: dict[str, dict[str, dict[str, str]]], app: App
    ) -> None:
        subscription = launched["data"][MIME_TYPE]["subscription"]
        app.send(CaptureNotebookCell(subscription=subscription, width=800))
        notebook.run("session.freeze()")
        assert app.seen("deactivate_notebook_cell") == []

    def test_filters_made_while_the_kernel_was_busy_are_read_at_once(
        self, notebook: Notebook, launched: dict[str, object], app: App, dataset: ln.Dataset
    ) -> None:
        stages = dataset.limit(2)._serialize()
        app.send(SetView(view=stages))
        assert notebook.text("print(session.view.stages)") == "['Limit(2)']\n"


def test_a_cell_that_runs_again_has_lost_its_output() -> None:
    before = place_of.NotebookPlace("run-1", "cell-1")
    assert _ran_again(before, place_of.NotebookPlace("run-2", "cell-1"))
    assert not _ran_again(before, before)
    assert not _ran_again(before, place_of.NotebookPlace("run-2", "cell-2"))
    assert not _ran_again(before, None)
    assert not _ran_again(
        place_of.NotebookPlace("run-1", None), place_of.NotebookPlace("run-2", None)
    )


def test_nbconvert_executes_a_notebook_and_leaves_pictures(
    dataset: ln.Dataset, tmp_path: Path, lunette_home: Path
) -> None:
    sources = [
        "import lunette as ln\nsession = ln.launch_app(ln.load_dataset('cells'))",
        "session.view = session.dataset.limit(2)",
        "session.freeze()",
        "session.show(height=300)",
    ]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "in.ipynb")
    subprocess.run(
        [
            *(sys.executable, "-m", "nbconvert", "--execute", "--to", "notebook"),
            *("--output", "out.ipynb", tmp_path / "in.ipynb"),
        ],
        check=True,
        capture_output=True,
        timeout=100,
    )
    document = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    nbformat.validate(document)
    outputs = [cell.outputs for cell in document.cells]
    assert [len(found) for found in outputs] == [1, 1, 0, 1]
    assert [is_live(found[0]) for found in outputs if found] == [False, False, True]
    for found in outputs:
        for output in found:
            assert "text/html" not in output["data"]
            assert picture_of(output).width == 1000
    html = subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", "html", "--stdout", tmp_path / "out.ipynb"],
        check=True,
        capture_output=True,
        text=True,
        timeout=100,
    ).stdout
    assert len(re.findall(r'<img[^>]*data:image/png;base64,[^>]*width="1000"', html)) == 3
    assert str(lunette_home) not in html


def test_plain_ipython_has_nowhere_to_show_the_app_and_says_so_once(dataset: ln.Dataset) -> None:
    script = (
        "import lunette as ln; s = ln.launch_app(ln.load_dataset('cells')); s.show(); s.show();"
        "s.view = s.dataset.limit(1); print(len(s.view)); s.freeze(); s.close()"
    )
    done = subprocess.run(
        [sys.executable, "-m", "IPython", "--no-banner", "-c", script],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.strip() == "1"
    assert done.stderr.count("cells of notebooks only") == 1


class TestAPictureThatTakesItsTime:
    def test_joins_the_app_in_the_document_before_showing_is_over(self, notebook: Notebook) -> None:
        notebook.run("from lunette.core.session import cells; cells._ONE_MESSAGE_WAIT = 0.0")
        try:
            output = app_output(notebook.run("session = ln.launch_app(dataset)"))
        finally:
            notebook.run("cells._ONE_MESSAGE_WAIT = 0.2")
        assert set(output["data"]) == {MIME_TYPE, "image/png", "text/plain"}
        assert output["metadata"] == {"image/png": {"width": 1000, "height": 600}}
        notebook.run("session.freeze()")
        assert not is_live(output)

    def test_does_not_keep_the_app_away_if_it_cannot_be_drawn(self, notebook: Notebook) -> None:
        source = """
            from lunette._bridge_errors import BridgeError
            from lunette.core.session import cells
            from unittest.mock import patch
            error = BridgeError("internal", "The brush is broken.")
            with patch.object(cells.Drawing, "picture", side_effect=error):
                session = ln.launch_app(dataset)
        """
        outputs = notebook.run(textwrap.dedent(source))
        [shown] = [output for output in outputs if output["output_type"] == "display_data"]
        assert MIME_TYPE in shown["data"]
        said = "".join(o["text"] for o in outputs if o["output_type"] == "stream")
        assert "The brush is broken." in said
