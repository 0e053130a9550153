"""View stages that choose labels: by what they are, whatever field they are in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lunette.core.checks import shown
from lunette.core.sample_selection import texts_of
from lunette.core.stage_base import ViewStage

__all__ = ["ExcludeLabels", "SelectLabels", "label_choice"]

_KEYS = ("label_id", "sample_id", "field")


def label_choice(
    labels: Any = None,
    ids: str | Iterable[str] | None = None,
    instance_ids: str | Iterable[str] | None = None,
    tags: str | Iterable[str] | None = None,
    fields: str | Iterable[str] | None = None,
) -> dict[str, Any]:
    """Which labels are meant, as it travels: those that fulfil everything that is not None.

    Raises:
        TypeError: if something is of the wrong kind
        ValueError: if a label lacks its id or its field
    """
    texts = {"ids": ids, "instance_ids": instance_ids, "tags": tags, "fields": fields}
    return {
        "labels": None if labels is None else _references(labels),
        **{name: None if value is None else texts_of(value, name) for name, value in texts.items()},
    }


def _references(labels: Any) -> list[dict[str, str]]:
    """Labels by their ids, with where they are."""
    if isinstance(labels, Mapping):
        labels = [labels]
    if not isinstance(labels, Iterable) or isinstance(labels, str):
        raise TypeError(f"Labels are named by dicts with label_id and field, not by {labels!r}.")
    return [_reference(label) for label in labels]


def _reference(label: Any) -> dict[str, str]:
    if not isinstance(label, Mapping):
        raise TypeError(f"A label is named by a dict with label_id and field, not {shown(label)}.")
    reference = {key: label[key] for key in _KEYS if label.get(key) is not None}
    for key in ("label_id", "field"):
        if not isinstance(reference.get(key), str) or not reference[key]:
            raise ValueError(f"A label needs label_id and field; found {dict(label)!r}.")
    return reference


class _LabelStage(ViewStage):
    def __init__(
        self,
        labels: Any = None,
        ids: str | Iterable[str] | None = None,
        instance_ids: str | Iterable[str] | None = None,
        tags: str | Iterable[str] | None = None,
        fields: str | Iterable[str] | None = None,
        omit_empty: bool = True,
    ) -> None:
        choice = label_choice(labels, ids, instance_ids, tags, fields)
        super().__init__(**choice, omit_empty=bool(omit_empty))


class SelectLabels(_LabelStage):
    """Only the labels that fulfil everything that is given, and only the fields they can be in.

    Args:
        labels (None): a dict with ``label_id`` and ``field``, or several, as
            ``session.selected_labels`` has them
        ids (None): an id or several
        instance_ids (None): an id of an instance or several
        tags (None): a tag or several: labels that have any of them
        fields (None): a label field or several; all by default
        omit_empty (True): whether to leave out samples without such labels
    """

    name = "select_labels"


class ExcludeLabels(_LabelStage):
    """All labels but those that fulfil everything that is given.

    Args:
        labels (None): a dict with ``label_id`` and ``field``, or several, as
            ``session.selected_labels`` has them
        ids (None): an id or several
        instance_ids (None): an id of an instance or several
        tags (None): a tag or several: labels that have any of them
        fields (None): a label field or several; all by default
        omit_empty (True): whether to leave out samples that have no label in any field
    """

    name = "exclude_labels"
