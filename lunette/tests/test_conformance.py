"""Code written for the reference system gets the answers it got there.

``conformance/recorded.json`` holds what the reference system 1.22.1 answered; differences that we
mean are named in ``conformance/differences.py`` and explained in ``docs/migrating.md``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import lunette as ln
from lunette.tests.conformance.answers import answers
from lunette.tests.conformance.differences import DIFFERENCES

RECORDED: dict[str, Any] = json.loads(
    (Path(__file__).parent / "conformance" / "recorded.json").read_text()
)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return answers(ln, tmp_path_factory.mktemp("pictures"))


def test_the_same_is_asked(ours: dict[str, Any]) -> None:
    assert sorted(ours) == sorted(RECORDED)
    assert set(DIFFERENCES) <= set(RECORDED)


@pytest.mark.parametrize("question", sorted(RECORDED))
def test_the_answer_is_the_recorded_one(ours: dict[str, Any], question: str) -> None:
    if question in DIFFERENCES:
        assert ours[question] != RECORDED[question], "It is no difference any more: remove it."
    else:
        assert ours[question] == RECORDED[question]
