import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runExample } from './run-example.ts';

const folder = join(import.meta.dirname, '..');

/** The first example of the README that names this. */
function exampleOf(name: string): string {
  const examples = readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g);
  return [...examples].map(([, example]) => example ?? '').find((example) => example.includes(name)) ?? '';
}

test('the example of the README prints what it says', () => {
  const example = exampleOf('parseMessage');

  const printed = runExample(example);

  const promised = example.split('\n').flatMap((line) => /\/\/ (.*)$/.exec(line)?.[1] ?? []);
  expect(promised).toHaveLength(4);
  const [name, branch, , told] = promised;
  expect(printed).toContain(`${name}\n${branch}\n`);
  expect(printed).toMatch(/kind: 'sip'[^]*user: 'alice'[^]*host: 'atlanta\.example\.com'/);
  expect(printed.trimEnd().split('\n').at(-1)).toBe(told);
});

test('the example of streams prints what it says', () => {
  const example = exampleOf('MessageFramer');
  const promised = example.split('\n').flatMap((line) => /^\/\/ (.*)$/.exec(line)?.[1] ?? []);

  const printed = runExample(example).trimEnd().split('\n');

  expect(printed.map((line) => line.trimEnd())).toEqual(promised);
  expect(promised).toHaveLength(3);
});

test.each(['defineHeader', 'parseUri', 'parseSdp', 'decodePassport', 'optionTagRow', 'parseXmlBody'])(
  'the example of %s prints what it says',
  (name) => {
    const example = exampleOf(name);
    const promised = example.split('\n').flatMap((line) => /\/\/ (.*)$/.exec(line)?.[1] ?? []);

    expect(runExample(example).trimEnd().split('\n')).toEqual(promised);
    expect(promised.length).toBeGreaterThan(2);
  },
);

test.each(['buildRequest', 'editMessage', 'writeMultipart'])('the example of %s prints what it says', (name) => {
  const example = exampleOf(name);
  const promised = example.split('\n').flatMap((line) => /(?:^\/\/ ?|; \/\/ )(.*)$/.exec(line)?.[1] ?? []);

  expect(runExample(example).trimEnd().split('\n')).toEqual(promised);
  expect(promised.length).toBeGreaterThan(3);
});
