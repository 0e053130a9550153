"""Runs JavaScript with the Node of the bridge, in the checkout."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from lunette._bridge_node import find_node

CHECKOUT = Path(__file__).parents[3]


def run_node(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Runs Node in the checkout."""
    node, _ = find_node()
    return subprocess.run(
        [node, *arguments],
        cwd=CHECKOUT,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def evaluate_with_protocol(body: str, argument: Any) -> Any:
    """What the function body returns, given `protocol` (all of src/protocol) and `argument`."""
    script = f"""
        import {{ loadProtocol }} from './scripts/python-types/load-protocol.mjs';
        const protocol = await loadProtocol();
        const argument = {json.dumps(argument)};
        const result = (() => {{ {body} }})();
        process.stdout.write(JSON.stringify(result), () => process.exit(0));
    """
    done = run_node("--input-type=module", stdin=script)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
