import { describe, expect, test } from 'vitest';
import { problemsOf } from './compare-rows.ts';
import { readScript } from './script/read-script.ts';

const context = {
  labels: new Map([['answer', { frame: 3, seconds: 1.5 }]]),
  startSeconds: Date.UTC(2026, 0, 5, 9) / 1000,
};
const row = {
  outcome: 'answered',
  status: 200,
  answered: '2026-01-05T09:00:01.500000Z',
  legs: [{ dialog: 'd1' }, { dialog: 'd2' }],
  frames: [1, 3],
};

function problems(expected: string, rows: readonly object[] = [row]): string[] {
  const { expectations } = readScript('x.flow', `# Title\nexpect calls\n${expected}`);
  return expectations.flatMap((one) => problemsOf(one, rows, context)).map(({ line, what }) => `${line}: ${what}`);
}

describe('a row', () => {
  test.each([
    'outcome answered, status 200, no ended',
    'answered 1.5, legs 2',
    'answered @answer, frames [1, @answer]',
    'legs [{ dialog d1 }, { dialog d2 }]',
    'legs some [{ dialog d2 }]',
    'frames some [1, 3]',
    'status 200..299, outcome ans*ed',
    'status >=200, outcome /a.*(red|ed)/',
    'status < 300',
  ])('is as expected: %s', (fields) => {
    expect(problems(`  - ${fields}`)).toEqual([]);
  });

  test.each([
    ['outcome busy', '3: calls[0].outcome: expected busy, got "answered"'],
    ['no status', '3: calls[0]: expected no status, got 200'],
    ['ended 3', '3: calls[0].ended: expected 3, got nothing'],
    ['answered 1.6', '3: calls[0].answered: expected 1.6, got "2026-01-05T09:00:01.500000Z"'],
    ['legs [{ dialog d1 }]', '3: calls[0].legs: expected 1 of them, got [{"dialog":"d1"},{"dialog":"d2"}]'],
    ['legs [{ dialog d1 }, { dialog d3 }]', '3: calls[0].legs[1].dialog: expected d3, got "d2"'],
    ['frames [1, 4]', '3: calls[0].frames[1]: expected 4, got 3'],
    ['frames some [3, 1]', '3: calls[0].frames: no item like this from 2 on'],
    [
      'legs some [{ dialog d3 }]',
      '3: calls[0].legs: no item like this from 0 on; closest: calls[0].legs[+0].dialog: expected d3, got "d1"',
    ],
    ['status 300..399', '3: calls[0].status: expected 300..399, got 200'],
    ['outcome ans*x', '3: calls[0].outcome: expected ans*x, got "answered"'],
    ['outcome { x y }', '3: calls[0].outcome: expected fields, got "answered"'],
  ])('is not: %s', (fields, problem) => {
    expect(problems(`  - ${fields}`)).toEqual([problem]);
  });

  test('tells the line of the field', () => {
    expect(problems('  - outcome answered\n    status 486')).toEqual(['4: calls[0].status: expected 486, got 200']);
  });

  test('refers to lines that there are', () => {
    expect(() => problems('  - answered @ringing')).toThrow('no line of the capture has the label ringing');
  });
});

test('rows are counted', () => {
  expect(problems('  - outcome answered\n  - outcome busy')).toEqual([
    '2: expected 2 calls, got 1',
    '4: there are only 1 calls',
  ]);
});

test('some rows are there in their order', () => {
  const rows = [{ id: 'c1' }, { id: 'c2' }, { id: 'c3' }];
  const { expectations } = readScript('x.flow', '# Title\nexpect some calls\n  - id c1\n  - id c3\n  - id c2\n');

  const [problem] = expectations.flatMap((one) => problemsOf(one, rows, context));

  expect(problem).toEqual({ line: 5, what: 'calls: no item like this from 3 on' });
});
