"""Notebooks that are executed in a real kernel without a browser."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import nbformat as untyped_nbformat
from nbclient import NotebookClient
from PIL import Image

from lunette.core.session.bundle import MIME_TYPE

# The package has no types.
nbformat: Any = untyped_nbformat


class Notebook:
    """A notebook with a running kernel; the data home is that of this process."""

    def __init__(self, client: NotebookClient) -> None:
        self._client = client

    def run(self, source: str) -> list[dict[str, Any]]:
        """Executes a new cell and returns its outputs as they are in the document.

        Later executions may still change them: an updated display is the same object.
        """
        cell = nbformat.v4.new_code_cell(source)
        self._client.nb.cells.append(cell)
        self._client.execute_cell(cell, len(self._client.nb.cells) - 1)
        outputs: list[dict[str, Any]] = cell.outputs
        return outputs

    def text(self, source: str) -> str:
        """What a cell prints."""
        return "".join(
            output["text"] for output in self.run(source) if output["output_type"] == "stream"
        )

    def document(self) -> str:
        """The notebook as it would be saved."""
        nbformat.validate(self._client.nb)
        text: str = nbformat.writes(self._client.nb)
        return text


@contextmanager
def running_notebook() -> Iterator[Notebook]:
    """A new notebook; its kernel ends with the context."""
    client = NotebookClient(nbformat.v4.new_notebook(), kernel_name="python3", timeout=100)
    with client.setup_kernel():
        yield Notebook(client)


def app_output(outputs: list[dict[str, Any]]) -> dict[str, Any]:
    """The one output that shows the App, live or frozen."""
    found = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(found) == 1, outputs
    return found[0]


def is_live(output: dict[str, Any]) -> bool:
    """Whether the output is the App and not only its picture."""
    return MIME_TYPE in output["data"]


def picture_of(output: dict[str, Any]) -> Image.Image:
    """The picture of an output."""
    return Image.open(io.BytesIO(base64.b64decode(output["data"]["image/png"])))
