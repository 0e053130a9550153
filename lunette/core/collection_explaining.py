"""How a view is computed."""

from __future__ import annotations

from collections.abc import Sequence

from lunette.core.collection_base import CollectionBase

__all__ = ["CollectionExplaining", "ViewExplanation"]


class ViewExplanation:
    """How the bridge computes a view. ``print`` it to read it.

    Attributes:
        sql: the queries that were asked of the columns, in order
        rows: how many samples the view has
        total: how many samples the dataset has
        fallbacks: the stages that columns do not cover, so that documents were read, each with the
            reason
    """

    def __init__(self, sql: Sequence[str], rows: int, total: int, fallbacks: Sequence[str]) -> None:
        self.sql = list(sql)
        self.rows = rows
        self.total = total
        self.fallbacks = list(fallbacks)

    def __str__(self) -> str:
        lines = [f"{self.rows} of {self.total} samples"]
        if self.sql:
            lines.append("Asked of the columns:")
            lines += [f"    {query}" for query in self.sql]
        if self.fallbacks:
            lines.append("Read from documents:")
            lines += [f"    {reason}" for reason in self.fallbacks]
        if not self.sql and not self.fallbacks:
            lines.append("Nothing has to be asked: the stages take samples by their place.")
        return "\n".join(lines)

    __repr__ = __str__


class CollectionExplaining(CollectionBase):
    """What is told of how a collection is computed."""

    def explain(self) -> ViewExplanation:
        """How the view is computed: queries, samples, and what needs documents and why.

        Stages that columns answer take milliseconds where others read every document.
        """
        answer, _ = self._request("view.explain")
        return ViewExplanation(**answer)
