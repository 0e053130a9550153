"""Sessions outside of notebooks."""

from __future__ import annotations

from typing import Any

import pytest

import lunette as ln
from lunette._bridge_client import BridgeClient
from lunette.core.session import Session


class TestOutsideOfNotebooks:
    def test_showing_says_once_that_there_is_nowhere_to_show(self, session: Session) -> None:
        with pytest.warns(UserWarning, match="cells of notebooks only"):
            session.show()
        session.show()

    def test_launching_and_closing_work_without_a_word(
        self, dataset: ln.Dataset, recwarn: pytest.WarningsRecorder, bridge: BridgeClient
    ) -> None:
        session = ln.launch_app(dataset, auto=False)
        assert session.dataset is dataset
        assert session.url is None
        ln.close_app()
        ln.close_app()
        assert len(recwarn) == 0
        with pytest.raises(ValueError, match="session was closed"):
            session.view = dataset.limit(1)
        session.close()

    @pytest.mark.parametrize("height", [0, 99, 4001, 500.0, "500", True])
    def test_heights_that_mean_nothing_are_refused(self, session: Session, height: Any) -> None:
        with pytest.raises(ValueError, match="whole number of pixels from 100 to 4000"):
            session.show(height)

    def test_arguments_of_the_wrong_kind_are_refused(self, bridge: BridgeClient) -> None:
        with pytest.raises(ValueError, match="`dataset` must be a Dataset or DatasetView or None"):
            ln.launch_app("quickstart")  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="`config` must be a AppConfig or None"):
            ln.launch_app(config={})  # type: ignore[arg-type]
