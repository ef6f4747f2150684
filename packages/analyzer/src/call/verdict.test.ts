import { statusTable } from '@sipscope/parser';
import { describe, expect, test } from 'vitest';
import { callVerdicts } from '../rows.ts';
import { outcomeOf, verdictOfCause, verdictOfStatus } from './verdict.ts';

describe('verdictOfStatus()', () => {
  test.each([
    [486, 'busy'],
    [600, 'busy'],
    [603, 'rejected-user'],
    [607, 'rejected-user'],
    [403, 'rejected-policy'],
    [433, 'rejected-policy'],
    [470, 'rejected-policy'],
    [608, 'rejected-policy'],
    [488, 'rejected-media'],
    [606, 'rejected-media'],
    [404, 'unreachable'],
    [410, 'unreachable'],
    [414, 'unreachable'],
    [416, 'unreachable'],
    [484, 'unreachable'],
    [485, 'unreachable'],
    [604, 'unreachable'],
    [500, 'failed-network'],
    [502, 'failed-network'],
    [503, 'failed-network'],
    [504, 'failed-network'],
    [580, 'failed-network'],
    [400, 'failed-protocol'],
    [405, 'failed-protocol'],
    [406, 'failed-protocol'],
    [413, 'failed-protocol'],
    [415, 'failed-protocol'],
    [420, 'failed-protocol'],
    [421, 'failed-protocol'],
    [481, 'failed-protocol'],
    [482, 'failed-protocol'],
    [483, 'failed-protocol'],
    [491, 'failed-protocol'],
    [493, 'failed-protocol'],
    [494, 'failed-protocol'],
    [501, 'failed-protocol'],
    [505, 'failed-protocol'],
    [513, 'failed-protocol'],
  ])('of %i is %s, rung or not', (status, verdict) => {
    expect(verdictOfStatus(status, false)).toBe(verdict);
    expect(verdictOfStatus(status, true)).toBe(verdict);
  });

  test('of 480 and 408 depends on whether it rang', () => {
    expect([verdictOfStatus(480, true), verdictOfStatus(480, false)]).toEqual(['no-answer', 'unreachable']);
    expect([verdictOfStatus(408, true), verdictOfStatus(408, false)]).toEqual(['no-answer', 'timeout']);
  });

  test('has an answer to every failure there is', () => {
    for (const { status } of statusTable.filter((row) => row.status >= 400))
      expect(callVerdicts).toContain(verdictOfStatus(status, false));
  });
});

describe('verdictOfCause()', () => {
  test.each([
    [17, 'busy'],
    [18, 'no-answer'],
    [19, 'no-answer'],
    [1, 'unreachable'],
    [3, 'unreachable'],
    [20, 'unreachable'],
    [22, 'unreachable'],
    [28, 'unreachable'],
    [34, 'failed-network'],
    [38, 'failed-network'],
    [41, 'failed-network'],
    [42, 'failed-network'],
    [47, 'failed-network'],
    [16, undefined],
    [31, undefined],
    [999, undefined],
  ])('of %i is %s', (cause, verdict) => {
    expect(verdictOfCause(cause)).toBe(verdict);
  });
});

describe('outcomeOf()', () => {
  test('has one for every verdict', () => {
    expect(callVerdicts.map((verdict) => outcomeOf(verdict)).every((outcome) => outcome.length > 0)).toBe(true);
  });
});
