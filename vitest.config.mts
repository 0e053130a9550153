import { defineConfig } from 'vitest/config';

/**
 * Unit tests run in Node; a file that needs a document says so in its first line:
 * `// @vitest-environment happy-dom`.
 */
export default defineConfig({
  test: {
    include: ['src/**/*.spec.{ts,tsx}', 'scripts/**/*.spec.mjs'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    restoreMocks: true
  }
});
