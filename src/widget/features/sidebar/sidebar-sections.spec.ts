import { describe, expect, it } from 'vitest';
import { DEFAULT_FIELDS, type IDatasetInfo } from '../../../protocol';
import { entriesOf, isTagsAlone, sidebarSections, type ISidebarSection } from './sidebar-sections';

const dataset = (app_config: Record<string, unknown>): IDatasetInfo => ({
  id: 'd',
  name: 'cats',
  slug: 'cats',
  persistent: false,
  media_type: 'image',
  description: null,
  tags: [],
  info: {},
  app_config,
  properties: {},
  source: null,
  created_at: 0,
  last_modified_at: 0,
  last_loaded_at: null,
  count: 0,
  seq: 0,
  fields: [
    ...DEFAULT_FIELDS,
    { name: 'objects', type: 'document', document: 'Detections' },
    { name: 'scene', type: 'document', document: 'Classification' },
    { name: 'split', type: 'string' },
    { name: 'score', type: 'float' }
  ]
});
const text = ({ title, items }: ISidebarSection): string =>
  `${title}: ${items.map(i => (i.kind === 'labels' ? i.group.field : i.entry.path)).join(' ')}`;
const sections = (groups?: unknown): string[] =>
  sidebarSections(dataset(groups === undefined ? {} : { sidebar_groups: groups })).map(text);

describe('sections of the sidebar', () => {
  it('are the usual ones if the dataset says nothing', () => {
    const usual = sections();
    expect(usual.slice(0, 2)).toEqual(['Tags: tags', 'Labels: objects scene']);
    expect(usual.map(section => section.split(':')[0])).toEqual([
      'Tags',
      'Labels',
      'Fields',
      'Metadata'
    ]);
    expect(sections(null)).toEqual(usual);
    expect(sections('nonsense')).toEqual(usual);
  });

  it('are the groups of the settings, in their order, and the rest below them', () => {
    const [first, second, rest] = sections([
      { name: 'Mine', paths: ['score', 'objects', 'id', 'nothing'] },
      { name: 'Empty', paths: ['id'] },
      { name: 'Sizes', paths: ['metadata.width', 'metadata.height'] }
    ]);
    expect([first, second]).toEqual([
      'Mine: score objects',
      'Sizes: metadata.width metadata.height'
    ]);
    expect(rest).toMatch(/^Other: tags scene .*split/);
    expect(rest).not.toContain('score');
  });

  it('name a whole document by its field, and every field once', () => {
    const [first, second] = sidebarSections(
      dataset({
        sidebar_groups: [
          { name: 'A', paths: ['metadata', 'objects.detections.label'], expanded: false },
          { name: 'B', paths: ['objects', 'tags'] }
        ]
      })
    );
    expect(text(first!)).toMatch(/^A: .*metadata\.width.* objects$/);
    expect([first!.folded, second!.folded]).toEqual([true, false]);
    expect(text(second!)).toBe('B: tags');
    expect(isTagsAlone(second!)).toBe(true);
    expect(entriesOf(first!).map(({ path }) => path)).toContain('objects.label');
  });
});
