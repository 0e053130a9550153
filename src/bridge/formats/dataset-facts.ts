/** Facts of an import beside those that the dataset has: what it says already stays. */
import type { IDatasetInfo, ParsedParams } from '../../protocol';
import type { IDatasetFacts } from './format';

const isEmpty = (value: unknown): boolean =>
  value == null || (typeof value === 'object' && Object.keys(value).length === 0);

type Changes = Partial<
  Pick<
    ParsedParams<'dataset.update'>,
    'info' | 'properties' | 'tags' | 'description' | 'app_config'
  >
>;

export function mergeFacts(dataset: IDatasetInfo, facts: IDatasetFacts): Changes {
  const properties = Object.fromEntries(
    Object.entries(facts.properties ?? {}).flatMap(([name, value]) => {
      const known = dataset.properties[name as keyof typeof dataset.properties];
      if (isEmpty(value)) {
        return [];
      }
      if (isEmpty(known)) {
        return [[name, value]];
      }
      // By field: the fields that have none yet.
      return Array.isArray(value) || typeof value !== 'object'
        ? []
        : [[name, { ...value, ...(known as object) }]];
    })
  );
  return {
    ...(isEmpty(facts.info) ? {} : { info: { ...facts.info, ...dataset.info } }),
    ...(isEmpty(properties) ? {} : { properties }),
    ...(isEmpty(facts.tags)
      ? {}
      : { tags: [...new Set([...dataset.tags, ...(facts.tags ?? [])])] }),
    ...(facts.description != null && dataset.description === null
      ? { description: facts.description }
      : {}),
    ...(isEmpty(facts.app_config) || !isEmpty(dataset.app_config)
      ? {}
      : { app_config: facts.app_config as Record<string, unknown> })
  };
}
