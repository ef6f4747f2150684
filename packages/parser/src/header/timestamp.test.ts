import { describe, expect, test } from 'vitest';
import { parseHeader, writeTimestamp } from '../index.ts';

describe('Timestamp', () => {
  test('has its time and the delay in seconds', () => {
    const [time] = parseHeader('Timestamp', '54.5 0.3').values;

    expect([time?.seconds, time?.delaySeconds]).toEqual([54.5, 0.3]);
    expect(time && writeTimestamp(time)).toBe('54.5 0.3');
    expect(parseHeader('Timestamp', '54').values[0]?.delaySeconds).toBeUndefined();
  });

  test.each(['.5', 'x', '1.2.3', '1 x'])('%s is none', (value) => {
    expect(parseHeader('Timestamp', value).diagnostics.map(({ code }) => code)).toContain('number-form');
  });
});

describe('Date', () => {
  test('is of one form, in any case', () => {
    const codes = (value: string) => parseHeader('Date', value).diagnostics.map(({ code }) => code);

    expect(parseHeader('Date', 'sat, 13 NOV 2010 23:29:00 gmt').values).toEqual([new Date('2010-11-13T23:29:00Z')]);
    expect(codes('sat, 13 NOV 2010 23:29:00 gmt')).toEqual([]);
    expect(codes('Sat,  13 Nov 2010\r\n 23:29:00 GMT')).toEqual([]);
    expect(codes('Sat , 13 Nov 2010 23:29:00 GMT')).toEqual(['date-space']);
    expect(codes('Sat, 13 Nov 2010 23: 29:00 GMT')).toEqual(['date-space']);
  });
});
