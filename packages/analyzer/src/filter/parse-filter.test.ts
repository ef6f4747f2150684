import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilter } from './parse-filter.ts';
import type { ListName } from '../rows.ts';
import type { CaptureTimes } from './filter-time-bounds.ts';
import { printFilter } from './print-filter.ts';
import { rowFields } from './row-fields.ts';

/** The tree, written again in the language with every default spelled out. */
function normal(text: string): string {
  const { filter, problems } = parseFilter(text);
  expect(problems).toEqual([]);
  return filter === undefined ? 'unreadable' : printFilter(filter);
}

describe('parseFilter()', () => {
  test.each([
    ['', ''],
    ['  ', ''],
    ['status:200', 'status:200'],
    ['status = 200', 'status:200'],
    ['status == 200', 'status:200'],
    ['status >= 400', 'status>=400'],
    ['status:>=400', 'status>=400'],
    ['started>"2026-11-22"', 'started>"2026-11-22"'],
    ['from:sip:alice@example.com', 'from:sip:alice@example.com'],
    ['srcIp:2001:db8::1', 'srcIp:2001:db8::1'],
    ['srcIp:::1', 'srcIp:::1'],
    ['status:400..499', 'status:400..499'],
    ['status:(200, 400..499,"x y")', 'status:(200, 400..499, "x y")'],
    ['status:500..', 'status:500..'],
    ['status:500.. 503', 'status:500.. 503'],
    ['status:..299', 'status:..299'],
    ['a b', 'a b'],
    ['a and b', 'a b'],
    ['a && b || c', 'a b or c'],
    ['a (b or c)', 'a (b or c)'],
    ['(a b) c', 'a b c'],
    ['a or (b or c)', 'a or b or c'],
    ['-status:200', 'not status:200'],
    ['not not a', 'a'],
    ['-(a or b)', 'not (a or b)'],
    ['!a', 'not a'],
    ['android:5 organ', 'android:5 organ'],
    ['"say \\"hi\\""', '"say \\"hi\\""'],
    ['(status:200)', 'status:200'],
    ['and:1', 'and:1'],
    ['from:/^\\+44/', 'from:/^\\+44/'],
    ['from:/a b[/"(]\\/c/i', 'from:/a b[\\/"(]\\/c/'],
    ['from=~^\\+44', 'from:/^\\+44/'],
    ['from =~ "a\\"(b|c)/d"', 'from:/a\\"(b|c)\\/d/'],
    ['from matches r"^a" x', 'from:/^a/ x'],
    ['(from=~a) b', 'from:/a/ b'],
    ['/a b/ or c', '/a b/ or c'],
    ['from:(/a,b/, c)', 'from:(/a,b/, c)'],
    ['sip.Method == "INVITE"', 'sip.Method:"INVITE"'],
    ['sip.Via.branch', 'sip.Via.branch'],
    ['status in {200 404,500..599}', 'status:(200, 404, 500..599)'],
    ['status in (200)', 'status:200'],
    ['calls in progress', 'calls in progress'],
    ['userAgent contains "x y"', 'userAgent contains "x y"'],
    ['status ge 400 && status lt 500', 'status>=400 status<500'],
    ['!(a)', 'not a'],
    ['gw.example:5060', 'gw.example:5060'],
  ])('reads %j as %j', (text, expected) => {
    expect(normal(text)).toBe(expected);
  });

  test.each([
    ['status:', [7, 7]],
    ['"open', [0, 5]],
    ['(a', [2, 2]],
    ['a)', [1, 2]],
    ['a or', [4, 4]],
    ['and a', [0, 3]],
    ['status:(200', [11, 11]],
    ['status>400..499', [7, 10]],
    [':5', [0, 1]],
    ['from:alice"bob"', [10, 15]],
    ['from:"a"(b)', [8, 9]],
    ['from:/ab', [5, 8]],
    ['from:/a(b/', [7, 8]],
    ['from=~"a\\1"', [8, 10]],
    ['a /x(?=y)/', [4, 7]],
    ['from contains (a, b)', [14, 15]],
    ['status>/4/', [7, 10]],
    ['status in {1', [12, 12]],
    ['status:(1,)', [10, 11]],
  ])('says where %j cannot be read', (text, span) => {
    const { filter, problems } = parseFilter(text);

    expect(filter).toBeUndefined();
    expect(problems[0]?.span).toEqual(span);
    expect(problems[0]?.message).toMatch(/\.$/);
  });

  test('names the field that was meant', () => {
    const { problems } = parseFilter('outcom:busy', { keys: Object.keys(rowFields.calls) });

    expect(problems).toEqual([{ message: 'There is no field “outcom” here. Did you mean “outcome”?', span: [0, 6] }]);
  });

  test('advises quotes for text that looks like a field', () => {
    const { problems } = parseFilter('sip:alice@example.com', { keys: Object.keys(rowFields.calls) });

    expect(problems[0]?.message).toContain('put it in quotes');
  });

  test('takes keys in any case', () => {
    const { filter, problems } = parseFilter('PDDMS>3000', { keys: Object.keys(rowFields.calls) });

    expect(problems).toEqual([]);
    expect(filter && printFilter(filter)).toBe('pddMs>3000');
  });

  test('refuses what is longer than 4096 characters or nested deeper than 64', () => {
    expect(parseFilter('a'.repeat(4097)).problems).toHaveLength(1);
    expect(parseFilter('('.repeat(65) + 'a' + ')'.repeat(65)).problems).toHaveLength(1);
    expect(parseFilter('('.repeat(64) + 'a' + ')'.repeat(64)).problems).toEqual([]);
    expect(parseFilter('-'.repeat(4000) + 'a').problems).toEqual([]);
  });

  const ofList = (text: string, list: ListName, capture?: CaptureTimes): string => {
    const { filter, problems } = parseFilter(text, { list, ...(capture && { capture }) });
    expect(problems).toEqual([]);
    return filter === undefined ? 'unreadable' : printFilter(filter);
  };

  test.each([
    ['messages', 'sip.Method == "INVITE"', 'method:"INVITE" kind:"request"'],
    ['messages', 'sip.Status-Code >= 400 && !sip.resend', 'status>=400 not retransmission:*'],
    ['messages', 'SIP.VIA.BRANCH == z9hG4bK1', 'branch:z9hG4bK1'],
    ['messages', 'sip.Via.branch', 'branch:*'],
    ['messages', 'ip.addr == 10.0.0.0/8', 'srcIp:10.0.0.0/8 or dstIp:10.0.0.0/8'],
    ['messages', 'ip.addr != 10.0.0.1', '(srcIp:* or dstIp:*) not srcIp:10.0.0.1 not dstIp:10.0.0.1'],
    ['messages', 'udp.port in {5060, 5080}', '(srcPort:(5060, 5080) or dstPort:(5060, 5080)) transport:"UDP"'],
    ['messages', 'frame.number <= 20', 'frame<=20'],
    ['messages', 'sip.from.user matches "^\\+44"', 'fromUri:/^\\+44/'],
    ['messages', 'sip.resend == 1', 'retransmission:true'],
    ['messages', 'sip.from.host == "gw.example"', 'fromUri:/[:@]gw\\.example(?:[:;?>]|$)/'],
    ['messages', 'from:+44*', 'fromUri:+44*'],
    ['calls', 'sip.Call-ID contains "10.0"', 'callIds contains "10.0"'],
    ['calls', 'number:+44*', 'fromNumber:+44* or toNumber:+44*'],
    ['calls', 'TIME>05:51', 'started>05:51'],
    ['streams', 'rtp.ssrc == 0x1234', 'ssrc:0x1234'],
    ['registrations', 'sip.to.user == alice', 'aor:alice'],
  ] as const)('reads names of Wireshark in a filter of %s: %s', (list, text, expected) => {
    expect(ofList(text, list)).toBe(expected);
  });

  test.each([
    ['started>+90s', 'started>"2026-11-22T05:52:29.600000000Z"'],
    ['started:+1m..+1m30s', 'started:"2026-11-22T05:51:59.600000000Z".."2026-11-22T05:52:29.600000000Z"'],
    ['started<+01:00:00.5', 'started<"2026-11-22T06:51:00.100000000Z"'],
    ['time>=-5m', 'started>="2026-11-22T05:55:00.000000000Z"'],
    ['frame.time_relative > 12.5', 'started>"2026-11-22T05:51:12.100000000Z"'],
  ])('counts times from the beginning or the end of the capture: %s', (text, expected) => {
    const capture = { started: '2026-11-22T05:50:59.600Z', ended: '2026-11-22T06:00:00Z' };

    expect(ofList(text, 'calls', capture)).toBe(expected);
  });

  test.each([
    ['calls', 'status:abc', [7, 10], 'not a number'],
    ['calls', 'started>yesterday', [8, 17], 'is not a time'],
    ['calls', 'started:2026-02-30', [8, 18], 'is not a time'],
    ['calls', 'started:+5m', [8, 11], 'after “<” or “>”'],
    ['calls', 'participants:10.0.0.0/40', [13, 24], 'no network'],
    ['calls', 'complete:maybe', [9, 14], 'true or false'],
    ['calls', 'sip.Via.branch:x', [0, 14], 'a field of messages and transactions'],
    ['calls', 'codec:PCMA', [0, 5], 'a field of streams'],
    ['messages', 'sip.Metod:x', [0, 9], 'Did you mean “sip.Method”?'],
    ['messages', 'ip.addr == 10.0.0.0/99', [11, 22], 'no network'],
  ] as const)('says what is wrong with a filter of %s: %s', (list, text, span, why) => {
    const { problems } = parseFilter(text, { list });

    expect(problems).toHaveLength(1);
    expect(problems[0]?.span).toEqual(span);
    expect(problems[0]?.message).toContain(why);
  });

  test('says that a capture without times has no beginning', () => {
    expect(parseFilter('started>+5m', { list: 'calls', capture: {} }).problems).toHaveLength(1);
  });

  const pieces = [
    ...'status from a * 200 5xx and or not sip:x@y . .. ... , - ! && : = != < >= :> ( )'.split(' '),
    '"',
    '"a b"',
    '\\',
    ' ',
    '\n',
    '/',
    '/a[b/c]/',
    '=~',
    ' contains ',
    ' in {',
    '}',
    'sip.Method',
    'é',
    '\u0000',
    '📞',
  ];
  const filterLike = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => parts.join('')),
  );

  test('never throws, and explains whatever it cannot read', () => {
    fc.assert(
      fc.property(filterLike, (text) => {
        const { filter, problems } = parseFilter(text, { keys: ['status', 'from'] });

        expect(filter !== undefined || problems.length > 0).toBe(true);
        for (const { span } of problems) {
          expect(span[0]).toBeGreaterThanOrEqual(0);
          expect(span[1]).toBeGreaterThanOrEqual(span[0]);
          expect(span[1]).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 20_000 },
    );
  });

  test('reads what printFilter() writes as the same tree', () => {
    fc.assert(
      fc.property(filterLike, (text) => {
        const { filter } = parseFilter(text);
        if (filter === undefined) return;

        expect(parseFilter(printFilter(filter))).toEqual({ filter, problems: [] });
      }),
      { numRuns: 20_000 },
    );
  });
});
