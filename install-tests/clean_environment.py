"""A Python environment of its own with the wheel in it, and no other Node than the wheel's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import venv
from dataclasses import dataclass
from pathlib import Path

#: What a notebook user has before Lunette comes.
BEFORE = ("jupyterlab==4.6.4", "ipykernel", "nbconvert")


@dataclass(frozen=True)
class CleanEnvironment:
    """An environment in ``folder`` whose programs see nothing of this checkout."""

    folder: Path
    home: Path

    @property
    def programs(self) -> Path:
        return self.folder / ("Scripts" if sys.platform == "win32" else "bin")

    @property
    def variables(self) -> dict[str, str]:
        """Variables of its programs: only their own folder is on the PATH."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "NODE", "LUNETTE", "JUPYTER", "npm_"))
        }
        return {
            **kept,
            "PATH": str(self.programs),
            "LUNETTE_HOME": str(self.home / "lunette"),
            "LUNETTE_IDLE_SECONDS": "60",
            "HOME": str(self.home),
            "TMPDIR": str(self.home),
        }

    def run(self, program: str, *args: str, check: bool = True, timeout: float = 300) -> str:
        """Runs one of its programs and returns all that it printed."""
        done = subprocess.run(
            [str(self.programs / program), *args],
            cwd=self.home,
            env=self.variables,
            capture_output=True,
            text=True,
            timeout=timeout,
        )
        output = done.stdout + done.stderr
        if check and done.returncode != 0:
            raise AssertionError(f"{program} {' '.join(args)} ended with {output}")
        return output

    def python(self, code: str) -> str:
        """What a Python program prints there."""
        return self.run("python", "-c", code)

    def site_packages(self) -> Path:
        code = "import sysconfig; print(sysconfig.get_path('purelib'))"
        return Path(self.python(code).strip())

    def size(self) -> int:
        """Bytes of everything installed."""
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return sum(path.stat().st_size for path in files if not path.is_symlink())


@dataclass(frozen=True)
class Installed:
    """The environment, and what bringing Lunette into it took."""

    environment: CleanEnvironment
    #: Seconds of ``pip install`` with every wheel at hand.
    seconds: float
    #: Bytes that it added beside what a notebook user has.
    added: int


def make_clean_environment(folder: Path) -> CleanEnvironment:
    """A new environment below ``folder``, without Lunette but with what stands in `BEFORE`."""
    venv.create(folder / "env", with_pip=True)
    (folder / "home").mkdir()
    environment = CleanEnvironment(folder / "env", folder / "home")
    environment.run("python", "-m", "pip", "install", "--quiet", *BEFORE, timeout=900)
    return environment


def install(wheel: Path, folder: Path) -> Installed:
    """Installs the wheel into a new environment. What has to be fetched is fetched before."""
    environment = make_clean_environment(folder)
    wheels = folder / "wheels"
    environment.run(
        "python", "-m", "pip", "download", "--quiet", "--dest", str(wheels), str(wheel), timeout=900
    )
    before = environment.size()
    start = time.perf_counter()
    environment.run(
        "python",
        *("-m", "pip", "install", "--quiet", "--no-index", "--find-links", str(wheels)),
        str(wheel),
    )
    seconds = time.perf_counter() - start
    return Installed(environment, seconds, environment.size() - before)


def main() -> None:
    """For the measurements: installs ``argv[1]`` below ``argv[2]`` and prints figures as JSON."""
    installed = install(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
    static = installed.environment.folder / "share/jupyter/labextensions/lunette/static"
    print(
        json.dumps(
            {
                "seconds": installed.seconds,
                "bytes": installed.added,
                "page": sum(path.stat().st_size for path in static.rglob("*") if path.is_file()),
            }
        )
    )


if __name__ == "__main__":
    main()
