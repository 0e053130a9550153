"""The command `lunette`, as it is run in a terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import lunette
from lunette._bridge_process import ensure_bridge, running_bridge
from lunette._bridge_runtime import runtime_paths
from lunette.tests.support.jupyter_server import JupyterServer


def run(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lunette._cli", *arguments],
        capture_output=True,
        text=True,
        timeout=100,
        env={**os.environ, "LUNETTE_HOME": str(home), **environment},
        check=False,
    )


def test_says_its_version(own_home: Path) -> None:
    assert run(own_home, "--version").stdout == f"lunette {lunette.__version__}\n"


def test_says_what_is_missing_on_the_command_line(own_home: Path) -> None:
    done = run(own_home, "bridge")
    assert done.returncode == 2
    assert "ACTION" in done.stderr


class TestBridge:
    def test_status_says_that_none_runs(self, own_home: Path) -> None:
        done = run(own_home, "bridge", "status")
        assert (done.returncode, done.stderr) == (1, "")
        assert f"No bridge runs for {own_home}" in done.stdout
        assert running_bridge(own_home) is None

    def test_start_status_stop(self, own_home: Path) -> None:
        assert run(own_home, "bridge", "start").returncode == 0
        assert "runs already" in run(own_home, "bridge", "start").stdout
        status = run(own_home, "bridge", "status")
        assert status.returncode == 0
        assert f"Version:      {lunette.__version__} on Node 24" in status.stdout
        assert "Clients:      0" in status.stdout
        assert run(own_home, "bridge", "stop").stdout == "The bridge was stopped.\n"
        assert running_bridge(own_home) is None
        assert run(own_home, "bridge", "stop").returncode == 0

    def test_stop_ends_a_bridge_that_does_not_answer(
        self, own_home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from lunette import _bridge_commands

        ensure_bridge(own_home)
        monkeypatch.setenv("LUNETTE_HOME", str(own_home))
        monkeypatch.setattr(_bridge_commands, "_ANSWER_TIMEOUT", 0.0)
        assert _bridge_commands.stop_bridge() == 0
        assert running_bridge(own_home) is None

    def test_logs_shows_the_last_lines(self, own_home: Path) -> None:
        assert run(own_home, "bridge", "logs").returncode == 1
        ensure_bridge(own_home)
        assert f"serves {own_home}" in run(own_home, "bridge", "logs").stdout
        log = runtime_paths(own_home).log
        log.write_text("".join(f"line {i}\n" for i in range(100)))
        assert run(own_home, "bridge", "logs", "-n", "2").stdout == "line 98\nline 99\n"

    def test_an_error_is_a_sentence_without_a_trace(self, own_home: Path) -> None:
        (own_home / "run").write_text("in the way")
        done = run(own_home, "bridge", "start")
        assert done.returncode == 1
        assert str(own_home / "run") in done.stderr
        assert "Traceback" not in done.stderr


class TestDoctor:
    def test_finds_nothing_wrong_up_to_the_bridge(self, own_home: Path) -> None:
        done = run(own_home, "doctor")
        for expected in ("Python 3.", "Node 24.", "Bridge runs", "Bridge answers"):
            assert f"ok      {expected}" in done.stdout
        assert f"Bridge is of this version ({lunette.__version__})" in done.stdout

    def test_names_the_hop_that_fails_and_how_to_repair_it(self, own_home: Path) -> None:
        (own_home / "store.db").write_bytes(b"no database" * 500)
        done = run(own_home, "doctor")
        assert done.returncode == 1
        assert "ok      Node" in done.stdout
        assert "FAILED  The bridge ended while starting" in done.stdout
        assert "→ lunette bridge logs" in done.stdout
        assert "Traceback" not in done.stdout + done.stderr

    def test_notices_a_disabled_server_extension(self, own_home: Path, tmp_path: Path) -> None:
        config = {"ServerApp": {"jpserver_extensions": {"lunette": False}}}
        (tmp_path / "jupyter_server_config.json").write_text(json.dumps(config))
        done = run(own_home, "doctor", JUPYTER_CONFIG_PATH=str(tmp_path))
        assert "FAILED  Extension of the Jupyter server is disabled" in done.stdout
        assert "→ jupyter server extension enable lunette" in done.stdout

    def test_notices_an_extension_of_another_version(self, own_home: Path, tmp_path: Path) -> None:
        package = tmp_path / "labextensions" / "lunette" / "package.json"
        package.parent.mkdir(parents=True)
        package.write_text('{"version": "0.0.1"}')
        done = run(own_home, "doctor", JUPYTER_PATH=str(tmp_path))
        assert "FAILED  Extension of JupyterLab is version 0.0.1" in done.stdout

    def test_asks_the_running_servers(self, own_home: Path, tmp_path: Path) -> None:
        server = JupyterServer(tmp_path, own_home)
        try:
            done = run(own_home, "doctor", JUPYTER_RUNTIME_DIR=str(tmp_path / "runtime_dir"))
        finally:
            server.stop()
        assert f"ok      Jupyter server at http://{server.host}{server.base}" in done.stdout
        assert server.token not in done.stdout
