"""What all session events have in common, and what some of them can do besides."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar

from lunette._event_forms import present_form, selected_samples
from lunette._event_parts import WithParts, dict_factory, missing_keys

if TYPE_CHECKING:
    from typing_extensions import Self

    from lunette.core.color_scheme import ColorScheme

__all__ = ["Event", "SelectSamplesForms", "SetColorSchemeForms"]


class Event(WithParts):
    """A session event: its name on the wire, and its data as attributes."""

    event_name: ClassVar[str]

    @classmethod
    def get_event_name(cls) -> str:
        """The name on the wire, such as ``select_samples``."""
        return cls.event_name

    @staticmethod
    def from_data(event_name: str, data: str | Mapping[str, Any]) -> Event:
        """The event of a name and data as they travel, in their present form or an older one.

        Keys that the event does not have are left out.

        Args:
            event_name: the name on the wire
            data: a dict, or its JSON text

        Raises:
            ValueError: there is no event of that name, a key is missing, or the text is no JSON
        """
        from lunette._generated.events import EVENTS

        kind = EVENTS.get(event_name)
        if kind is None:
            known = ", ".join(sorted(EVENTS))
            raise ValueError(f"There is no session event {event_name!r}. There are: {known}.")
        found = present_form(event_name, _as_dict(event_name, data))
        missing = missing_keys(kind, found)
        if missing:
            raise ValueError(f"The data of the event {event_name!r} lacks {', '.join(missing)}.")
        names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
        try:
            return kind(**{name: found[name] for name in names if name in found})
        except ValueError as error:
            reason = f"The data of the event {event_name!r} is not as it should be: {error}"
        raise ValueError(reason)

    @staticmethod
    async def from_data_async(event_name: str, data: str | Mapping[str, Any]) -> Event:
        """As :meth:`from_data`, for coroutines."""
        return Event.from_data(event_name, data)

    def serialize(self) -> dict[str, Any]:
        """The data as it travels, which :meth:`from_data` reads."""
        names = [field.name for field in fields(self)]  # type: ignore[arg-type]
        return dict_factory((name, getattr(self, name)) for name in names)


class SelectSamplesForms(Event):
    """Selected samples in both forms of the event: with their types, or as ids alone."""

    samples: list[Any]

    def __init__(self, samples: Any = None, sample_ids: Any = None) -> None:
        if (samples is None) == (sample_ids is None):
            raise TypeError("samples or sample_ids has to be given")
        given = sample_ids if samples is None else samples
        object.__setattr__(self, "samples", selected_samples(given))

    @property
    def sample_ids(self) -> list[str]:
        """Ids of the samples."""
        return [sample["id"] for sample in self.samples]


@dataclass(frozen=True)
class SetColorSchemeForms(Event):
    """A colour scheme as part of an event, and as the object that sessions and datasets have."""

    color_scheme: Any

    @classmethod
    def from_odm(cls, color_scheme: ColorScheme) -> Self:
        """The event that sets a ``lunette.ColorScheme``."""
        return cls(color_scheme=color_scheme.to_dict())

    def to_odm(self) -> ColorScheme:
        """The ``lunette.ColorScheme`` that the event sets."""
        from lunette.core.color_scheme import ColorScheme

        return ColorScheme.from_dict(self.color_scheme.serialize())


def _as_dict(name: str, data: str | Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(data, str):
        try:
            data = json.loads(data)
        except ValueError as error:
            raise ValueError(f"The data of the event {name!r} is no JSON: {error}") from None
    if not isinstance(data, Mapping):
        raise ValueError(f"The data of the event {name!r} is a dict, not {data!r}.")
    return data
