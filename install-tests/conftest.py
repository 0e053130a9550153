"""One installation for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from clean_environment import CleanEnvironment, install


@pytest.fixture(scope="session")
def wheel() -> Path:
    """The wheel that ``npm run package`` made."""
    return Path(os.environ["LUNETTE_WHEEL"]).resolve()


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CleanEnvironment]:
    """An environment with the wheel; its bridge ends with it."""
    environment = install(wheel, tmp_path_factory.mktemp("i")).environment
    yield environment
    if (environment.programs / "lunette").exists():
        environment.run("lunette", "bridge", "stop", check=False)
