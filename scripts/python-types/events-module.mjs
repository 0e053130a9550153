/** `lunette/_generated/events.py`: the session events and the shapes in them. */
import { className, exportList, literal } from './annotations.mjs';
import { dataclass, typedDictionary } from './dataclasses.mjs';
import { eventParts, partClasses } from './event-parts-module.mjs';
import { definitions, jsonSchemas } from './json-schemas.mjs';

const SHAPES = {
  SelectedSample: 'A selected sample: its id and how it was selected.',
  SelectedLabel: 'A selected label and where it is.',
  SampleSelectionStyle: 'The icons of selected samples, per selection type.',
  LabelSelectionStyle: 'The outlines of selected labels, per selection type.',
  ColorSchemeState: 'How labels are coloured.',
  AppConfig: 'Settings of the App.',
  SessionState: 'The state that a kernel and any number of Apps share.'
};

/** Events that can do more than hold their data: what `_event_base.py` has for them. */
const FORMS = {
  select_samples: { base: 'SelectSamplesForms', decorator: '@dataclass(frozen=True, init=False)' },
  set_color_scheme: { base: 'SetColorSchemeForms' }
};

export function eventsModule(protocol) {
  const parts = eventParts(protocol);
  const convert = jsonSchemas(protocol, parts);
  const shapes = definitions(protocol);
  const names = Object.keys(protocol.EVENTS);
  const used = new Set();
  const classes = names.map(name => {
    const json = convert(protocol.EVENTS[name]);
    const held = partClasses(json.properties, Object.keys(parts));
    held.flatMap(line => line.match(/(?<=": )\w+/g)).forEach(part => used.add(part));
    const { base = 'Event', ...options } = FORMS[name] ?? {};
    return dataclass(className(name), base, json, {
      doc: `The event \`\`${name}\`\`.`,
      body: [`    event_name: ClassVar[str] = "${name}"`, ...held],
      ...options
    });
  });
  const bases = ['Event', ...Object.values(FORMS).map(({ base }) => base)];
  const exported = [
    ...Object.keys(SHAPES),
    ...names.map(className),
    'APP_CONFIG_DEFAULTS',
    'COLOR_SCHEME_DEFAULTS',
    'EVENTS',
    'Event',
    'TRANSIENT_EVENTS'
  ];
  return `${[
    `"""Session events. Generated from src/protocol by \`npm run generate\`; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypedDict

from lunette._event_base import ${bases.join(', ')}
from lunette._event_parts import EventPart
from lunette._generated.event_parts import ${[...used].sort().join(', ')}
from lunette._generated.stages import Stage

__all__ = ${exportList(exported)}`,
    ...Object.entries(SHAPES).map(([name, doc]) => typedDictionary(name, shapes[name], doc)),
    ...classes,
    `#: Events by their names on the wire.
EVENTS: dict[str, type[Event]] = {
${names.map(name => `    "${name}": ${className(name)},`).join('\n')}
}

#: Settings of the App where nothing else is said.
APP_CONFIG_DEFAULTS: AppConfig = {
${Object.entries(protocol.appConfigSchema.parse({}))
  .map(([name, value]) => `    "${name}": ${literal(value)},`)
  .join('\n')}
}

#: What colours are where neither a colour scheme nor the settings say.
COLOR_SCHEME_DEFAULTS: ColorSchemeState = {
    "color_pool": [
${protocol.DEFAULT_POOL.map(color => `        ${literal(color)},`).join('\n')}
    ],
    "opacity": ${protocol.DEFAULT_OPACITY},
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
