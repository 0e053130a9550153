"""Archives of datasets: unpacked with care, and packed."""

from __future__ import annotations

import shutil
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from lunette.core.media import normal_path

__all__ = ["archive_suffix", "pack_archive", "unpacked"]

#: Names of archives, and what :func:`shutil.make_archive` calls them.
_SUFFIXES = {
    ".zip": "zip",
    ".tar": "tar",
    ".tar.gz": "gztar",
    ".tgz": "gztar",
    ".tar.bz2": "bztar",
    ".tbz": "bztar",
}
_MAX_ENTRIES = 10_000_000
#: Unpacked bytes: a floor, and how often the archive's own size beyond it.
_MAX_BYTES = 4 * 1024**3
_MAX_RATIO = 200
_CHUNK = 1024 * 1024


def archive_suffix(path: Any) -> str | None:
    """The suffix of an archive's path, or None if it is no archive's."""
    name = str(path).lower()
    return next(
        (suffix for suffix in sorted(_SUFFIXES, key=len)[::-1] if name.endswith(suffix)), None
    )


@contextmanager
def unpacked(archive_path: Any, cleanup: bool) -> Iterator[str]:
    """The folder of an unpacked archive.

    Args:
        archive_path: the archive; its folder has its name without the suffix
        cleanup: whether to delete the archive if the block ends well

    Raises:
        ValueError: if there is no such archive, or something in it is not safe to unpack
    """
    archive = Path(normal_path(archive_path))
    suffix = archive_suffix(archive)
    if suffix is None:
        known = ", ".join(_SUFFIXES)
        raise ValueError(f"{archive} is no archive that can be unpacked; known are {known}.")
    folder = archive.with_name(archive.name[: -len(suffix)])
    if not folder.is_dir():
        _unpack(archive, folder)
    yield str(folder)
    if cleanup:
        archive.unlink(missing_ok=True)


def _unpack(archive: Path, folder: Path) -> None:
    if not archive.is_file():
        raise ValueError(f"There is no archive {archive}.")
    temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=archive.parent))
    try:
        most = max(_MAX_BYTES, archive.stat().st_size * _MAX_RATIO)
        try:
            if archive.name.lower().endswith(".zip"):
                _unpack_zip(archive, temporary, most)
            else:
                _unpack_tar(archive, temporary, most)
        except (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError, RuntimeError) as error:
            raise ValueError(f"{archive} cannot be unpacked: {error}.") from None
        temporary.chmod(0o755)
        temporary.rename(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _target(archive: Path, folder: Path, name: str) -> Path:
    """Where an entry goes.

    Raises:
        ValueError: if that is not in the folder
    """
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\0" in name or ":" in path.parts[0:1]:
        raise ValueError(f"{archive}: the entry {name!r} leads out of the archive's folder.")
    return folder.joinpath(*path.parts)


class _Budget:
    """How much may still be written."""

    def __init__(self, archive: Path, most: int) -> None:
        self._archive = archive
        self._left = most
        self._entries = 0

    def entry(self) -> None:
        self._entries += 1
        if self._entries > _MAX_ENTRIES:
            raise ValueError(f"{self._archive} has more than {_MAX_ENTRIES:,} entries.")

    def write(self, source: IO[bytes], target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            while chunk := source.read(_CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise ValueError(
                        f"{self._archive} is suspiciously large once unpacked; unpack it yourself "
                        "and use from_dir()."
                    )
                file.write(chunk)


def _unpack_zip(archive: Path, folder: Path, most: int) -> None:
    budget = _Budget(archive, most)
    with zipfile.ZipFile(archive) as packed:
        for entry in packed.infolist():
            budget.entry()
            target = _target(archive, folder, entry.filename)
            if entry.is_dir():
                target.mkdir(parents=True, exist_ok=True)
            elif stat.S_ISLNK(entry.external_attr >> 16):
                raise ValueError(f"{archive}: the entry {entry.filename!r} is a link.")
            else:
                with packed.open(entry) as source:
                    budget.write(source, target)


def _unpack_tar(archive: Path, folder: Path, most: int) -> None:
    budget = _Budget(archive, most)
    with tarfile.open(archive, "r:*") as packed:
        for entry in packed:
            budget.entry()
            target = _target(archive, folder, entry.name)
            if entry.isdir():
                target.mkdir(parents=True, exist_ok=True)
            elif not entry.isreg():
                raise ValueError(
                    f"{archive}: the entry {entry.name!r} is no file but a link or device."
                )
            else:
                source = packed.extractfile(entry)
                if source is not None:
                    budget.write(source, target)


@contextmanager
def pack_archive(path: str, overwrite: bool) -> Iterator[str]:
    """A folder for what is to be packed into an archive when the block ends well.

    Raises:
        ValueError: if the archive exists and is not to be overwritten
    """
    archive = Path(normal_path(path))
    suffix = archive_suffix(archive)
    if suffix is None:
        raise ValueError(f"{archive} is no name of an archive.")
    if archive.exists() and not overwrite:
        raise ValueError(f"{archive} exists already; pass overwrite=True to replace it.")
    archive.parent.mkdir(parents=True, exist_ok=True)
    name = archive.name[: -len(suffix)]
    temporary = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=archive.parent))
    try:
        folder = temporary / "content"
        folder.mkdir()
        yield str(folder)
        made = shutil.make_archive(str(temporary / name), _SUFFIXES[suffix], folder)
        Path(made).replace(archive)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
