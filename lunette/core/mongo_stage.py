"""Database queries and pipelines, as far as stages can say the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from lunette.core.checks import shown
from lunette.core.encoding import ms_of_datetime
from lunette.core.object_ids import is_id
from lunette.core.stage_base import ViewStage

if TYPE_CHECKING:
    from lunette.core.collection_base import CollectionBase

__all__ = ["Mongo", "stages_of_pipeline"]


def stages_of_pipeline(
    collection: CollectionBase, pipeline: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The stages that a database pipeline comes to in a collection, as plain data.

    Raises:
        ValueError: naming what has no form as a stage
    """
    steps = [_plain(step) for step in pipeline]
    stages: list[dict[str, Any]] = collection._request("view.of_pipeline", {"pipeline": steps})[0]
    return stages


def _plain(value: Any) -> Any:
    """A part of a query as JSON; dates and ids in extended JSON."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, date):
        return {"$date": ms_of_datetime(value)}
    if isinstance(value, (list, tuple, set)):
        return [_plain(part) for part in value]
    if is_id(str(value)):
        return {"$oid": str(value)}
    raise ValueError(f"A query cannot hold {shown(value)}.")


class Mongo(ViewStage):
    """Steps of a database pipeline; each becomes a stage of its own.

    ``$match`` (with the comparisons, ``$in``, ``$nin``, ``$exists``, ``$regex``, ``$size``,
    ``$elemMatch``, ``$and``, ``$or``, ``$nor``, ``$not`` and ``$expr``), ``$limit``, ``$skip``,
    ``$sort``, ``$sample`` and ``$project`` of whole fields are understood.

    Args:
        pipeline: a list of steps
    """

    name = "mongo"

    def __init__(self, pipeline: Iterable[Mapping[str, Any]]) -> None:
        if isinstance(pipeline, (str, Mapping)) or not isinstance(pipeline, Iterable):
            raise ValueError(f"A pipeline is a list of steps, not {shown(pipeline)}.")
        super().__init__(pipeline=list(pipeline))

    def _stages_for(self, collection: Any) -> list[dict[str, Any]]:
        return stages_of_pipeline(collection, self._wire["pipeline"])
