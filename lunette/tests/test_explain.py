"""``view.explain()``: how a view is computed."""

from __future__ import annotations

import pytest

import lunette as ln
from lunette import ViewField as F
from lunette.tests.support.datasets import animals


@pytest.fixture(scope="module")
def dataset() -> ln.Dataset:
    return animals()


def test_queries_and_counts(dataset: ln.Dataset) -> None:
    explanation = dataset.match(F("score") > 1).explain()
    assert (explanation.rows, explanation.total) == (3, 6)
    [query] = explanation.sql
    assert query.startswith("SELECT") and "WHERE" in query
    assert explanation.fallbacks == []
    assert str(explanation) == f"3 of 6 samples\nAsked of the columns:\n    {query}"
    assert repr(explanation) == str(explanation)


def test_what_needs_documents_and_why(dataset: ln.Dataset) -> None:
    view = dataset.match(F("tags").sort()[0] == "odd")
    explanation = view.explain()
    assert explanation.rows == len(view) == 2
    assert explanation.fallbacks == ["match: an element of a list by its position"]
    assert "Read from documents:\n    match: an element" in str(explanation)


def test_nothing_to_ask(dataset: ln.Dataset) -> None:
    assert "6 of 6 samples\nNothing has to be asked" in str(dataset.explain())
    assert dataset.limit(2).explain().rows == 2


def test_a_view_that_is_not_valid(dataset: ln.Dataset) -> None:
    with pytest.raises(ValueError, match="nope"):
        dataset.match(F("nope") > 1).explain()
