/** JSON schemas of the protocol, with references to the shapes that get a Python name. */

/** Shapes that become a typed dictionary of their own, by the name they get there. */
function namedShapes(protocol) {
  return {
    AppConfig: protocol.appConfigSchema,
    ColorSchemeState: protocol.colorSchemeSchema,
    Expression: protocol.expressionSchema,
    SelectedLabel: protocol.selectedLabelSchema,
    SelectedSample: protocol.selectedSampleSchema,
    LabelSelectionStyle: protocol.labelSelectionStyleSchema,
    SampleSelectionStyle: protocol.sampleSelectionStyleSchema,
    SessionState: protocol.sessionStateSchema,
    Stage: protocol.stageSchema
  };
}

/**
 * `(zod schema) → JSON schema` of what the bridge sends: defaults are filled in. `classes` are
 * schemas to be referred to by other names.
 */
export function jsonSchemas(protocol, classes = {}) {
  const registry = protocol.z.registry();
  for (const [id, schema] of Object.entries({ ...namedShapes(protocol), ...classes })) {
    registry.add(schema, { id });
  }
  return schema => protocol.z.toJSONSchema(schema, { metadata: registry, io: 'output' });
}

/** The JSON schema of one named shape, and of those it refers to. */
export function definitions(protocol) {
  const convert = jsonSchemas(protocol);
  const found = {};
  for (const [name, schema] of Object.entries(namedShapes(protocol))) {
    const converted = convert(schema);
    Object.assign(found, converted.$defs);
    if (!('$ref' in converted)) {
      found[name] = converted;
    }
  }
  return found;
}

export const isNullable = schema =>
  schema.type === 'null' ||
  (Array.isArray(schema.type) && schema.type.includes('null')) ||
  (schema.anyOf ?? []).some(isNullable);
