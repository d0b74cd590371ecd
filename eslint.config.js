import { readdirSync } from 'node:fs';
import path from 'node:path';
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What Dataform hands to definitions: itself, and every file of includes/ by its name. */
const dataformGlobals = Object.fromEntries(
  [
    ...readdirSync(path.join(import.meta.dirname, 'includes'))
      .filter((name) => name.endsWith('.js'))
      .map((name) => path.parse(name).name),
    ...['assert', 'dataform', 'declare', 'operate', 'publish'],
  ].map((name) => [name, 'readonly']),
);

export default defineConfig(
  { ignores: ['node_modules/', '.tank/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: true },
      ],
    },
  },
  {
    files: ['**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', module: 'writable' },
    },
  },
  {
    files: ['includes/**/*.js', 'definitions/**/*.js'],
    languageOptions: { sourceType: 'commonjs' },
    rules: {
      'array-callback-return': 'error',
      'consistent-return': 'error',
      'dot-notation': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-else-return': 'error',
      'no-nested-ternary': 'error',
      'no-param-reassign': 'error',
      'no-shadow': 'error',
      'no-template-curly-in-string': 'error',
      'no-use-before-define': ['error', { functions: false }],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-arrow-callback': 'error',
      'prefer-const': 'error',
      'prefer-template': 'error',
    },
  },
  { files: ['definitions/**/*.js'], languageOptions: { globals: dataformGlobals } },
  {
    files: ['pipeline/docs/browser/*.js', 'serving/page/browser/*.js'],
    languageOptions: {
      globals: {
        document: 'readonly',
        window: 'readonly',
        location: 'readonly',
        localStorage: 'readonly',
        navigator: 'readonly',
        matchMedia: 'readonly',
        addEventListener: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
);
