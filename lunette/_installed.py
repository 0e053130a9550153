"""What of Lunette is installed beside this Python."""

from __future__ import annotations

import json
from pathlib import Path

__all__ = ["labextension_folder", "labextension_version"]


def labextension_folder() -> Path | None:
    """Where this environment has the extension of JupyterLab, or None."""
    from jupyter_core.paths import jupyter_path

    for folder in jupyter_path("labextensions"):
        found = Path(folder) / "lunette"
        if (found / "package.json").is_file():
            return found
    return None


def labextension_version() -> str | None:
    """Version of the extension of JupyterLab in this environment, or None if there is none."""
    folder = labextension_folder()
    if folder is None:
        return None
    try:
        version = json.loads((folder / "package.json").read_text("utf-8")).get("version")
    except (OSError, ValueError):
        return None
    return None if version is None else str(version)
