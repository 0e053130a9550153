"""``pip install`` of the wheel into a clean environment with JupyterLab: time and size."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Result, report, write_results

ROOT = Path(__file__).parent.parent


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="lunette-install-") as folder:
        output = subprocess.check_output(
            [sys.executable, ROOT / "install-tests" / "clean_environment.py", sys.argv[1], folder]
        )
    figures = json.loads(output)
    size = figures["bytes"] / 1e6
    report(Result("installed size beside JupyterLab", size, "MB", "350 MB", peer="1 200 MB"))
    report(Result("pip install, wheels at hand", figures["seconds"], "s", "20 s", peer="43 s"))
    page = figures["page"] / 1e6
    report(Result("App download, not compressed", page, "MB", "1.5 MB", peer="9.3 MB"))
    write_results()


if __name__ == "__main__":
    main()
