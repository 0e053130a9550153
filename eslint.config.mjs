import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import { fileURLToPath } from 'node:url';
import ts from 'typescript-eslint';
import lunette from './scripts/lint/import-boundaries.mjs';

const source = fileURLToPath(new URL('src', import.meta.url));

export default ts.config(
  {
    ignores: [
      'lib',
      'lunette',
      'node_modules',
      '.venv',
      '.cache',
      '.jupyter',
      'test-results',
      'src/**/*.generated.ts'
    ]
  },
  js.configs.recommended,
  {
    rules: {
      curly: 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', 400],
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'prefer-arrow-callback': 'error'
    }
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...ts.configs.strict],
    plugins: { lunette, 'react-hooks': reactHooks },
    languageOptions: {
      parserOptions: { project: './tsconfig.test.json', tsconfigRootDir: import.meta.dirname }
    },
    rules: {
      'lunette/import-boundaries': ['error', source],
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } }
      ],
      '@typescript-eslint/no-invalid-void-type': 'off',
      // A property named with an underscore is one that the rest is wanted without.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }
      ],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true }
      ]
    }
  },
  {
    // A test names what it expects to be there; a failing assertion says enough.
    files: ['**/*.spec.{ts,tsx}', 'ui-tests/**', '**/testing/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' }
  },
  {
    // The convention of JupyterLab: `CommandIDs`, `Private`.
    files: ['src/extension/**'],
    rules: { '@typescript-eslint/no-namespace': 'off' }
  },
  {
    files: ['scripts/**', 'bench/**', '*.mjs'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' }
  },
  {
    // What the bridge prints is its log.
    files: ['src/bridge/**'],
    rules: { 'no-console': 'off' }
  },
  {
    // `use` is what Playwright calls the function that hands over a fixture.
    files: ['ui-tests/**'],
    rules: { 'react-hooks/rules-of-hooks': 'off' }
  }
);
