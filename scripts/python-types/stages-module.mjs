/** `lunette/_generated/stages.py`: the stages of a view. */
import { className, exportList } from './annotations.mjs';
import { dataclass } from './dataclasses.mjs';
import { definitions } from './json-schemas.mjs';

const BASE = `@dataclass(frozen=True)
class StageData:
    """A stage of a view as it travels."""

    stage: ClassVar[str]

    @staticmethod
    def from_data(data: Mapping[str, Any]) -> StageData:
        """The stage of its data.

        Raises:
            ValueError: there is no stage of that name, or its parameters are not those it has
        """
        kind = STAGES.get(data.get("stage", ""))
        if kind is None:
            raise ValueError(f"There is no view stage {data.get('stage')!r}.")
        try:
            return kind(**{key: value for key, value in data.items() if key != "stage"})
        except TypeError as error:
            reason = f"The stage {data['stage']!r} is not as it should be: {error}"
        raise ValueError(reason)

    def to_data(self) -> Stage:
        """The data of the stage."""
        return {"stage": self.stage, **{f.name: getattr(self, f.name) for f in fields(self)}}`;

export function stagesModule(protocol) {
  const { Stage } = definitions(protocol);
  const stages = Stage.oneOf ?? Stage.anyOf;
  const names = stages.map(stage => stage.properties.stage.const);
  const classes = stages.map((stage, i) =>
    dataclass(className(names[i]), 'StageData', stage, {
      doc: `The stage \`\`${names[i]}\`\`.`,
      body: [`    stage: ClassVar[str] = "${names[i]}"`],
      skip: ['stage']
    })
  );
  const exported = [...names.map(className), 'STAGES', 'Stage', 'StageData'];
  return `${[
    `"""Stages of a view. Generated from src/protocol by \`npm run generate\`; do not edit."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Literal

from lunette._generated.expressions import Expression

__all__ = ${exportList(exported)}

#: A stage as JSON: its name under \`\`stage\`\`, and its parameters.
Stage = dict[str, Any]`,
    BASE,
    ...classes,
    `#: Stages by their names on the wire.
STAGES: dict[str, type[StageData]] = {
${names.map(name => `    "${name}": ${className(name)},`).join('\n')}
}`
  ].join('\n\n\n')}\n`;
}
