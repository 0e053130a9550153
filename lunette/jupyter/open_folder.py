"""`POST <base>/lunette/open-folder`: a folder of the file browser, or one picture, as a dataset."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

from jupyter_core.paths import is_hidden
from jupyter_server.auth.decorator import authorized
from tornado import web

from lunette.core.media import IMAGE_SUFFIXES
from lunette.jupyter.guarded import GuardedHandler

__all__ = ["OpenFolderHandler", "file_of"]

_MAX_BODY_BYTES = 64 * 1024


class OpenFolderHandler(GuardedHandler):
    """Takes `{"path": …}` below the server's folder; answers with `dataset` and `count`.

    The dataset is made by a program of its own, as a kernel would: the bridge takes no paths from
    pages, and the server goes on serving meanwhile.
    """

    SUPPORTED_METHODS = ("POST",)
    auth_resource = "lunette"

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Makes the dataset, or finds the one that was made of the folder before."""
        path = file_of(self._asked_path(), self.contents_manager)
        program = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "lunette.jupyter.folder_dataset",
            os.fspath(path),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            output, log = await program.communicate()
        except asyncio.CancelledError:
            program.kill()
            raise
        try:
            answer: dict[str, Any] = json.loads(output)
        except ValueError:
            self.log.error("Lunette could not open %s:\n%s", path, log.decode("utf-8", "replace"))
            raise web.HTTPError(
                500,
                f"{path.name} could not be opened; the log of the Jupyter server says why.",
            ) from None
        if "error" in answer:
            raise web.HTTPError(400, answer["error"])
        self.finish_json(answer)

    def _asked_path(self) -> str:
        body = self.request.body
        try:
            asked = json.loads(body) if len(body) <= _MAX_BODY_BYTES else None
        except ValueError:
            asked = None
        path = asked.get("path") if isinstance(asked, dict) else None
        if not isinstance(path, str) or "\0" in path:
            raise web.HTTPError(400, 'Send JSON with a path, such as {"path": "photos"}.')
        return path


def file_of(path: str, contents_manager: Any) -> Path:
    """The folder or picture of a path below the server's folder.

    Raises:
        HTTPError: 400 if the server's files are not in a folder, or it is neither folder nor
            picture; 404 if there is none, or none that the server shows
    """
    root_dir = getattr(contents_manager, "root_dir", None)
    if not root_dir:
        raise web.HTTPError(
            400,
            "The files of this Jupyter server are not in a folder of its computer. "
            'Make the dataset in a notebook: lunette.Dataset.from_images_dir("…").',
        )
    root = Path(root_dir).resolve()
    found = (root / path.strip("/")).resolve()
    name = path.strip("/") or "The folder of the server"
    # One answer for what is not there and what is not shown: nobody learns which of them it is.
    if not found.is_relative_to(root) or not found.exists():
        raise web.HTTPError(404, f"{name} is not below the folder of this Jupyter server.")
    shown = getattr(contents_manager, "allow_hidden", False)
    if found != root and not shown and is_hidden(os.fspath(found), os.fspath(root)):
        raise web.HTTPError(404, f"{name} is not below the folder of this Jupyter server.")
    if found.is_dir() or (found.is_file() and found.suffix.lower() in IMAGE_SUFFIXES):
        return found
    raise web.HTTPError(400, f"{name} is neither a folder nor a picture.")
