/** The JSON schema of a structure with these fields and no others. */
export function structure(
  required: readonly string[],
  properties: Readonly<Record<string, unknown>>,
) {
  return { type: 'object', required, properties, additionalProperties: false };
}
