"""View stages that change what samples show, not what is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lunette.core.checks import shown
from lunette.core.expressions import expression_of
from lunette.core.literals import literal_of
from lunette.core.object_ids import is_id
from lunette.core.sample_selection import texts_of
from lunette.core.stage_base import ViewStage, condition_of, field_name_of, whole_number

__all__ = [
    "ExcludeFields",
    "ExcludeFrames",
    "FilterField",
    "FilterKeypoints",
    "LimitLabels",
    "MapLabels",
    "MapValues",
    "MatchFrames",
    "SelectFields",
    "SelectFrames",
    "SetField",
]


def _fields(field_names: Any, meta_filter: Any) -> dict[str, Any]:
    if meta_filter is not None and not isinstance(meta_filter, (str, Mapping)):
        raise TypeError(f"A meta_filter is a text or a dict, not {shown(meta_filter)}.")
    return {
        "field_names": [] if field_names is None else texts_of(field_names, "field_names"),
        "meta_filter": dict(meta_filter) if isinstance(meta_filter, Mapping) else meta_filter,
    }


class SelectFields(ViewStage):
    """Only some fields; the default fields are always there.

    Args:
        field_names (None): a field or several; attributes of labels by their paths, such as
            ``"predictions.detections.label"``
        meta_filter (None): also fields of which a text is in name, type, description or info; or a
            dict of texts by ``name``, ``type``, ``description``, ``info``, ``info.<key>`` or
            ``any``, with ``include_nested_fields``
    """

    name = "select_fields"

    def __init__(
        self, field_names: str | Iterable[str] | None = None, meta_filter: Any = None
    ) -> None:
        super().__init__(**_fields(field_names, meta_filter))


class ExcludeFields(ViewStage):
    """All fields but some; the default fields cannot be excluded.

    Args:
        field_names (None): a field or several; attributes of labels by their paths, such as
            ``"predictions.detections.mask"``
        meta_filter (None): see :class:`SelectFields`
    """

    name = "exclude_fields"

    def __init__(
        self, field_names: str | Iterable[str] | None = None, meta_filter: Any = None
    ) -> None:
        super().__init__(**_fields(field_names, meta_filter))


class FilterField(ViewStage):
    """Values for which an expression is true; others become None.

    Args:
        field: the field
        filter: the expression, relative to the value: ``F() > 0.5``
        only_matches (True): whether to drop samples left without a value
    """

    name = "filter_field"

    def __init__(self, field: str, filter: Any, only_matches: bool = True) -> None:
        super().__init__(
            field=field_name_of(field), filter=condition_of(filter), only_matches=bool(only_matches)
        )


class FilterKeypoints(ViewStage):
    """Points of keypoints that pass; the others become ``(nan, nan)``.

    Args:
        field: the field with the keypoints
        filter (None): an expression about one point, such as ``F("confidence") > 0.5``: lists of
            one value per point are read at that point
        labels (None): a name or several of points in the skeleton of the field
        only_matches (True): whether to drop keypoints without points, and samples without keypoints
    """

    name = "filter_keypoints"

    def __init__(
        self,
        field: str,
        filter: Any = None,
        labels: str | Iterable[str] | None = None,
        only_matches: bool = True,
    ) -> None:
        super().__init__(
            field=field_name_of(field),
            filter=None if filter is None else condition_of(filter),
            labels=None if labels is None else texts_of(labels, "labels"),
            only_matches=bool(only_matches),
        )


class LimitLabels(ViewStage):
    """The first labels of each sample.

    Args:
        field: the field with lists of labels
        limit: how many; none if it is not positive
    """

    name = "limit_labels"

    def __init__(self, field: str, limit: int) -> None:
        super().__init__(field=field_name_of(field), limit=whole_number(limit, "limit"))


class MapLabels(ViewStage):
    """Labels renamed; those that are not in the map stay.

    Args:
        field: the label field
        map: dict of new labels by old ones
    """

    name = "map_labels"

    def __init__(self, field: str, map: Mapping[str, str]) -> None:
        if not isinstance(map, Mapping):
            raise TypeError(f"The map of labels is a dict, not {shown(map)}.")
        for key, value in map.items():
            if not isinstance(key, str) or not (value is None or isinstance(value, str)):
                raise TypeError(f"Labels are texts, not {key!r}: {value!r}.")
        super().__init__(field=field_name_of(field), map=dict(map))


class MapValues(ViewStage):
    """Values replaced; those that are not in the map stay.

    Args:
        field: the field, be it inside documents or labels
        map: dict of new values by old ones
    """

    name = "map_values"

    def __init__(self, field: str, map: Mapping[Any, Any]) -> None:
        if not isinstance(map, Mapping):
            raise TypeError(f"The map of values is a dict, not {shown(map)}.")
        pairs = [[literal_of(old), literal_of(new)] for old, new in map.items()]
        super().__init__(field=field_name_of(field), map=pairs)


class SetField(ViewStage):
    """A field computed from an expression.

    Args:
        field: the field, or an attribute of documents or labels, which need not exist; lists are
            gone through element by element, and ``[]`` marks further lists
        expr: the expression, relative to the document that holds the field; or a constant
    """

    name = "set_field"

    def __init__(self, field: str, expr: Any) -> None:
        if isinstance(expr, Mapping):
            raise ValueError("Database expressions as dicts are not supported; write one with F.")
        super().__init__(field=field_name_of(field), expr=expression_of(expr))


class MatchFrames(ViewStage):
    """Frames of videos for which an expression is true.

    Args:
        filter: the expression, relative to the frame
        omit_empty (True): whether to leave out videos without such frames
    """

    name = "match_frames"

    def __init__(self, filter: Any, omit_empty: bool = True) -> None:
        super().__init__(filter=condition_of(filter), omit_empty=bool(omit_empty))


def _frame_ids(frames: Any) -> list[str]:
    """The ids of an id, a frame, or several of them."""
    if isinstance(frames, str) or not isinstance(frames, Iterable):
        frames = [frames]
    ids = [getattr(frame, "id", frame) for frame in frames]
    for id in ids:
        if not is_id(id):
            raise ValueError(f"{shown(id)} is not the id of a frame: an id has 24 digits.")
    return ids


class SelectFrames(ViewStage):
    """Only some frames of videos.

    Args:
        frame_ids: an id or frame, or several
        omit_empty (True): whether to leave out videos without such frames
    """

    name = "select_frames"

    def __init__(self, frame_ids: Any, omit_empty: bool = True) -> None:
        super().__init__(frame_ids=_frame_ids(frame_ids), omit_empty=bool(omit_empty))


class ExcludeFrames(ViewStage):
    """All frames of videos but some.

    Args:
        frame_ids: an id or frame, or several
        omit_empty (True): whether to leave out videos that are left without frames
    """

    name = "exclude_frames"

    def __init__(self, frame_ids: Any, omit_empty: bool = True) -> None:
        super().__init__(frame_ids=_frame_ids(frame_ids), omit_empty=bool(omit_empty))
