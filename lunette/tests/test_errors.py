"""Errors of the bridge in their Python form."""

from __future__ import annotations

import traceback

import pytest

import lunette as ln
from lunette._bridge import BridgeError
from lunette.core.errors import python_error
from lunette.tests.support.datasets import animals


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("not_found", ValueError),
        ("invalid", ValueError),
        ("unknown_field", ValueError),
        ("conflict", ValueError),
        ("media", ValueError),
        ("wrong_type", ln.ValidationError),
        ("storage", ln.LunetteError),
        ("internal", ln.LunetteError),
        ("unauthorized", ln.LunetteError),
    ],
)
def test_every_code_has_a_class(code: str, kind: type[Exception]) -> None:
    error = python_error(BridgeError(code, "What happened. What to do."))
    assert type(error) is kind
    assert str(error) == "What happened. What to do."


def test_what_was_looked_up_decides_over_not_found() -> None:
    missing = BridgeError("not_found", "There is none.")
    assert type(python_error(missing, dataset=True)) is ln.DatasetNotFoundError
    assert type(python_error(missing, lookup=True)) is KeyError
    other = OSError("disk")
    assert python_error(other) is other


def test_a_cell_shows_one_error_and_not_how_it_came_about() -> None:
    dataset = animals()
    with pytest.raises(ValueError, match="confidenc") as error:
        dataset.filter_labels("predictions", ln.ViewField("confidenc") > 0.5)
    assert error.value.__cause__ is None
    assert error.value.__context__ is None or error.value.__suppress_context__
    text = "".join(traceback.format_exception(error.value))
    assert "BridgeError" not in text.splitlines()[-1]
    assert "During handling" not in text
    assert "Did you mean" in str(error.value)
