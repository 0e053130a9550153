"""The folder of a zoo dataset's files: complete or not there."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from lunette._bridge_runtime import data_home

__all__ = ["complete_folder", "zoo_folder"]

#: Nobody writes that long; what is older was left behind by a process that was ended.
_GIVEN_UP_AFTER_SECONDS = 900


def zoo_folder(name: str) -> Path:
    """Where the files of a zoo dataset are; it need not exist."""
    # The real path: the same file must not be known under two names.
    return Path(os.path.realpath(data_home())) / "zoo" / name


def complete_folder(folder: Path, names: Iterable[str], write: Callable[[Path], None]) -> bool:
    """Makes sure that a folder has all its files.

    They are written into a temporary folder beside it and moved when all are there, so that
    whatever is in the folder is a whole file. Files that are there already stay as they are.

    Args:
        folder: the folder
        names: the files that it must have
        write: writes all of them into the folder it is given

    Returns:
        whether files were missing

    Raises:
        OSError: if the folder cannot be written
    """
    missing = [name for name in names if not (folder / name).is_file()]
    if not missing:
        return False
    data_home().mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    _remove_given_up(folder)
    temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        write(temporary)
        for name in missing:
            (temporary / name).replace(folder / name)
    finally:
        shutil.rmtree(temporary)
    return True


def _remove_given_up(folder: Path) -> None:
    for left in folder.parent.glob(f".{folder.name}-*"):
        if time.time() - left.stat().st_mtime > _GIVEN_UP_AFTER_SECONDS:
            shutil.rmtree(left)
