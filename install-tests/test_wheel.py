"""What is in the wheel."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_is_for_this_platform_and_every_python(wheel: Path) -> None:
    python, abi, platform = wheel.stem.split("-")[-3:]
    assert (python, abi) == ("py3", "none")
    assert platform != "any"


@pytest.mark.parametrize(
    "part",
    [
        "lunette/bridge/main.mjs",
        "lunette/bridge/query.worker.mjs",
        "lunette/bridge/node/LICENSE",
        "lunette/bridge/node_modules/@duckdb/node-api/package.json",
        "lunette/bridge/node_modules/sharp/package.json",
        "share/jupyter/labextensions/lunette/package.json",
        "share/jupyter/labextensions/lunette/install.json",
        "etc/jupyter/jupyter_server_config.d/lunette.json",
        "lunette/page/index.html",
        "lunette/page/page.js",
        "lunette/page/page.css",
        "lunette/page/headers.json",
        "lunette/py.typed",
    ],
)
def test_has_every_part(names: list[str], part: str) -> None:
    assert any(name.endswith(part) for name in names)


def test_needs_no_other_node(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = [name for name in archive.namelist() if name.endswith("/METADATA")]
        needed = archive.read(metadata).decode()
    assert "nodejs" not in needed


def test_has_native_libraries(names: list[str]) -> None:
    assert any("libvips" in name for name in names)
    assert any("duckdb" in name and name.endswith(".node") for name in names)


def test_has_no_tests_and_no_sources_of_ours(names: list[str]) -> None:
    ours = [name for name in names if "node_modules" not in name]
    assert not [name for name in ours if "/tests/" in name or name.endswith((".ts", ".tsx"))]
    assert not [name for name in names if name.endswith((".spec.js", ".js.map"))]
