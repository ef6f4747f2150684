import { expect, test } from 'vitest';
import { readProblem } from './read-problem.ts';

test('readProblem() keeps code, sentence and span of a refused filter', () => {
  const body = JSON.stringify({
    type: 'about:blank',
    title: 'filter syntax',
    status: 400,
    code: 'filter-syntax',
    detail: 'A value is missing after "status:".',
    span: [15, 22],
  });

  const failure = readProblem(400, body);

  expect(failure.problem.code).toBe('filter-syntax');
  expect(failure.problem.span).toEqual([15, 22]);
  expect(failure.message).toBe('A value is missing after "status:".');
});

test.each(['<html>502 Bad Gateway</html>', '', 'null', '[]', '{"code": 7}'])(
  'readProblem() makes a problem of its own from a body that is none: %s',
  (body) => {
    const failure = readProblem(502, body);

    expect(failure.problem).toMatchObject({ code: 'internal' });
    expect(failure.message).toBe('The server answered 502 without saying why.');
  },
);
