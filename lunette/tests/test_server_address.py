"""The address of the Jupyter server that started this kernel."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lunette.core.session.server_address import server_address


def test_is_that_of_the_server_that_started_the_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    described = {"url": "http://localhost:8888/user/ann/", "token": "secret", "pid": 123}
    (tmp_path / "jpserver-123.json").write_text(json.dumps(described))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("JPY_PARENT_PID", "123")
    assert server_address() == "http://localhost:8888/user/ann/"
    monkeypatch.setenv("JPY_PARENT_PID", "124")
    assert server_address() is None
    monkeypatch.delenv("JPY_PARENT_PID")
    assert server_address() is None
