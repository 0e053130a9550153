"""The command `lunette`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from lunette._bridge_commands import print_logs, print_status, start_bridge, stop_bridge
from lunette._bridge_errors import BridgeError

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit code.

    Args:
        arguments (None): what follows `lunette` on the command line; by default of this process
    """
    parsed = _parser().parse_args(arguments)
    try:
        return int(parsed.run(parsed))
    except BridgeError as error:
        print(error.message, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough.
        sys.stderr.close()
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lunette", description="A visual workbench for image datasets inside the notebook."
    )
    parser.add_argument("--version", action="version", version=f"lunette {_version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    bridge = commands.add_parser("bridge", help="the process that keeps the datasets")
    actions = bridge.add_subparsers(required=True, metavar="ACTION")
    status = actions.add_parser("status", help="say whether it runs; exit code 1 if not")
    status.set_defaults(run=lambda _: print_status())
    start = actions.add_parser("start", help="start it unless it runs")
    start.set_defaults(run=lambda _: start_bridge())
    stop = actions.add_parser("stop", help="end it; the next use starts it anew")
    stop.set_defaults(run=lambda _: stop_bridge())
    logs = actions.add_parser("logs", help="show the end of its log")
    logs.add_argument(
        "-n", "--lines", type=_count, default=50, help="how many lines (default: %(default)s)"
    )
    logs.set_defaults(run=lambda parsed: print_logs(parsed.lines))

    doctor = commands.add_parser(
        "doctor", help="check every part, say what fails and how to repair it"
    )
    doctor.set_defaults(run=lambda _: _doctor())
    return parser


def _doctor() -> int:
    from lunette._doctor import run_doctor

    return run_doctor()


def _version() -> str:
    import lunette

    return lunette.__version__


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return count


if __name__ == "__main__":
    sys.exit(main())
