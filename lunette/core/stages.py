"""View stages: what narrows, orders and filters the samples of a view."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any, ClassVar

from lunette._generated.stages import STAGES
from lunette.core.expressions import ViewExpression, ViewField, expression_of
from lunette.core.sample_selection import ids_of, texts_of
from lunette.core.stage_text import stage_text

__all__ = [
    "Exclude",
    "Exists",
    "FilterLabels",
    "Limit",
    "Match",
    "MatchTags",
    "Select",
    "SelectFields",
    "Shuffle",
    "Skip",
    "SortBy",
    "Take",
    "ViewStage",
    "list_view_stages",
]

#: Seeds travel as JSON numbers, which are exact up to 53 bits.
_SEED_BITS = 32


class ViewStage:
    """One step of a view, as plain data.

    Attributes:
        name: the stage's name on the wire
    """

    name: ClassVar[str]

    def __init__(self, **parameters: Any) -> None:
        self._wire = {"stage": self.name, **parameters}

    def to_dict(self) -> dict[str, Any]:
        """The stage as plain data."""
        return dict(self._wire)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ViewStage) and other._wire == self._wire

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {stage_text(self._wire)}>"

    def __str__(self) -> str:
        return stage_text(self._wire)


def _condition(filter: Any) -> dict[str, Any]:
    """The tree of a condition."""
    if isinstance(filter, dict):
        raise TypeError(
            "Database queries as dicts are not supported; write an expression, such as "
            "F('confidence') > 0.5."
        )
    if not isinstance(filter, (ViewExpression, bool)):
        raise TypeError(f"A filter is an expression such as F('confidence') > 0.5, not {filter!r}.")
    return expression_of(filter)


class Match(ViewStage):
    """Samples for which an expression is true.

    Args:
        filter: the expression
    """

    name = "match"

    def __init__(self, filter: Any) -> None:
        super().__init__(filter=_condition(filter))


class MatchTags(ViewStage):
    """Samples with a tag.

    Args:
        tags: a tag or several
        bool (None): False for the samples without
        all (False): whether a sample must have all of them, and not only one
    """

    name = "match_tags"

    def __init__(
        self, tags: str | Iterable[str], bool: bool | None = None, all: bool = False
    ) -> None:
        super().__init__(tags=texts_of(tags, "tags"), bool=bool is not False, all=all is True)


class FilterLabels(ViewStage):
    """Labels of a field for which an expression, relative to the label, is true.

    Args:
        field: the label field
        filter: the expression
        only_matches (True): whether to drop samples left without a label there
        trajectories (False): has no meaning for images; must be False
    """

    name = "filter_labels"

    def __init__(
        self, field: str, filter: Any, only_matches: bool = True, trajectories: bool = False
    ) -> None:
        if trajectories:
            raise ValueError("Trajectories are a matter of videos; this is a dataset of images.")
        super().__init__(
            field=_field_name(field), filter=_condition(filter), only_matches=bool(only_matches)
        )


class Exists(ViewStage):
    """Samples whose field has a value.

    Args:
        field: the field
        bool (None): False for the samples without
    """

    name = "exists"

    def __init__(self, field: str, bool: bool | None = None) -> None:
        super().__init__(field=_field_name(field), bool=bool is not False)


class SortBy(ViewStage):
    """Samples in order; those without a value come first.

    Args:
        field_or_expr: a field, an expression, or a list of (field or expression, order), with
            order 1 or -1 (or a text that begins with a or d)
        reverse (False): whether to sort in descending order
        create_index (True): has no effect; every field is sorted quickly
    """

    name = "sort_by"

    def __init__(
        self, field_or_expr: Any, reverse: bool = False, create_index: bool = True
    ) -> None:
        several = isinstance(field_or_expr, (list, tuple))
        keys = field_or_expr if several else [(field_or_expr, 1)]
        wire = []
        for key in keys:
            expression, order = key if isinstance(key, (list, tuple)) else (key, 1)
            descending = _is_descending(order)
            wire.append({"key": _sort_key(expression), "reverse": descending != (bool(reverse))})
        super().__init__(keys=wire)


def _sort_key(key: Any) -> dict[str, Any]:
    if isinstance(key, str):
        return expression_of(ViewField(key))
    if isinstance(key, ViewExpression):
        return expression_of(key)
    raise TypeError(f"Samples are sorted by a field or an expression, not by {key!r}.")


def _is_descending(order: Any) -> bool:
    if isinstance(order, str) and order[:1].lower() in ("a", "d"):
        return order[:1].lower() == "d"
    if order in (1, -1) and not isinstance(order, str):
        return bool(order == -1)
    raise ValueError(f"An order is 1 (ascending) or -1 (descending), not {order!r}.")


class Limit(ViewStage):
    """The first samples.

    Args:
        limit: how many; none if it is not positive
    """

    name = "limit"

    def __init__(self, limit: int) -> None:
        super().__init__(limit=_whole(limit, "limit"))


class Skip(ViewStage):
    """All but the first samples.

    Args:
        skip: how many to leave out; none if it is not positive
    """

    name = "skip"

    def __init__(self, skip: int) -> None:
        super().__init__(skip=_whole(skip, "skip"))


class Take(ViewStage):
    """Random samples.

    Args:
        size: how many
        seed (None): the same seed takes the same samples; drawn once if not given
    """

    name = "take"

    def __init__(self, size: int, seed: int | None = None) -> None:
        super().__init__(size=_whole(size, "size"), seed=_seed(seed))


class Shuffle(ViewStage):
    """All samples in random order.

    Args:
        seed (None): the same seed gives the same order; drawn once if not given
    """

    name = "shuffle"

    def __init__(self, seed: int | None = None) -> None:
        super().__init__(seed=_seed(seed))


class Select(ViewStage):
    """Samples by id.

    Args:
        sample_ids: an id or sample, several of them, or a view
        ordered (False): whether to keep the order of ``sample_ids``
    """

    name = "select"

    def __init__(self, sample_ids: Any, ordered: bool = False) -> None:
        super().__init__(sample_ids=ids_of(sample_ids), ordered=bool(ordered))


class Exclude(ViewStage):
    """All samples but some.

    Args:
        sample_ids: an id or sample, several of them, or a view
    """

    name = "exclude"

    def __init__(self, sample_ids: Any) -> None:
        super().__init__(sample_ids=ids_of(sample_ids))


class SelectFields(ViewStage):
    """Only some fields; the default fields are always there.

    Args:
        field_names (None): a field or several
    """

    name = "select_fields"

    def __init__(self, field_names: str | Iterable[str] | None = None) -> None:
        names = [] if field_names is None else texts_of(field_names, "field_names")
        super().__init__(field_names=names)


def list_view_stages() -> list[str]:
    """Names of the methods that add a stage, in alphabetical order."""
    return sorted(STAGES)


def _field_name(field: Any) -> str:
    if not isinstance(field, str) or not field:
        raise TypeError(f"The name of a field is a string, not {field!r}.")
    return field


def _whole(value: Any, name: str) -> int:
    from lunette.core.checks import checked

    number: int = checked("int", value, name)
    return number


def _seed(seed: Any) -> int:
    if seed is None:
        return random.SystemRandom().getrandbits(_SEED_BITS)
    return _whole(seed, "seed") % (1 << _SEED_BITS)
