/** `0`–`9`, `*`, `#`, `A`–`D` and `flash`: the events that are keys, by number (RFC 4733 §3.2; 16 is RFC 2833's). */
const keys: readonly string[] = [...'0123456789*#ABCD'.split(''), 'flash'];

/** Names of the other events by number, as the registry of RFC 4733 §7.2 has them: RFC 4733, RFC 4734 (modem, fax, text telephony), RFC 5244 (trunks), RFC 2833 §3.12 (lines). */
const names: ReadonlyMap<number, string> = new Map([
  ...numbered(23, ['CRdSeg', 'CReSeg', 'MRdSeg', 'MReSeg', 'V32AC', 'V8bISeg', 'V8bRSeg', 'V21L300', 'V21H300']),
  ...numbered(32, ['ANS', '/ANS', 'ANSam', '/ANSam', 'CNG']),
  ...numbered(37, ['V.21 channel 1, 0 bit', 'V.21 channel 1, 1 bit', 'V.21 channel 2, 0 bit', 'V.21 channel 2, 1 bit']),
  ...numbered(41, ['CRdi', 'CRdr', 'CRe', 'ESi', 'ESr', 'MRdi', 'MRdr', 'MRe', 'CT']),
  ...numbered(52, ['ANS2225', 'CI', 'V.21 preamble flag', 'V21L110', 'B103L300', 'V23Main', 'V23Back', 'Baud4545']),
  ...numbered(60, ['Baud50', 'VBDGen', 'XCIMark', 'V32AA']),
  ...numbered(64, ['off hook', 'on hook', 'dial tone', 'PABX internal dial tone', 'special dial tone']),
  ...numbered(69, ['second dial tone', 'ringback tone', 'special ringback tone', 'busy tone', 'congestion tone']),
  ...numbered(74, ['special information tone', 'comfort tone', 'hold tone', 'record tone', 'caller waiting tone']),
  ...numbered(79, ['call waiting tone', 'pay tone', 'positive indication tone', 'negative indication tone']),
  ...numbered(83, ['warning tone', 'intrusion tone', 'calling card service tone', 'payphone recognition tone']),
  ...numbered(87, ['CPE alerting signal', 'off-hook warning tone', 'ring']),
  ...numbered(96, ['acceptance tone', 'confirmation tone', 'recall dial tone', 'end of three party service tone']),
  ...numbered(100, ['facilities tone', 'line lockout tone', 'number unobtainable tone', 'offering tone']),
  ...numbered(104, [
    'permanent signal tone',
    'preemption tone',
    'queue tone',
    'refusal tone',
    'route tone',
    'valid tone',
  ]),
  ...numbered(110, ['waiting tone', 'end of period warning tone', 'PIP tone']),
  ...numbered(121, ['continuity check tone', 'continuity verify tone']),
  ...numbered(
    128,
    '0123456789'.split('').map((digit) => `MF ${digit}`),
  ),
  ...numbered(138, ['MF K0 or KP', 'MF K1', 'MF K2', 'MF S0 or ST', 'MF S1', 'MF S3']),
  ...numbered(
    144,
    Array.from({ length: 16 }, (_, bits) => `ABCD state ${bits.toString(2).padStart(4, '0')}`),
  ),
  ...numbered(160, ['wink', 'wink off', 'incoming seizure', 'seizure', 'unseize circuit', 'continuity test']),
  ...numbered(166, ['default continuity tone', 'single continuity tone', 'continuity test send']),
  ...numbered(170, ['continuity verified', 'loopback', 'old milliwatt tone', 'new milliwatt tone', 'metering pulse']),
  ...numbered(175, ['trunk unavailable']),
]);

/** The key that an event stands for; undefined of others. */
export function keyOfEvent(event: number): string | undefined {
  return keys[event];
}

export function nameOfEvent(event: number): string {
  return names.get(event) ?? `event ${event}`;
}

function numbered(first: number, list: readonly string[]): [number, string][] {
  return list.map((name, index) => [first + index, name]);
}
