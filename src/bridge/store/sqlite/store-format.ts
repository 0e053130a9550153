/** The tables of `store.db`. */
import type { IFileFormat } from './sqlite-file';

/** Row ids per segment of a tag and per segment of modification times. */
export const TAG_SEGMENT = 65536;
export const TIME_SEGMENT = 1024;

/** Label fields a dataset can have over its life: labels are keyed `rid * MAX_LABEL_FIELDS + code`. */
export const MAX_LABEL_FIELDS = 1024;

/** Tag code under which the set of all row ids is kept. */
export const PRESENT = 0;

/** Since version 2: saved layouts of panels. */
const WORKSPACES = `
    CREATE TABLE workspaces (
      dataset INTEGER NOT NULL, slug TEXT NOT NULL, name TEXT NOT NULL,
      description TEXT, color TEXT, spaces TEXT NOT NULL,
      created_at INTEGER NOT NULL, last_modified_at INTEGER NOT NULL, last_loaded_at INTEGER,
      PRIMARY KEY (dataset, slug), UNIQUE (dataset, name)
    ) STRICT, WITHOUT ROWID`;

/**
 * Since version 3: properties that only some datasets have, datasets that are derived from another
 * one (patches, frames …) and die with it, and documents that are saved with a dataset under a key.
 */
const DERIVED = `
    ALTER TABLE datasets ADD COLUMN properties TEXT NOT NULL DEFAULT '{}';
    ALTER TABLE datasets ADD COLUMN source TEXT;
    CREATE INDEX datasets_source ON datasets (source) WHERE source IS NOT NULL;
    CREATE TABLE saved_documents (
      dataset INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
      document TEXT NOT NULL, content BLOB,
      PRIMARY KEY (dataset, kind, key)
    ) STRICT`;

/** Since version 4: the values that are unique by an index, of one row each. */
const UNIQUE_VALUES = `
    CREATE TABLE unique_values (
      dataset INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, rid INTEGER NOT NULL,
      PRIMARY KEY (dataset, name, value)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX unique_values_rid ON unique_values (dataset, rid)`;

export const STORE_FORMAT: IFileFormat = {
  name: 'Lunette store',
  // "LUNE"
  applicationId: 0x4c554e45,
  version: 4,
  steps: [WORKSPACES, DERIVED, UNIQUE_VALUES],
  schema: `
    CREATE TABLE datasets (
      key INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL UNIQUE,
      slug TEXT NOT NULL UNIQUE,
      persistent INTEGER NOT NULL,
      media_type TEXT,
      description TEXT,
      tags TEXT NOT NULL DEFAULT '[]',
      info TEXT NOT NULL DEFAULT '{}',
      app_config TEXT NOT NULL DEFAULT '{}',
      fields TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      last_modified_at INTEGER NOT NULL,
      last_loaded_at INTEGER,
      count INTEGER NOT NULL DEFAULT 0,
      next_rid INTEGER NOT NULL DEFAULT 1,
      seq INTEGER NOT NULL DEFAULT 0,
      trimmed_seq INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE operations (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      dataset TEXT NOT NULL,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      detail TEXT NOT NULL,
      rids BLOB
    ) STRICT;
    CREATE INDEX operations_dataset ON operations (dataset, seq);
    CREATE TABLE label_fields (
      dataset INTEGER NOT NULL, name TEXT NOT NULL, code INTEGER NOT NULL,
      PRIMARY KEY (dataset, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE tags (
      dataset INTEGER NOT NULL, code INTEGER NOT NULL, name TEXT NOT NULL,
      PRIMARY KEY (dataset, code), UNIQUE (dataset, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE tag_segments (
      dataset INTEGER NOT NULL, segment INTEGER NOT NULL, tag INTEGER NOT NULL, rids BLOB NOT NULL,
      PRIMARY KEY (dataset, segment, tag)
    ) STRICT;
    CREATE TABLE tag_times (
      dataset INTEGER NOT NULL, segment INTEGER NOT NULL, times BLOB NOT NULL,
      PRIMARY KEY (dataset, segment)
    ) STRICT;
    CREATE TABLE media_sizes (
      mark INTEGER PRIMARY KEY AUTOINCREMENT,
      dataset INTEGER NOT NULL, rid INTEGER NOT NULL,
      width INTEGER NOT NULL, height INTEGER NOT NULL,
      UNIQUE (dataset, rid)
    ) STRICT;
    ${WORKSPACES};
    ${DERIVED};${UNIQUE_VALUES};`
};

/** The tables that hold rows of every dataset, by its key in the column `dataset`. */
export const TABLES_OF_ALL = [
  'label_fields',
  'tags',
  'tag_segments',
  'tag_times',
  'media_sizes',
  'workspaces',
  'saved_documents',
  'unique_values'
] as const;

/** The two tables of one dataset. */
export const datasetTables = (key: number): string => `
  CREATE TABLE samples_${key} (
    rid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    filepath TEXT NOT NULL,
    created INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    core BLOB NOT NULL
  ) STRICT;
  CREATE INDEX samples_${key}_filepath ON samples_${key} (filepath);
  CREATE TABLE labels_${key} (key INTEGER PRIMARY KEY, document BLOB NOT NULL) STRICT;`;
