import type { Demand, Tolerance } from '../../tools/abnf/difference.ts';

/** Every class of values that our rules accept, at most with a warning, though the RFCs' ABNF does not derive them. */
export const tolerances: readonly Tolerance[] = [
  {
    name: 'a fold that ends in LF alone',
    reason:
      'RFC 3261 §7 has lines end in CRLF; LF alone is told of once for the whole message (line-end-lf) and read as if it were one.',
    repair: (text) => text.replaceAll(/\r?\n/g, '\r\n'),
  },
  {
    name: 'a control character',
    reason: 'Told of once for the whole message (header-control): the value is read on behind it. RFC 3261 §25.1.',
    repair: (text) =>
      text.replaceAll(/\r\n(?=[ \t])|[\0-\x08\x0a-\x1f\x7f]/g, (found) => {
        if (found.length === 2) return found;
        return found === '\r' ? ' ' : 'x';
      }),
  },
  {
    name: 'bytes that are not UTF-8',
    reason: 'Told of once for the whole message (header-encoding): the value is read on behind them. RFC 3261 §7.3.1.',
    repair: (text) => text.replaceAll(/[\x80-\xff]+/g, '\xc3\xa9'),
  },
  {
    name: 'values of Privacy parted by a comma, or with blanks round what parts them',
    headers: ['Privacy'],
    reason:
      'RFC 3323 §4.2 parts them by ";", against the rule of RFC 3261 §7.3.1 for lists (erratum 5184, reported): both are written, and both can be read.',
    repair: (text) => text.replaceAll(/(?:\r\n)?[ \t]*[;,](?:\r\n)?[ \t]*/g, ';'),
  },
];

/** Every class of values that our rules call an error though the RFCs' ABNF derives them. */
export const demands: readonly Demand[] = [
  {
    name: 'a parameter that has a form of its own',
    reason:
      'The ABNF of most parameters ends in generic-param, which lets a parameter stand in any form; one that an RFC names takes the form it gives. RFC 3261 §7.3.1 leaves such a header field to be ignored.',
    codes: ['parameter-form'],
    holds: ({ detail, span }, { text }, abnf) => {
      const name = detail?.split(':')[0] ?? '';
      const at = text.toLowerCase().lastIndexOf(name.toLowerCase(), span[0]);
      return abnf.derivesKeyword(name, text.slice(at, span[1])) === false;
    },
  },
  {
    name: 'a number above 2^32 - 1',
    reason: 'RFC 3261 §20.19 bounds delta-seconds, §8.1.1.5 the sequence number, RFC 3262 §3 RSeq and RAck.',
    codes: ['number-too-large'],
  },
  {
    name: 'a day, hour, minute or second that no calendar or clock has',
    reason: 'RFC 3261 §20.17 has dates of RFC 1123, whose text bounds the numbers of two digits.',
    codes: ['date-number'],
  },
  {
    name: 'a port above 65535',
    reason: 'The ports of UDP and TCP have 16 bits; port = 1*DIGIT of RFC 3261 §25.1 has no bound.',
    codes: ['port-range'],
  },
  {
    name: 'a protocol other than SIP/2.0 in Via',
    reason: 'RFC 3261 §20.42: this specification defines SIP/2.0 alone; the ABNF lets any token stand.',
    headers: ['Via'],
    codes: ['via-protocol'],
    holds: (_, { text }) => !/^\s*SIP\s*\/\s*2\.0\s*\/[^,]*$/i.test(text),
  },
];
