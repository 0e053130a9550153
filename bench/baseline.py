"""The named baseline: one SQLite table of JSON documents, the plainest store that works."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import lunette as ln


class SqliteJson:
    """Documents as JSON text, one row a sample, an index on the id."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute(
            "CREATE TABLE samples (rid INTEGER PRIMARY KEY, id TEXT UNIQUE, document TEXT)"
        )

    def insert(self, batch: list[ln.Sample]) -> None:
        """Encodes and stores samples in one transaction."""
        with self.connection:
            self.connection.executemany(
                "INSERT INTO samples (id, document) VALUES (?, ?)",
                (
                    (f"{id(sample):x}-{i}", json.dumps(sample.to_dict(), default=str))
                    for i, sample in enumerate(batch)
                ),
            )

    def page(self, start: int, count: int) -> list[object]:
        """Decoded documents ``start … start + count``."""
        rows = self.connection.execute(
            "SELECT document FROM samples ORDER BY rid LIMIT ? OFFSET ?", (count, start)
        )
        return [json.loads(document) for (document,) in rows]

    def facet(self) -> list[tuple[str, int]]:
        """Labels of all predictions with their counts."""
        return self.connection.execute(
            "SELECT json_extract(d.value, '$.label') AS label, count(*)"
            " FROM samples, json_each(document, '$.predictions.detections') AS d GROUP BY label"
        ).fetchall()

    def filtered_facet(self) -> list[tuple[str, int]]:
        """The same for predictions above 0.8."""
        return self.connection.execute(
            "SELECT json_extract(d.value, '$.label') AS label, count(*)"
            " FROM samples, json_each(document, '$.predictions.detections') AS d"
            " WHERE json_extract(d.value, '$.confidence') > 0.8 GROUP BY label"
        ).fetchall()

    def tag(self, count: int, tag: str) -> None:
        """Adds a tag to the first ``count`` documents, durably."""
        with self.connection:
            self.connection.execute(
                "UPDATE samples SET document = json_insert(document, '$.tags[#]', ?)"
                " WHERE rid <= ?",
                (tag, count),
            )

    def iterate(self) -> int:
        """Decodes every document and touches every label."""
        labels = 0
        for (document,) in self.connection.execute("SELECT document FROM samples"):
            labels += len(json.loads(document)["predictions"]["detections"])
        return labels
