/** `lunette/_generated/events.py`: the session events and the shapes in them. */
import { className, exportList } from './annotations.mjs';
import { dataclass, typedDictionary } from './dataclasses.mjs';
import { definitions, jsonSchemas } from './json-schemas.mjs';

const SHAPES = {
  SelectedSample: 'A selected sample: its id and how it was selected.',
  SelectedLabel: 'A selected label and where it is.',
  SampleSelectionStyle: 'The icons of selected samples, per selection type.',
  LabelSelectionStyle: 'The outlines of selected labels, per selection type.',
  ColorScheme: 'How labels are coloured.',
  AppConfig: 'Settings of the App.',
  SessionState: 'The state that a kernel and any number of Apps share.'
};

const BASE = `@dataclass(frozen=True)
class Event:
    """A session event: its name on the wire, and its data."""

    event_name: ClassVar[str]

    @classmethod
    def get_event_name(cls) -> str:
        """The name on the wire, such as \`\`select_samples\`\`."""
        return cls.event_name

    @staticmethod
    def from_data(event_name: str, data: Mapping[str, Any]) -> Event:
        """The event of a name and data as they travel; unknown keys of the data are left out.

        Raises:
            ValueError: there is no event of that name, or a key is missing
        """
        kind = EVENTS.get(event_name)
        if kind is None:
            raise ValueError(f"There is no session event {event_name!r}.")
        known = {field.name: data[field.name] for field in fields(kind) if field.name in data}
        try:
            return kind(**known)
        except TypeError as error:
            reason = f"The data of the event {event_name!r} is incomplete: {error}"
        raise ValueError(reason)

    def to_data(self) -> dict[str, Any]:
        """The data as it travels."""
        return {field.name: getattr(self, field.name) for field in fields(self)}`;

export function eventsModule(protocol) {
  const convert = jsonSchemas(protocol);
  const shapes = definitions(protocol);
  const names = Object.keys(protocol.EVENTS);
  const classes = names.map(name =>
    dataclass(className(name), 'Event', convert(protocol.EVENTS[name]), {
      doc: `The event \`\`${name}\`\`.`,
      body: [`    event_name: ClassVar[str] = "${name}"`]
    })
  );
  const exported = [
    ...Object.keys(SHAPES),
    ...names.map(className),
    'EVENTS',
    'Event',
    'TRANSIENT_EVENTS'
  ];
  return `${[
    `"""Session events. Generated from src/protocol by \`npm run generate\`; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Literal, TypedDict

from lunette._generated.stages import Stage

__all__ = ${exportList(exported)}`,
    ...Object.entries(SHAPES).map(([name, doc]) => typedDictionary(name, shapes[name], doc)),
    BASE,
    ...classes,
    `#: Events by their names on the wire.
EVENTS: dict[str, type[Event]] = {
${names.map(name => `    "${name}": ${className(name)},`).join('\n')}
}

#: Events that change no state.
TRANSIENT_EVENTS = frozenset(
    {
${[...protocol.TRANSIENT_EVENTS]
  .sort()
  .map(name => `        "${name}",`)
  .join('\n')}
    }
)`
  ].join('\n\n\n')}\n`;
}
