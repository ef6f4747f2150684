import { describe, expect, test } from 'vitest';
import { demand } from '../tools/fuzz/broken-promise.ts';
import { fuzzTarget } from '../tools/fuzz/fuzz-target.ts';
import { edges } from '../tools/fuzz/edges.ts';
import { instrument } from '../tools/fuzz/instrument.ts';
import { minimize } from '../tools/fuzz/minimize.ts';
import { type Target, targetNames } from '../tools/fuzz/target.ts';
import { targets } from '../tools/fuzz/targets.ts';
import { decode, encode } from './sip.ts';

describe('every target', () => {
  test.each(targetNames)(
    '%s keeps its promises for some thousand inputs',
    (name) => {
      const { executions, crashers } = fuzzTarget(targets[name], { seed: 3261, executions: 2000 });

      expect(crashers.map(({ signature, said, bytes }) => [signature, said, decode(bytes)])).toEqual([]);
      expect(executions).toBe(2000);
    },
    60_000,
  );
});

type Counted = { readonly result: unknown; readonly counts: readonly number[] };

/** What `run` of a module gives, and how often it went where. */
async function countsOf(source: string, ...args: readonly unknown[]): Promise<Counted> {
  const { code, edges: count } = instrument(source, 0);
  const { run } = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as {
    run: (...args: readonly unknown[]) => unknown;
  };
  edges.fill(0);
  const result = run(...args);
  return { result, counts: [...edges.subarray(0, count)] };
}

const ascending = (one: number, other: number): number => one - other;

describe('instrument()', () => {
  test.each<readonly [string, string, unknown, readonly unknown[]]>([
    ['functions', 'export function run(a) { return a; }', 7, [7, 1]],
    ['arrow functions that give an object', 'export const run = (a) => ({ a })', 7, [{ a: 7 }, 1]],
    ['a branch taken', 'export function run(a) { if (a) return 1; return 2; }', true, [1, 1, 1, 0]],
    ['a branch not taken', 'export function run(a) { if (a) return 1; return 2; }', false, [2, 1, 0, 1]],
    ['an else', 'export function run(a) { if (a) return 1; else return 2; }', false, [2, 1, 0, 1]],
    [
      'branches within branches',
      'export const run = (a) => { if (a) if (a > 1) return 2; else return 1; }',
      1,
      [1, 1, 1, 0, 1, 0],
    ],
    ['turns of a loop', 'export const run = (a) => { let n = 0; while (n < a) n++; return n; }', 3, [3, 1, 3]],
    ['cases', 'export const run = (a) => { switch (a) { case 1: return 5; default: return 6; } }', 1, [5, 1, 1, 0]],
    ['the sides of a condition', 'export const run = (a) => (a ? 1 : 2)', false, [2, 1, 0, 1]],
    ['what && and ?? may leave out', 'export const run = (a) => (a && 1) ?? 2', 0, [0, 1, 0, 0]],
    ['default values', 'export const run = (a = 3) => a', undefined, [3, 1, 1]],
    ['assignments that may not happen', 'export const run = (a) => { a ??= 4; return a; }', undefined, [4, 1, 1]],
    ['exceptions caught', 'export const run = () => { try { throw 1; } catch { return 2; } }', undefined, [2, 1, 1]],
  ])('counts %s', async (_what, source, argument, [result, ...counts]) => {
    const counted = await countsOf(source, argument);

    expect(counted.result).toEqual(result);
    expect(counted.counts.toSorted(ascending)).toEqual(counts.map(Number).toSorted(ascending));
  });

  test('keeps the numbers of lines', () => {
    const source = 'export const a = (b) =>\n  b ?? 1;\n\nexport class C {\n  d() {\n    return 1;\n  }\n}\n';

    expect(instrument(source, 0).code.split('\n')).toHaveLength(source.split('\n').length);
  });
});

describe('fuzzTarget()', () => {
  const planted: Target = {
    name: 'header',
    seeds: () => [encode('Via: SIP/2.0/UDP h'), encode('To: <sip:a@b>')],
    mutators: [],
    check: (bytes) => demand(!decode(bytes).includes(';lr'), 'no loose router', () => 'one'),
  };

  test('finds a planted fault once, and makes its input small', () => {
    const { crashers } = fuzzTarget(planted, { seed: 1, executions: 20_000 });

    expect(crashers.map(({ signature, bytes }) => [signature, decode(bytes)])).toEqual([['no loose router', ';lr']]);
  });

  test('tries the same inputs for the same seed', () => {
    const tried = (seed: number): readonly string[] => {
      const inputs: string[] = [];
      fuzzTarget(
        { ...planted, check: () => {} },
        { seed, executions: 300, onTry: (bytes) => inputs.push(decode(bytes)) },
      );
      return inputs;
    };

    expect(tried(5)).toEqual(tried(5));
    expect(tried(5)).not.toEqual(tried(6));
  });
});

test('minimize() leaves what matters', () => {
  const least = minimize(encode('INVITE sip:b@c SIP/2.0\r\nX: y\r\n'), (bytes) => decode(bytes).includes('SIP/'));

  expect(decode(least)).toBe('SIP/');
});
