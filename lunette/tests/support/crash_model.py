"""A dataset under kills: what each sample may be, and clients that change their own samples.

A write that was answered must be there; one that was under way when the connection broke may be
there or not, but not in part.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import ormsgpack

from lunette._bridge_client import BridgeClient
from lunette._bridge_errors import BridgeError

LABELS = ("cat", "dog", "cow", "elk")
TAGS = ("a", "b", "c")
FIELDS = [
    {"name": "owner", "type": "int"},
    {"name": "number", "type": "int"},
    {"name": "boxes", "type": "document", "document": "Detections"},
]


@dataclass(frozen=True)
class State:
    """All that is checked of a sample; ``boxes`` are (label, tags) of its labels."""

    number: int | None
    boxes: tuple[tuple[str, frozenset[str]], ...]
    tags: frozenset[str]


#: States a sample may be in; None is "not there".
Possible = set["State | None"]
Change = Callable[[State], "State | None"]


class Writer:
    """A client that adds, edits, tags and deletes samples of its own."""

    def __init__(self, home: Path, dataset: str, number: int, seed: int) -> None:
        self.client = BridgeClient(home)
        self.dataset = dataset
        self.number = number
        self.draw = random.Random(seed)
        self.samples: dict[str, Possible] = {}
        self.answered = 0
        self.unknown = 0
        self.problems: list[str] = []

    def act(self) -> None:
        """One random operation."""
        actions = (
            self.edit,
            self.relabel,
            self.tag,
            self.tag_labels,
            self.tag_view,
            self.delete,
        )
        if not self.samples or self.draw.random() < 0.2:
            self.add()
        else:
            self.draw.choices(actions, (4, 4, 3, 3, 2, 1))[0]()

    def _some(self, most: int) -> list[str]:
        """Samples that are certainly there."""
        sure = [id for id, states in self.samples.items() if None not in states]
        return self.draw.sample(sure, min(len(sure), self.draw.randint(1, most)))

    def _ask(
        self,
        method: str,
        params: dict[str, Any],
        payload: bytes | None,
        changes: dict[str, Change],
    ) -> None:
        try:
            self.client.request(method, {"dataset": self.dataset, **params}, payload, timeout=60)
        except BridgeError as error:
            if error.code not in ("cancelled", "internal"):
                self.problems.append(f"{method}: {error.code}: {error.message}")
                return
            self.unknown += 1
            for id, change in changes.items():
                states = self.samples[id]
                states |= {None if state is None else change(state) for state in states}
        else:
            self.answered += 1
            for id, change in changes.items():
                self.samples[id] = {
                    None if state is None else change(state) for state in self.samples[id]
                }

    def _boxes(self) -> tuple[list[dict[str, Any]], tuple[tuple[str, frozenset[str]], ...]]:
        labels = self.draw.choices(LABELS, k=self.draw.randint(0, 4))
        documents = [
            {
                "_id": secrets.token_bytes(12),
                "_cls": "Detection",
                "label": label,
                "bounding_box": [0.1, 0.2, 0.3, 0.4],
            }
            for label in labels
        ]
        return documents, tuple((label, frozenset()) for label in labels)

    def add(self) -> None:
        rows, made = [], {}
        for _ in range(self.draw.randint(1, 30)):
            id, number = secrets.token_bytes(12), self.draw.randint(-9, 9)
            documents, boxes = self._boxes()
            tags = self.draw.sample(TAGS, self.draw.randint(0, 2))
            core = {
                "filepath": f"/no/{id.hex()}.png",
                "tags": tags,
                "owner": self.number,
                "number": number,
            }
            label = ormsgpack.packb({"_cls": "Detections", "detections": documents})
            rows.append([id, core, {"boxes": label}])
            made[id.hex()] = State(number, boxes, frozenset(tags))
        for id_text in made:
            self.samples[id_text] = {None}
        try:
            self.client.request(
                "samples.add", {"dataset": self.dataset}, ormsgpack.packb(rows), timeout=60
            )
        except BridgeError as error:
            if error.code not in ("cancelled", "internal"):
                self.problems.append(f"samples.add: {error.code}: {error.message}")
            self.unknown += 1
            for id_text, state in made.items():
                self.samples[id_text].add(state)
        else:
            self.answered += 1
            for id_text, state in made.items():
                self.samples[id_text] = {state}

    def edit(self) -> None:
        changes: dict[str, Change] = {}
        rows = []
        for id in self._some(5):
            number = self.draw.choice([None, *range(-9, 10)])
            rows.append([bytes.fromhex(id), {"number": number}, {}])
            changes[id] = lambda state, number=number: replace(  # type: ignore[misc]
                state, number=number
            )
        self._ask("samples.update", {}, ormsgpack.packb(rows), changes)

    def relabel(self) -> None:
        changes: dict[str, Change] = {}
        rows = []
        for id in self._some(5):
            documents, boxes = self._boxes()
            label = ormsgpack.packb({"_cls": "Detections", "detections": documents})
            rows.append([bytes.fromhex(id), {}, {"boxes": label}])
            changes[id] = lambda state, boxes=boxes: replace(  # type: ignore[misc]
                state, boxes=boxes
            )
        self._ask("samples.update", {}, ormsgpack.packb(rows), changes)

    def _tagged(self, tag: str, remove: bool) -> Change:
        def change(state: State) -> State:
            tags = state.tags - {tag} if remove else state.tags | {tag}
            return replace(state, tags=tags)

        return change

    def tag(self) -> None:
        tag, remove = self.draw.choice(TAGS), self.draw.random() < 0.4
        ids = self._some(20)
        self._ask(
            "samples.tag",
            {"sample_ids": ids, "tags": [tag], "remove": remove},
            None,
            {id: self._tagged(tag, remove) for id in ids},
        )

    def tag_view(self) -> None:
        """Tags all samples of this client by a view."""
        mine = {"op": "eq", "args": [{"field": "owner"}, {"literal": self.number}]}
        tag, remove = self.draw.choice(TAGS), self.draw.random() < 0.4
        self._ask(
            "samples.tag",
            {"view": [{"stage": "match", "filter": mine}], "tags": [tag], "remove": remove},
            None,
            {id: self._tagged(tag, remove) for id in self.samples},
        )

    def tag_labels(self) -> None:
        tag, remove = self.draw.choice(TAGS), self.draw.random() < 0.4
        ids = self._some(5)

        def change(state: State) -> State:
            boxes = tuple(
                (label, tags - {tag} if remove else tags | {tag}) for label, tags in state.boxes
            )
            return replace(state, boxes=boxes)

        self._ask(
            "labels.tag",
            {
                "view": [{"stage": "select", "sample_ids": ids}],
                "fields": ["boxes"],
                "tags": [tag],
                "remove": remove,
            },
            None,
            dict.fromkeys(ids, change),
        )

    def delete(self) -> None:
        ids = self._some(3)
        self._ask("samples.delete", {"sample_ids": ids}, None, dict.fromkeys(ids, lambda _: None))

    def settle(self, found: dict[str, State]) -> list[str]:
        """Compares with what is there; afterwards only that is possible. Returns what is wrong."""
        wrong = []
        for id, states in list(self.samples.items()):
            actual = found.get(id)
            if actual not in states:
                wrong.append(f"sample {id} is {actual}, but may only be one of {states}")
            if actual is None:
                del self.samples[id]
            else:
                self.samples[id] = {actual}
        return wrong


def read_states(client: BridgeClient, dataset: str) -> dict[str, State]:
    """What the documents say, by id."""
    found: dict[str, State] = {}
    start: int | None = 0
    while start is not None:
        result, payload = client.request("view.documents", {"dataset": dataset, "start": start})
        for id, core, labels in ormsgpack.unpackb(payload) if payload else ():
            document = ormsgpack.unpackb(labels["boxes"]) if "boxes" in labels else {}
            boxes = tuple(
                (box["label"], frozenset(box.get("tags") or ()))
                for box in document.get("detections", ())
            )
            found[id.hex()] = State(core.get("number"), boxes, frozenset(core["tags"]))
        start = result["next"]
    return found


def counted(values: Iterable[Any]) -> dict[Any, int]:
    """How often each value occurs."""
    counts: dict[Any, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts
