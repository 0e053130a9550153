"""What a person sees in a cell when something is wrong."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from lunette.core.short_traces import short_traces as decorate
from lunette.core.short_traces import with_short_trace


@decorate
class Thing:
    def __init__(self, value: int) -> None:
        self.value = _checked(value)

    @property
    def half(self) -> int:
        return _checked(self.value)

    @half.setter
    def half(self, value: int) -> None:
        self.value = _checked(value)

    @classmethod
    def make(cls, value: int) -> Thing:
        return cls(value)

    def parse(self, text: str) -> object:
        """Doc."""
        return json.loads(text)


def _checked(value: int) -> int:
    if value < 0:
        raise ValueError("Give a value of 0 or more.")
    return value


@pytest.fixture
def cell() -> Iterator[Callable[[str], str]]:
    """Runs code in an IPython shell and gives what it shows."""
    shell: Any = InteractiveShell.instance()
    shell.user_ns["Thing"] = Thing

    def run(code: str) -> str:
        with capture_output() as output:
            shell.run_cell(code)
        return re.sub(r"\x1b\[[0-9;]*m", "", output.stdout + output.stderr)

    yield run
    InteractiveShell.clear_instance()


@pytest.mark.parametrize("code", ["Thing(-1)", "Thing.make(-1)", "Thing(1).half = -1"])
def test_an_error_of_ours_ends_at_the_line_of_the_cell(
    cell: Callable[[str], str], code: str
) -> None:
    shown = cell(code)
    assert "ValueError: Give a value of 0 or more." in shown
    assert code in shown
    assert "_checked" not in shown


def test_a_fault_of_others_keeps_its_trace(cell: Callable[[str], str]) -> None:
    assert "in Thing.parse" in cell("Thing(1).parse('{')")


def test_the_error_itself_keeps_its_trace() -> None:
    with pytest.raises(ValueError, match="0 or more") as caught:
        Thing(-1)
    frames = traceback.extract_tb(caught.value.__traceback__)
    assert frames[-1].name == "_checked"


def test_names_and_documentation_stay() -> None:
    assert Thing.parse.__doc__ == "Doc."
    assert with_short_trace(_checked).__name__ == "_checked"


def test_an_unknown_field_is_one_sentence(cell: Callable[[str], str]) -> None:
    shown = cell(
        "import lunette as ln\n"
        "ln.Dataset('traces', overwrite=True).match(ln.ViewField('unknown') > 1)"
    )
    assert "has no field 'unknown'" in shown
    assert "lunette/core" not in shown
