import { defineConfig } from 'oxlint';

/** In the order data goes: a folder imports only folders before it. */
const analyzerFolders = [
  'capture',
  'network',
  'transport',
  'message',
  'transaction',
  'dialog',
  'media',
  'anonymize',
  'call',
  'follow',
  'session',
  'identity',
  'ims',
  'participants',
  'registration',
  'subscription',
  'messaging',
  'traffic',
  'story',
  'conformance',
  'filter',
  'report',
  'expect',
] as const;

/** Packages left to right; imports never go back. */
const packagesInOrder = ['@sipscope/parser', '@sipscope/analyzer', '@sipscope/viewer', 'sipscope'] as const;

type Pattern = { group: string[]; message: string };

const noDeepImports: Pattern = {
  group: ['@sipscope/*/src/**', '@sipscope/*/dist/**', '**/packages/**'],
  message: 'Import what the package exports.',
};
const noSaxes: Pattern = { group: ['saxes'], message: 'Only body/xml/read-xml.ts imports saxes.' };
const noChevrotain: Pattern = { group: ['chevrotain'], message: 'Only grammar/ imports chevrotain.' };
const noWriters: Pattern = { group: ['**/write/**'], message: 'What reads does not know what writes.' };
const noXml: Pattern = { group: ['**/xml/**', '**/xml.ts'], message: 'The core does not load XML.' };
const noNode: Pattern = { group: ['node:*'], message: 'This runs in browsers.' };

function restricted(files: string[], patterns: Pattern[]) {
  return {
    files,
    rules: { 'no-restricted-imports': ['error', { patterns: [noDeepImports, ...patterns] }] as ['error', object] },
  };
}

function later(names: readonly string[], index: number, toGroup: (name: string) => string[]): Pattern[] {
  const group = names.slice(index + 1).flatMap(toGroup);
  return group.length === 0 ? [] : [{ group, message: 'Imports go from left to right, never back.' }];
}

const packageOrder = (name: (typeof packagesInOrder)[number]): Pattern[] =>
  later(packagesInOrder, packagesInOrder.indexOf(name), (other) => [other, `${other}/*`]);

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'vitest'],
  categories: { correctness: 'error' },
  options: { typeAware: true },
  ignorePatterns: ['**/dist/**', '**/*.gen.ts', 'fixtures/**'],
  rules: {
    'import/no-cycle': 'error',
    'import/no-default-export': 'off',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    eqeqeq: 'error',
    'no-console': 'error',
    // Control characters are what much of our code looks for.
    'no-control-regex': 'off',
    'no-eval': 'error',
    'no-new-func': 'error',
    'typescript/no-implied-eval': 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    'unicorn/no-null': 'off',
    'vitest/no-disabled-tests': 'error',
    'vitest/no-focused-tests': 'error',
    'vitest/expect-expect': 'off',
    'vitest/require-mock-type-parameters': 'off',
  },
  overrides: [
    restricted(
      ['packages/parser/src/**/*.ts'],
      [...packageOrder('@sipscope/parser'), noNode, noChevrotain, noSaxes, noXml, noWriters],
    ),
    // The entry exports what reads and what writes.
    restricted(
      ['packages/parser/src/index.ts'],
      [...packageOrder('@sipscope/parser'), noNode, noChevrotain, noSaxes, noXml],
    ),
    // The grammar alone knows the parser library.
    restricted(
      ['packages/parser/src/grammar/**/*.ts'],
      [...packageOrder('@sipscope/parser'), noNode, noSaxes, noXml, noWriters],
    ),
    // XML lies behind an entry of its own, which the core does not load.
    restricted(
      ['packages/parser/src/body/xml/**/*.ts', 'packages/parser/src/xml.ts'],
      [...packageOrder('@sipscope/parser'), noNode, noSaxes, noWriters],
    ),
    restricted(['packages/parser/src/body/xml/read-xml.ts'], [...packageOrder('@sipscope/parser'), noNode]),
    ...analyzerFolders.map((folder, index) =>
      restricted(
        [`packages/analyzer/src/${folder}/**/*.ts`],
        [
          ...packageOrder('@sipscope/analyzer'),
          noNode,
          ...later(analyzerFolders, index, (other) => [`**/${other}/**`]),
          {
            group: ['../analyze.ts', '../node.ts', '../node/**', '../index.ts'],
            message: 'A stage does not know the pipeline.',
          },
        ],
      ),
    ),
    restricted(['packages/analyzer/src/*.ts'], [...packageOrder('@sipscope/analyzer'), noNode]),
    restricted(['packages/analyzer/src/ahead/**/*.ts'], [...packageOrder('@sipscope/analyzer'), noNode]),
    // What of the analyzer runs in Node alone.
    restricted(
      ['packages/analyzer/src/node/**/*.ts', 'packages/analyzer/src/ahead/node-*.ts'],
      [...packageOrder('@sipscope/analyzer')],
    ),
    restricted(
      ['packages/viewer/src/api/**/*.ts'],
      [
        ...packageOrder('@sipscope/viewer'),
        noNode,
        { group: ['../server/**', '../app/**'], message: 'The contract knows neither side.' },
      ],
    ),
    restricted(
      ['packages/viewer/src/server/**/*.ts'],
      [...packageOrder('@sipscope/viewer'), { group: ['**/app/**'], message: 'The server does not know the page.' }],
    ),
    restricted(
      ['packages/viewer/src/app/**/*.ts'],
      [
        ...packageOrder('@sipscope/viewer'),
        noNode,
        { group: ['**/server/**'], message: 'The page reaches the server by its routes.' },
      ],
    ),
    {
      files: ['**/*.test.ts', '**/test/**', 'scripts/**', '**/bench/**', '*.config.ts', '**/*.config.ts'],
      rules: { 'no-restricted-imports': 'off', 'no-console': 'off' },
    },
    {
      files: ['packages/viewer/src/app/**/*.ts'],
      jsPlugins: ['eslint-plugin-lit'],
      rules: {
        'lit/no-invalid-html': 'error',
        'lit/no-duplicate-template-bindings': 'error',
        'lit/attribute-value-entities': 'error',
        'lit/no-legacy-template-syntax': 'error',
        'lit/no-private-properties': 'error',
      },
    },
  ],
});
