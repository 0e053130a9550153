"""Whatever is edited in whatever order, columns and documents of a dataset agree."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from typing import Any

import lunette as ln
from lunette import ViewField as F
from lunette.tests.support.datasets import fresh_name

SEED = int(os.environ.get("LUNETTE_TEST_SEED") or random.randrange(2**31))
RUNS, STEPS = 4, 30
DEFAULTS = ("id", "filepath", "tags", "metadata", "created_at", "last_modified_at")


def made(index: int) -> ln.Sample:
    labels = [
        ln.Detection(label="ab"[(index + k) % 2], bounding_box=[0, 0, 1, 1])
        for k in range(index % 3)
    ]
    return ln.Sample(
        f"/data/{index}.png",
        tags=["odd"] if index % 2 else [],
        whole=index,
        text=str(index % 3),
        numbers=[index, index + 1],
        found=ln.Detections(detections=labels),
    )


class Editor:
    """Makes random edits of a dataset; some are refused, which is fine."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.dataset = ln.Dataset(fresh_name("random"))
        self.dataset.add_samples([made(i) for i in range(12)], progress=False)
        self.made = 0
        self.log: list[str] = []

    def step(self) -> None:
        self.made += 1
        edit = self.random.choice(self.edits())
        try:
            edit()
            self.log.append(edit.__name__)
        except (AttributeError, ValueError) as error:
            self.log.append(f"{edit.__name__} refused: {error}")

    def edits(self) -> list[Callable[[], object]]:
        return [
            self.rename,
            self.clone,
            self.clear,
            self.delete,
            self.declare,
            self.set_values,
            self.set_labels,
            self.delete_labels,
            self.split_labels,
            self.tag,
            self.add,
            self.delete_sample,
        ]

    def field(self) -> str:
        names = [n for n in self.dataset.get_field_schema() if n not in DEFAULTS]
        return self.random.choice(names or ["none"])

    def labels(self) -> str:
        schema = self.dataset.get_field_schema(embedded_doc_type=ln.Detections)
        return self.random.choice(list(schema) or ["none"])

    def new_name(self) -> str:
        return self.random.choice([f"new{self.made}", "whole", "text", "numbers", "found"])

    def rename(self) -> None:
        self.dataset.rename_sample_field(self.field(), self.new_name())

    def clone(self) -> None:
        self.dataset.clone_sample_field(self.field(), self.new_name())

    def clear(self) -> None:
        collection: Any = self.random.choice([self.dataset, self.dataset.limit(4)])
        collection.clear_sample_field(self.field())

    def delete(self) -> None:
        self.dataset.delete_sample_field(self.field())

    def declare(self) -> None:
        kind = self.random.choice([ln.IntField, ln.StringField])
        self.dataset.add_sample_field(self.new_name(), kind)

    def set_values(self) -> None:
        values = [self.random.choice([None, 1, 5, 9]) for _ in range(len(self.dataset))]
        self.dataset.set_values(self.random.choice(["whole", f"new{self.made}"]), values)

    def set_labels(self) -> None:
        name = self.labels()
        ids = self.dataset.values(f"{name}.detections.id", unwind=True)
        chosen = {id: self.random.choice("abc") for id in ids if self.random.random() < 0.5}
        self.dataset.set_label_values(f"{name}.detections.label", chosen)

    def delete_labels(self) -> None:
        name = self.labels()
        view = self.dataset.filter_labels(name, F("label") == "a")
        self.dataset.delete_labels(view=view, fields=name)

    def split_labels(self) -> None:
        self.dataset.split_labels(self.labels(), self.new_name(), filter=F("label") == "b")

    def tag(self) -> None:
        self.dataset.limit(self.random.randint(1, 9)).tag_samples(self.random.choice("xyz"))

    def add(self) -> None:
        self.dataset.add_sample(ln.Sample(f"/data/new{self.made}.png", tags=["new"]))

    def delete_sample(self) -> None:
        self.dataset.delete_samples(self.dataset.take(1))


def check(dataset: ln.Dataset) -> None:
    """Columns, asked by aggregations and views, say what the documents say."""
    samples = list(dataset)
    for name, field in dataset.get_field_schema().items():
        documents = [sample[name] for sample in samples]
        if isinstance(field, ln.EmbeddedDocumentField) and name != "metadata":
            labels = [d.label for found in documents if found for d in found.detections]
            assert dataset.values(f"{name}.detections.label", unwind=True) == labels
            assert dataset.count(f"{name}.detections") == len(labels)
        elif isinstance(field, ln.ListField):
            columns = [sorted(value or []) for value in dataset.values(name)]
            assert columns == [sorted(value) for value in documents]
        elif isinstance(field, (ln.IntField, ln.StringField)):
            assert dataset.values(name) == documents
            present = [value for value in documents if value is not None]
            assert dataset.count(name) == len(present)
            assert len(dataset.exists(name)) == len(present)


def test_columns_and_documents_agree() -> None:
    for run in range(RUNS):
        editor = Editor(SEED + run)
        try:
            for _ in range(STEPS):
                editor.step()
                # Sometimes several edits are caught up with at once.
                if editor.random.random() < 0.5:
                    check(editor.dataset)
            check(editor.dataset)
            check(editor.dataset.clone())
        except Exception as error:
            raise AssertionError(f"LUNETTE_TEST_SEED={SEED + run}: {editor.log}") from error
