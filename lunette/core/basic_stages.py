"""View stages that choose and order samples, or filter labels."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from typing import Any

from lunette.core.expressions import ViewExpression, ViewField, expression_of
from lunette.core.mongo_stage import stages_of_pipeline
from lunette.core.sample_selection import ids_of, texts_of
from lunette.core.stage_base import ViewStage, condition_of, field_name_of, whole_number

__all__ = [
    "Exclude",
    "Exists",
    "FilterLabels",
    "Limit",
    "Match",
    "MatchTags",
    "Select",
    "Shuffle",
    "Skip",
    "SortBy",
    "Take",
]

#: Seeds travel as JSON numbers, which are exact up to 53 bits.
_SEED_BITS = 32


class Match(ViewStage):
    """Samples for which an expression is true.

    Args:
        filter: the expression, or a database query as a dict, such as ``{"score": {"$gt": 5}}``;
            see :class:`Mongo` for what a query may say
    """

    name = "match"

    def __init__(self, filter: Any) -> None:
        self._query = dict(filter) if isinstance(filter, Mapping) else None
        super().__init__(filter=filter if self._query is not None else condition_of(filter))

    def _stages_for(self, collection: Any) -> list[dict[str, Any]]:
        if self._query is None:
            return [self.to_dict()]
        return stages_of_pipeline(collection, [{"$match": self._query}])


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
            field=field_name_of(field), filter=condition_of(filter), only_matches=bool(only_matches)
        )


class Exists(ViewStage):
    """Samples whose field has a value.

    Args:
        field: the field
        bool (None): False for the samples without
    """

    name = "exists"

    def __init__(self, field: str, bool: bool | None = None) -> None:
        super().__init__(field=field_name_of(field), bool=bool is not False)


class SortBy(ViewStage):
    """Samples in order; those without a value come first.

    Args:
        field_or_expr: a field, an expression, or a list of (field or expression, order), with
            order 1 or -1 (or a text that begins with a or d)
        reverse (False): whether to sort in descending order
        create_index (False): has no effect; every field is sorted quickly
    """

    name = "sort_by"

    def __init__(
        self, field_or_expr: Any, reverse: bool = False, create_index: bool = False
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
        super().__init__(limit=whole_number(limit, "limit"))


class Skip(ViewStage):
    """All but the first samples.

    Args:
        skip: how many to leave out; none if it is not positive
    """

    name = "skip"

    def __init__(self, skip: int) -> None:
        super().__init__(skip=whole_number(skip, "skip"))


class Take(ViewStage):
    """Random samples.

    Args:
        size: how many
        seed (None): the same seed takes the same samples; drawn once if not given
    """

    name = "take"

    def __init__(self, size: int, seed: int | None = None) -> None:
        super().__init__(size=whole_number(size, "size"), seed=_seed(seed))


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


def _seed(seed: Any) -> int:
    if seed is None:
        return random.SystemRandom().getrandbits(_SEED_BITS)
    return whole_number(seed, "seed") % (1 << _SEED_BITS)
