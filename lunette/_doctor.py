"""`lunette doctor`: every hop between the notebook and the data, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Finding", "failed", "fine", "note", "run_doctor"]


@dataclass(frozen=True)
class Finding:
    """What a check found.

    Attributes:
        state: ``ok``, ``FAILED`` or ``note``
        text: what was looked at and how it is
        repair: the command that repairs it, or what to do
    """

    state: str
    text: str
    repair: str = ""


def fine(text: str) -> Finding:
    """All is well."""
    return Finding("ok", text)


def failed(text: str, repair: str) -> Finding:
    """Something does not work."""
    return Finding("FAILED", text, repair)


def note(text: str, repair: str = "") -> Finding:
    """Something that may or may not be a problem."""
    return Finding("note", text, repair)


def run_doctor() -> int:
    """Runs all checks and prints what they find; returns 1 if one fails, else 0."""
    from lunette._doctor_bridge import BRIDGE_CHECKS
    from lunette._doctor_jupyter import JUPYTER_CHECKS

    failures = 0
    for check in (*BRIDGE_CHECKS, *JUPYTER_CHECKS):
        for finding in _findings(check):
            print(f"{finding.state:<7} {finding.text}")
            if finding.repair:
                print(f"        → {finding.repair}")
            failures += finding.state == "FAILED"
    if failures == 0:
        print("\nAll is well.")
    else:
        print(
            f"\n{failures} of the checks failed. Begin with the first: others may follow from it."
        )
    return 1 if failures else 0


def _findings(check: Callable[[], list[Finding]]) -> list[Finding]:
    try:
        return check()
    except Exception as error:  # noqa: BLE001 - the other checks still have something to say
        name = check.__name__.strip("_").replace("_", " ")
        text = f"The check “{name}” broke off: {type(error).__name__}: {error}"
        return [failed(text, "please report this together with the output above")]
