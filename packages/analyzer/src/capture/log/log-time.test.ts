import { describe, expect, test } from 'vitest';
import { linePrefix } from './line-prefix.ts';
import { LineScan } from './line-scan.ts';
import { LogClock } from './log-clock.ts';
import { takeTime } from './log-time.ts';

const seconds = 7 * 3600 + 14 * 60 + 3;

function moments(...times: string[]): string[] {
  const clock = new LogClock();
  return times.map((time) => {
    const moment = clock.moment(time === '' ? undefined : takeTime(new LineScan(time)));
    return `${new Date(moment.seconds * 1000).toISOString().slice(0, 19)}.${String(moment.ns).padStart(9, '0')}`;
  });
}

describe('a time of a log', () => {
  test.each([
    ['2026-11-22 07:14:03.600210', { year: 2026, month: 10, day: 22, seconds, ns: 600_210_000 }],
    ['2026/11/22 07:14:03,6', { year: 2026, month: 10, day: 22, seconds, ns: 600_000_000 }],
    ['2026-11-22T07:14:03Z', { year: 2026, month: 10, day: 22, seconds, ns: 0 }],
    ['2026-11-22T07:14:03.5+01:00', { year: 2026, month: 10, day: 22, seconds: seconds - 3600, ns: 500_000_000 }],
    ['2026-11-22 07:14:03 -0530', { year: 2026, month: 10, day: 22, seconds: seconds + 19_800, ns: 0 }],
    ['Nov 22, 2026 07:14:03.600210000 UTC', { year: 2026, month: 10, day: 22, seconds, ns: 600_210_000 }],
    ['Sun Nov 22 07:14:03', { month: 10, day: 22, seconds, ns: 0 }],
    ['*Nov  2 07:14:03.600', { month: 10, day: 2, seconds, ns: 600_000_000 }],
    ['07:14:03.123456789123', { seconds, ns: 123_456_789 }],
    ['14:03.600', { seconds: 843, ns: 600_000_000 }],
  ])('is read from %s', (text, expected) => {
    expect(takeTime(new LineScan(text))).toEqual(expected);
  });

  test.each([
    '',
    'Via: SIP/2.0',
    '10.0.0.1:5060',
    '25:00:00',
    '2026-13-01 00:00:00',
    'Nov 32 00:00:00',
    '00:11',
    '1w0d',
  ])('is not read from "%s", and nothing is passed', (text) => {
    const scan = new LineScan(text);

    expect(takeTime(scan)).toBeUndefined();
    expect(scan.at).toBe(0);
  });
});

describe('what a logger puts before a line', () => {
  test.each([
    ['[Mar 30 13:35:51] ', 'Via: SIP/2.0/UDP 192.0.2.1'],
    ['[2020-12-20 07:06:22] VERBOSE[2366][C-1] chan_sip.c: ', '<--- SIP read from UDP:192.0.2.1:5060 --->'],
    ['<133>Jan 12 12:52:20 proxy kamailio[797]: ', 'INFO: <script>: x'],
    ['000042: *Oct 14 00:25:06.327', ': //-1/x'],
    ['2021-04-02 17:28:11.060938 ', '[DEBUG] sofia.c:1618 sofia/external'],
  ])('is "%s"', (prefix, rest) => {
    expect(linePrefix(prefix + rest)?.end).toBe(prefix.length);
  });

  test.each(['Via: SIP/2.0/UDP 192.0.2.1', ' 07:14:03 GMT', 'a=time:07:14:03', '[07:14:03', '12:00:00x'])(
    'is nothing in "%s"',
    (line) => {
      expect(linePrefix(line)).toBeUndefined();
    },
  );
});

describe('the clock of a log', () => {
  test('times without a date pass midnight, and a message a little out of order does not', () => {
    expect(moments('23:59:59.5', '00:00:01', '23:59:59.9', '00:00:02', '21:00:00')).toEqual([
      '1970-01-01T23:59:59.500000000',
      '1970-01-02T00:00:01.000000000',
      '1970-01-01T23:59:59.900000000',
      '1970-01-02T00:00:02.000000000',
      '1970-01-02T21:00:00.000000000',
    ]);
  });

  test('times without a year pass New Year', () => {
    expect(
      moments('Dec 31 23:59:59', 'Jan  1 00:00:00', 'Dec 31 23:59:59.5', 'Jan  1 00:00:01', 'Nov  1 00:00:00'),
    ).toEqual([
      '1972-12-31T23:59:59.000000000',
      '1973-01-01T00:00:00.000000000',
      '1972-12-31T23:59:59.500000000',
      '1973-01-01T00:00:01.000000000',
      '1973-11-01T00:00:00.000000000',
    ]);
  });

  test('what has no time comes a microsecond later', () => {
    expect(moments('', '', '2026-11-22 07:14:03.999999', '')).toEqual([
      '1970-01-01T00:00:00.000000000',
      '1970-01-01T00:00:00.000001000',
      '2026-11-22T07:14:03.999999000',
      '2026-11-22T07:14:04.000000000',
    ]);
  });
});
