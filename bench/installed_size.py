"""Size of everything that ``pip install lunette`` brings: its own files and its requirements."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

from measure import Result, report, write_results

ROOT = Path(__file__).parent.parent
#: npm packages with native parts that the wheel carries beside the bundle of the bridge.
NATIVE = ("sharp", "@img", "@duckdb", "detect-libc", "semver")


def requirements(name: str, seen: set[str]) -> set[str]:
    """Names of the installed distributions that ``name`` needs, itself included."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return seen
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return seen
    seen.add(key)
    for requirement in distribution.requires or []:
        if "extra ==" not in requirement:
            match = re.match(r"[A-Za-z0-9_.-]+", requirement)
            if match:
                requirements(match.group(), seen)
    return seen


def size_of(name: str) -> int:
    files = metadata.distribution(name).files or []
    paths = (Path(str(file.locate())) for file in files)
    return sum(path.stat().st_size for path in paths if path.is_file())


def folder_size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    names = requirements("lunette", set())
    jupyter = requirements("jupyter_server", set())
    own = folder_size(ROOT / "lunette")
    native = sum(folder_size(ROOT / "node_modules" / package) for package in NATIVE)
    others = sum(size_of(name) for name in names - jupyter - {"lunette"})
    total = (own + native + others) / 1e6
    report(Result("installed size beside Jupyter", total, "MB", "350 MB", peer="1 200 MB"))
    app = folder_size(ROOT / "lunette" / "labextension" / "static") / 1e6
    report(Result("App download, not compressed", app, "MB", "1.5 MB", peer="9.3 MB"))
    write_results()


if __name__ == "__main__":
    main()
