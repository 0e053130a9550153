/** `lunette/_generated/event_parts.py`: the parts of events that are classes. */
import { exportList } from './annotations.mjs';
import { dataclass } from './dataclasses.mjs';
import { jsonSchemas } from './json-schemas.mjs';

/** The classes and their schemas, each after those that are parts of it. */
export const eventParts = protocol => ({
  LabelData: protocol.selectedLabelSchema,
  ValueColor: protocol.valueColorSchema,
  MaskColor: protocol.maskColorSchema,
  CustomizeColor: protocol.customizeColorSchema,
  ColorscaleList: protocol.colorscaleStopSchema,
  Colorscale: protocol.colorscaleSchema,
  DefaultColorscale: protocol.defaultColorscaleSchema,
  LabelTagsColors: protocol.labelTagsColorsSchema,
  ColorScheme: protocol.colorSchemeSchema
});

const DOCS = {
  LabelData: 'A selected label and where it is.',
  ValueColor: 'The colour of one value.',
  MaskColor: 'The colour of one integer of masks.',
  CustomizeColor: 'The colours of one field.',
  ColorscaleList: 'A stop of a colour scale; `value` in [0, 1].',
  Colorscale: 'The colour scale of the heat maps of one field.',
  DefaultColorscale: 'The colour scale of heat maps.',
  LabelTagsColors: 'The colours of label tags.',
  ColorScheme: 'How labels are coloured; what is None is decided by the App’s settings.'
};

/** The name of the part that a property holds, alone or in a list; else null. */
function partOf(property) {
  const options = property.anyOf ?? [property];
  for (const option of options) {
    const reference = (option.items ?? option).$ref;
    if (reference) {
      return reference.slice(reference.lastIndexOf('/') + 1);
    }
  }
  return null;
}

/** The line that names the parts of a class, if it has any. */
export function partClasses(properties, names) {
  const found = Object.entries(properties ?? {})
    .map(([key, property]) => [key, partOf(property)])
    .filter(([, part]) => names.includes(part));
  const items = found.map(([key, part]) => `"${key}": ${part}`);
  const line = `    part_classes: ClassVar[Mapping[str, type[EventPart]]] = {${items.join(', ')}}`;
  const lines = items.map(item => `        ${item},\n`).join('');
  return found.length === 0
    ? []
    : [line.length <= 100 ? line : line.replace(/\{.*\}$/, `{\n${lines}    }`)];
}

export function eventPartsModule(protocol) {
  const convert = jsonSchemas(protocol, eventParts(protocol));
  const names = Object.keys(eventParts(protocol));
  const classes = Object.entries(eventParts(protocol)).map(([name, schema]) => {
    const converted = convert(schema);
    const json = converted.$ref ? converted.$defs[name] : converted;
    return dataclass(name, 'EventPart', json, {
      doc: DOCS[name],
      body: partClasses(json.properties, names),
      decorator: '@dataclass'
    });
  });
  return `${[
    `"""Parts of session events. Generated from src/protocol by \`npm run generate\`; do not edit."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from lunette._event_parts import EventPart

__all__ = ${exportList(names)}`,
    ...classes
  ].join('\n\n\n')}\n`;
}
