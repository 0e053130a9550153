"""A session as a page for people without Lunette."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from lunette.core.progress import Progress, ProgressOption
from lunette.core.session.bridge_errors import readable_errors
from lunette.core.session.session_base import SessionBase

__all__ = ["SessionExport", "checked_path"]

_SAMPLES = (1, 10_000)


class SessionExport(SessionBase):
    """The part of a session that writes it into files for others."""

    def export_html(
        self,
        path: str | os.PathLike[str],
        max_samples: int = 500,
        overwrite: bool = False,
        progress: ProgressOption = None,
    ) -> Path:
        """Writes the session as one HTML page for people without Lunette.

        The page opens from disk in any browser, without a network and without a server: thumbnails
        of the first samples of the view, their labels as the App draws them, label fields that can
        be switched off, search, sorting, filters with counts and a viewer. It holds pictures of at
        most 768 pixels on the longer side, about 20 to 60 kB each (500 samples: 10 to 30 MB), file
        names without their folders, tags, fields of simple values and the visible label fields.

        The file appears when it is whole; Ctrl-C leaves nothing behind.

        Args:
            path: of the page, such as ``"page.html"``
            max_samples (500): how many samples of the view at most, 1 … 10 000
            overwrite (False): whether a file at `path` is replaced
            progress (None): whether to show progress; None shows it if it takes long

        Returns:
            the absolute path of the page

        Raises:
            FileExistsError: there is a file and `overwrite` is False
            FileNotFoundError: the folder does not exist
            IsADirectoryError: `path` is a folder
            ValueError: `max_samples` is impossible, or the session shows no dataset
            LunetteError: the page cannot be written, for lack of room or of permission
        """
        target = checked_path(path, overwrite)
        samples = _checked_samples(max_samples)
        with readable_errors(), Progress(None, progress) as shown:

            def advance(done: int, total: int | None) -> None:
                shown.total = total
                shown.update(done - shown.done)

            self._wire.client.request(
                "session.export_html",
                {
                    "session": self._wire.id,
                    "path": str(target),
                    "max_samples": samples,
                    "overwrite": bool(overwrite),
                },
                on_progress=advance,
            )
        return target


def _checked_samples(value: Any) -> int:
    least, most = _SAMPLES
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValueError(f"`max_samples` is a whole number from {least} to {most}; found {value!r}")
    return value


def checked_path(path: str | os.PathLike[str], overwrite: bool) -> Path:
    """The absolute path of a file that can be written.

    Raises:
        FileNotFoundError: its folder does not exist
        FileExistsError: it exists and is not to be overwritten
        IsADirectoryError: it is a folder
    """
    target = Path(path).expanduser().absolute()
    if target.is_dir():
        raise IsADirectoryError(
            f"{target} is a folder. Give the name of a file in it, such as "
            f"{target / 'dataset.html'}."
        )
    if not target.parent.is_dir():
        raise FileNotFoundError(
            f"The folder {target.parent} does not exist. Make it first, or choose another."
        )
    if target.exists() and not overwrite:
        raise FileExistsError(
            f"{target} exists already. Choose another name, or pass overwrite=True to replace it."
        )
    return target
