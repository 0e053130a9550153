"""A session with a real bridge, and an App at its other end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import lunette as ln
from lunette._bridge_client import BridgeClient
from lunette.core.session import Session
from lunette.tests.support.app import App
from lunette.tests.support.pictures import picture_dataset


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory, lunette_home: Path) -> Iterator[ln.Dataset]:
    dataset = picture_dataset(tmp_path_factory.mktemp("pictures"))
    yield dataset
    dataset.delete()


@pytest.fixture
def session(dataset: ln.Dataset, bridge: BridgeClient) -> Iterator[Session]:
    session = Session(dataset)
    yield session
    session.close()


@pytest.fixture
def app(session: Session, lunette_home: Path) -> Iterator[App]:
    app = App(lunette_home, session._wire.id)
    yield app
    app.close()
