"""Records the reference system's answers: ``python -m lunette.tests.conformance.record PACKAGE``.

Run with an interpreter that has the package, from the root of the checkout; writes
``recorded.json`` beside this file.
"""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
from pathlib import Path

from lunette.tests.conformance.answers import answers

if __name__ == "__main__":
    library = importlib.import_module(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        found = answers(library, Path(folder))
    target = Path(__file__).with_name("recorded.json")
    lines = [f"{json.dumps(name)}: {json.dumps(found[name])}" for name in sorted(found)]
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n")
