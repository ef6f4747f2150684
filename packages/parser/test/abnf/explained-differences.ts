import type { Abnf, Demand, Tolerance } from '../../tools/abnf/difference.ts';

/** Every class of values that our rules accept, at most with a warning, though the RFCs' ABNF does not derive them. */
export const tolerances: readonly Tolerance[] = [
  {
    name: 'a fold that ends in LF alone',
    reason:
      'RFC 3261 §7 has lines end in CRLF; LF alone is told of once for the whole message (line-end-lf) and read as if it were one.',
    repair: (text) => text.replaceAll(/\r?\n/g, '\r\n'),
  },
  {
    name: 'several folds after one another',
    reason:
      'LWS of RFC 3261 §25.1 has one fold, and lines of blanks alone are no lines of a header field; the framing of §7.3.1 joins them all the same.',
    repair: (text) => text.replaceAll(/(?:[ \t]*\r\n)+(?=[ \t])/g, '\r\n').replaceAll(/(?:\r\n[ \t]+)+/g, '\r\n '),
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
    name: 'bytes that are not UTF-8, or an escape before a character beyond ASCII',
    reason:
      'Told of once for the whole message (header-encoding): the value is read on behind them. quoted-pair of RFC 3261 §25.1 escapes ASCII only.',
    repair: (text) => text.replaceAll(/\\?[\x80-\xff]+/g, '\xc3\xa9'),
  },
  {
    name: 'an IPv6 address without brackets as the value of a parameter',
    reason: 'RFC 5118 §4.5 has received with and without brackets; so have others in practice.',
    repair: (text) => text.replaceAll(/=\s*([\da-f.]*:[\da-f:.]*)/gi, '=[$1]'),
  },
  {
    name: 'an underscore in a host name',
    reason: 'RFC 3261 §25.1 has none in hostname, some networks have; told of as host-underscore.',
    repair: (text) => text.replaceAll('_', 'a'),
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
    codes: [
      'parameter-form',
      'parameter-quotes',
      'via-ttl',
      'via-received',
      'contact-q',
      'contact-expires',
      'host-name',
    ],
    holds: ({ detail, span }, { text }, abnf) => {
      const named = /^([^\s:]+): expected/.exec(detail ?? '')?.[1];
      const from = named === undefined ? paramStart(text, span[0]) : startOf(text, named, span[0]);
      const part = text.slice(from, span[1]).trim();
      return hasOwnForm(named ?? /^[^\s=]*/.exec(part)![0], part, abnf) === false;
    },
  },
  {
    name: 'a parameter whose text tells more than its ABNF',
    reason:
      'The value of temp-gruu and pub-gruu is a SIP URI (RFC 5627 §4.2), written as any quoted-string by the ABNF of §7.',
    codes: ['parameter-form'],
    holds: ({ detail }) => /^(?:temp|pub)-gruu:/i.test(detail ?? ''),
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
    holds: ({ span }, { text }) =>
      !/^\s*SIP\s*\/\s*2\.0\s*\/$/i.test(text.slice(text.lastIndexOf(',', span[0]) + 1, span[1])),
  },
  {
    name: 'a URI parameter that stands twice',
    reason:
      'RFC 3261 §19.1.1: any given parameter-name must not appear more than once. RFC 3966 §3 says the same of tel.',
    codes: ['uri-parameter-repeated'],
    holds: ({ span }, { text }) => {
      const name = /^;?([^=]*)/.exec(text.slice(...span))![1]!.toLowerCase();
      return text.toLowerCase().slice(0, span[0]).includes(`;${name}`);
    },
  },
  {
    name: 'a URN without namespace or without a name in it',
    reason: 'RFC 8141 §2 gives URNs a form; to RFC 3261 they are absoluteURIs like any other.',
    codes: ['urn-syntax'],
    holds: ({ span }, { text }) => {
      const urn = text.slice(text.toLowerCase().lastIndexOf('urn:', span[0]));
      return !/^urn:[a-z\d][a-z\d-]{0,30}[a-z\d]:[\w.~!$&'()*+=:@%-]/i.test(urn);
    },
  },
  {
    name: 'a dialog named without its tags',
    headers: ['Replaces', 'Join', 'Target-Dialog'],
    reason: 'RFC 3891 §6.1, RFC 3911 §7.1 and RFC 4538 §7 demand one of each tag in the prose behind the ABNF.',
    codes: ['dialog-tags'],
    holds: (_, { header, text }) => {
      const names = header === 'Target-Dialog' ? ['remote-tag', 'local-tag'] : ['to-tag', 'from-tag'];
      return names.some((name) => text.toLowerCase().split(new RegExp(`;\\s*${name}\\s*=`)).length !== 2);
    },
  },
];

/** Where the parameter begins that holds an offset. */
function paramStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf(';', at - 1), text.lastIndexOf(',', at - 1), -1) + 1;
}

/** Where a parameter's name stands, at an offset or before it. */
function startOf(text: string, name: string, at: number): number {
  return text.toLowerCase().lastIndexOf(name.toLowerCase(), at);
}

/** Whether a parameter is of the form that the grammar gives its name; undefined where it gives none. */
function hasOwnForm(name: string, part: string, abnf: Abnf): boolean | undefined {
  for (const rule of ['feature-param', 'feature-cap']) {
    if (abnf.derives(rule, name)) return abnf.derives(rule, part);
  }
  return abnf.derivesKeyword(name, part);
}
