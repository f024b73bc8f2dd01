import eslint from '@eslint/js';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.ts', 'src/testing/**', 'e2e/**'];

/** Who may import whom inside src, as docs/decisions/0002-layers.md says. Anything not listed is refused. */
const layers = {
  messages: [],
  domain: ['messages'],
  locale: ['messages', 'domain'],
  config: ['domain', 'config.ts'],
  observability: ['domain', 'config.ts', 'config'],
  storage: ['domain', 'messages'],
  services: ['domain', 'storage', 'observability', 'messages', 'locale'],
  http: ['domain', 'services', 'observability', 'config.ts', 'config', 'messages', 'locale'],
  cli: [
    'domain',
    'services',
    'observability',
    'config.ts',
    'config',
    'messages',
    'locale',
    'storage/engine',
    'controllers/forms',
  ].concat('compose.ts', 'ground.ts', 'serve.ts'),
  controllers: ['domain', 'services', 'http', 'observability', 'config.ts', 'config', 'messages', 'locale'],
};

const zones = Object.entries(layers).map(([layer, allowed]) => ({
  target: `./src/${layer}`,
  from: './src',
  except: [layer, ...allowed].map((name) => `./${name}`),
  message: `src/${layer} may import ${[layer, ...allowed].join(', ')} only.`,
}));

const packages = {
  express: { name: 'express', message: 'Express belongs in src/controllers and src/http.' },
  drivers: ['pg', 'better-sqlite3'].map((name) => ({
    name,
    message: 'A database driver is imported by its own adapter only.',
  })),
  environment: {
    name: 'node:process',
    importNames: ['env'],
    message: 'The environment is read in src/config.ts only.',
  },
};
const testing = {
  group: ['**/testing/**'],
  message: 'src/testing is for tests: it is not part of the build.',
};
const refuse = (...paths) => ['error', { paths: paths.flat(), patterns: [testing] }];

/** Long lists that are read line by line; every other file fits 300 lines. */
const tables = [
  'src/messages/**',
  'src/controllers/routes.ts',
  'src/controllers/pages/parked-form-table.ts',
  'src/services/upkeep/seed-catalog.ts',
];

const doors = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take the time from a Clock (domain/clock.ts).',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take the time from a Clock (domain/clock.ts).',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Randomness comes from node:crypto, in services.',
  },
];

export default tseslint.config(
  { ignores: ['dist/', 'public/assets/', '.cache/', 'data/', 'playwright-report/', 'test-results/'] },
  eslint.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always'],
      'no-restricted-syntax': ['error', ...doors],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: tests,
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensionAlias: { '.js': ['.ts', '.js'] } })],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'import-x/no-cycle': 'error',
      'max-lines-per-function': ['error', 60],
      'no-console': 'error',
      'no-restricted-imports': refuse(packages.express, packages.drivers, packages.environment),
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read in src/config.ts only.' },
      ],
    },
  },
  { files: ['src/**/*.ts'], ignores: [...tests, ...tables], rules: { 'max-lines': ['error', 300] } },
  {
    files: [
      'src/controllers/**/*.ts',
      'src/http/**/*.ts',
      'src/compose.ts',
      'src/compose/**/*.ts',
      'src/main.ts',
    ],
    ignores: tests,
    rules: { 'no-restricted-imports': refuse(packages.drivers, packages.environment) },
  },
  {
    files: ['src/storage/**/*{sqlite,postgres}*.ts', 'src/storage/identity/attempt-limiters.ts'],
    ignores: tests,
    rules: { 'no-restricted-imports': refuse(packages.express, packages.environment) },
  },
  { files: ['src/config.ts'], rules: { 'no-restricted-properties': 'off' } },
  // The log, tests, scripts and benchmarks speak of the real time.
  {
    files: [...tests, 'src/domain/clock.ts', 'src/observability/**', 'scripts/**', 'bench/**'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ['public/sw.js'],
    languageOptions: { globals: { self: 'readonly', caches: 'readonly', KEPT: 'readonly' } },
  },
  {
    files: ['public/**/*.js'],
    languageOptions: {
      sourceType: 'script',
      globals: Object.fromEntries(
        ['window', 'document', 'location', 'history', 'navigator', 'localStorage', 'sessionStorage']
          .concat([
            'addEventListener',
            'atob',
            'btoa',
            'removeEventListener',
            'getComputedStyle',
            'innerHeight',
            'fetch',
            'URL',
            'URLSearchParams',
            'FormData',
            'Response',
            'Headers',
            'Intl',
            'setTimeout',
            'clearTimeout',
          ])
          .concat([
            'requestAnimationFrame',
            'matchMedia',
            'Event',
            'CustomEvent',
            'MouseEvent',
            'Node',
            'console',
          ])
          .concat(['HTMLElement', 'HTMLFormElement', 'HTMLInputElement', 'HTMLSelectElement'])
          .concat(['HTMLButtonElement', 'HTMLDetailsElement', 'HTMLDialogElement', 'Element'])
          .map((name) => [name, 'readonly']),
      ),
    },
  },
);
