import type { Abnf, Demand, ToldTolerance, Tolerance } from '../../tools/abnf/difference.ts';

/** Every warning and remark with which our rules accept what the RFCs' ABNF does not derive. */
export const told: readonly ToldTolerance[] = [
  {
    code: 'host-underscore',
    reason: 'RFC 3261 §25.1 has no underscore in hostname; some networks have.',
    put: () => 'a',
  },
  {
    code: 'host-ipv6-three-colons',
    reason: 'RFC 5118 §4.10: three colons in a row come from an error in the ABNF of RFC 3261; two are meant.',
    put: (found) => found.replace(':::', '::'),
  },
  {
    code: 'history-index-zeros',
    reason: 'RFC 4244 §4.1 had leading zeros in an index, RFC 7044 §5 has none.',
    put: () => '1',
  },
  {
    code: 'identity-obsolete',
    reason:
      'RFC 4474 §9 had a signature in quotes, its drafts (and RFC 4475 §3.1.1.11) one without; RFC 8224 §4 has neither.',
    put: () => 'a.b.c;info=<h:a>',
  },
  {
    code: 'parameter-quotes',
    reason: 'qop and others are quoted here and not there, and often the other way round: what they say is clear.',
    put: (found) => (found.startsWith('"') ? found.slice(1, -1).replaceAll(/\\(.)/g, '$1') : `"${found}"`),
  },
];

/** Every class of values that our rules accept without a word about the value, though the RFCs' ABNF does not derive them. */
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
    name: 'several folds after one another',
    reason:
      'LWS of RFC 3261 §25.1 has one fold, and lines of blanks alone are no lines of a header field; the framing of §7.3.1 joins them all the same.',
    repair: (text) => text.replaceAll(/(?:[ \t]*\r\n)+(?=[ \t])/g, '\r\n').replaceAll(/(?:\r\n[ \t]+)+/g, '\r\n '),
  },
  {
    name: 'bytes that are not UTF-8, or an escape before a character beyond ASCII',
    reason:
      'Told of once for the whole message (header-encoding): the value is read on behind them. quoted-pair of RFC 3261 §25.1 escapes ASCII only.',
    repair: (text) => text.replaceAll(/\\\\|\\?[\x80-\xff]+/g, (found) => (found === '\\\\' ? found : '\xc3\xa9')),
  },
  {
    name: 'an IPv6 address without brackets as the value of a parameter',
    reason: 'RFC 5118 §4.5 has received with and without brackets; so have others in practice.',
    repair: (text) => text.replaceAll(/=\s*([\da-f.]*:[\da-f:.]*)/gi, '=[$1]'),
  },
  {
    name: 'an underscore in a host within the value of a parameter',
    reason:
      'As host-underscore, which is told of hosts alone: RFC 3261 §25.1 has none in hostname, some networks have.',
    repair: (text) => text.replaceAll(/=\s*[\w.-]*_[\w.-]*/g, '=a'),
  },
  {
    name: 'values of Privacy parted by a comma, or with blanks round what parts them',
    headers: ['Privacy'],
    reason:
      'RFC 3323 §4.2 parts them by ";", against the rule of RFC 3261 §7.3.1 for lists (erratum 5184, reported): both are written, and both can be read.',
    repair: (text) => text.replaceAll(/(?:\r\n)?[ \t]*[;,](?:\r\n)?[ \t]*/g, ';'),
  },
  {
    name: 'a product that is none',
    headers: ['Server', 'User-Agent'],
    reason:
      'Told of as product-syntax: what names the software is for people, few write it as the product/version of RFC 3261 §20.41, and nothing depends on it.',
    repair: (text, { warnings }) => (warnings.some(({ code }) => code === 'product-syntax') ? 'x' : text),
  },
  {
    name: 'a parameter that RFC 3261 does not know',
    headers: ['Authentication-Info'],
    reason: 'ainfo of RFC 3261 §25.1 is a closed list; RFC 7615 §3 lets any auth-param stand, which is to be ignored.',
    repair: (text) =>
      text.replaceAll(/([^\s=,"]+)(\s*=\s*(?:[^\s=,"]+|"(?:[^"\\]|\\[^])*"))(?=\s*(?:,|$))/g, (found, name: string) => {
        return /^(?:nextnonce|qop|rspauth|cnonce|nc)$/i.test(name) ? found : 'qop=x';
      }),
  },
  {
    name: 'credentials that are a scheme and one token',
    headers: ['Authorization', 'Proxy-Authorization'],
    reason: 'RFC 8898 §2.1 has Bearer tokens as RFC 6750 §2.1 writes them: "Bearer" 1*SP b64token, without parameters.',
    repair: (text) => text.replace(/^(\s*[^\s=,;"]+\s+)[A-Za-z\d\-._~+/]+=*(\s*)$/, '$1a=b$2'),
  },
  {
    name: 'white space of another kind where the ABNF has one space',
    headers: ['Date', 'Warning'],
    reason: 'RFC 3261 §25.1: all linear white space, including folding, has the same semantics as SP.',
    repair: (text) => text.replaceAll(/(?:[ \t]*\r\n)?[ \t]+/g, ' '),
  },
  {
    name: 'an escaped line break within quotes or a comment',
    reason: 'RFC 3261 §25.1: CR and LF cannot be escaped; the fold is read as one all the same.',
    repair: (text) => text.replaceAll(/\\(?=\r?\n[ \t])/g, ''),
  },
  {
    name: 'escapes and folds within quotes whose text is of the form asked for',
    headers: ['Authentication-Info', 'Feature-Caps'],
    reason:
      'RFC 3261 §25.1: an escaped character is that character and a fold is a blank, before anything looks at what the quotes hold.',
    repair: (text) =>
      text.replaceAll(/"(?:[^"\\]|\\[^])*"/g, (quoted) => quoted.replaceAll(/\\([^])|[ \t]*\r\n[ \t]+/g, '$1')),
  },
  {
    name: 'digits in the subtags of a language',
    headers: ['Content-Language', 'Accept-Language'],
    reason: 'RFC 5646 §2.1 has tags such as es-419; RFC 3261 §25.1 took those of RFC 3066, which had letters alone.',
    repair: (text) => text.replaceAll(/-[A-Za-z\d]{1,8}(?![A-Za-z\d])/g, (subtag) => subtag.replaceAll(/\d/g, 'a')),
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
      'via-ttl',
      'via-received',
      'via-branch',
      'via-rport',
      'contact-q',
      'contact-expires',
      'host-name',
      'host-ipv4',
      'host-ipv6',
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
      'The value of temp-gruu and pub-gruu is a SIP URI (RFC 5627 §4.2), written as any quoted-string by the ABNF of §7; reg-id is 1 to 2^31 - 1 (RFC 5626 §10); ports have 16 bits, an spi 32 (RFC 3329 Appendix A); delta-seconds are below 2^32 (RFC 3261 §20.19); a boundary has characters of its own (RFC 2046 §5.1.1); m of Call-Info has no ABNF (RFC 6910 §6.2); +sip.instance, +sip.pns and their like are features by the ABNF, of any value (RFC 5626 §10, RFC 8599 §8).',
    codes: ['parameter-form'],
    holds: ({ detail, span }, { text }, abnf) => {
      const name = /^[^\s:]+/.exec(detail ?? '')![0].toLowerCase();
      return beyond.get(name)?.(text.slice(...span), abnf) ?? false;
    },
  },
  {
    name: 'a number above 2^32 - 1',
    reason: 'RFC 3261 §20.19 bounds delta-seconds, §8.1.1.5 the sequence number, RFC 3262 §3 RSeq and RAck.',
    codes: ['number-too-large', 'contact-expires'],
    holds: ({ span }, { text }) => Number(text.slice(...span)) > 0xffff_ffff,
  },
  {
    name: 'a day, hour, minute or second that no calendar or clock has',
    reason: 'RFC 3261 §20.17 has dates of RFC 1123, whose text bounds the numbers of two digits.',
    codes: ['date-number'],
    holds: ({ span }, { text }) => {
      const number = Number(text.slice(...span));
      if (/,\s*$/.test(text.slice(0, span[0]))) return number < 1 || number > 31;
      return number > (/\d\d\s*$/.test(text.slice(0, span[0])) ? 23 : 59);
    },
  },
  {
    name: 'a ttl above 255',
    reason: 'ttl = 1*3DIGIT ; 0 to 255 (RFC 3261 §25.1): the bound stands in a comment.',
    codes: ['via-ttl', 'parameter-form'],
    holds: ({ code, detail, span }, { text }) =>
      (code === 'via-ttl' || /^ttl:/i.test(detail ?? '')) && /^\d{3}$/.test(text.slice(...span)),
  },
  {
    name: 'a port above 65535',
    reason: 'The ports of UDP and TCP have 16 bits; port = 1*DIGIT of RFC 3261 §25.1 has no bound.',
    codes: ['port-range', 'via-rport'],
    holds: ({ span }, { text }) => Number(text.slice(...span)) > 65_535,
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
    name: 'a parameter that stands twice',
    reason: 'RFC 3261 §7.3.1: any given parameter-name must not appear more than once.',
    codes: ['parameter-repeated'],
    holds: ({ detail }, { text }) => text.toLowerCase().split((detail ?? '').toLowerCase()).length > 2,
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
    name: 'a URN that is not of the form of its namespace',
    reason:
      'RFC 8141 §2 gives URNs a form, RFC 7462 §7 those of alerts, RFC 5031 §3 those of services; to RFC 3261 they are absoluteURIs like any other.',
    codes: ['urn-syntax'],
    holds: ({ span }, { text }) => {
      const urn = /^[^>\s]*/.exec(text.slice(text.toLowerCase().lastIndexOf('urn:', span[0])))![0];
      const form = urnForms.get(/^urn:([^:]*)/i.exec(urn)?.[1]?.toLowerCase() ?? '') ?? urnForm;
      return !form.test(urn);
    },
  },
  {
    name: 'a user part with a slash or question mark outside SIP',
    reason:
      'RFC 3986 §3.2: the authority of a URI ends at the first "/" or "?". RFC 3261 §25.1 has userinfo in absoluteURI as in SIP-URI, where both may stand.',
    codes: ['uri-authority'],
    holds: ({ span }, { text }) => /^[^@]*[/?][^@]*@/.test(text.slice(...span).replace(/^\/\//, '')),
  },
  {
    name: 'a quoted parameter whose URI is none',
    headers: ['P-DCS-Billing-Info', 'P-DCS-Redirect'],
    reason:
      'RFC 5503 §7.1 and §8.1 give these parameters an addr-spec in quotes; generic-param beside it takes any text.',
    codes: [
      'uri-syntax',
      'uri-scheme',
      'uri-authority',
      'uri-fragment',
      'uri-space',
      'urn-syntax',
      'host-name',
      'host-ipv4',
      'host-ipv6',
      'host-ipv6-zone',
      'tel-context',
      'tel-number',
    ],
    holds: ({ span }, { text }, abnf) => {
      // Quoted strings that are no parameter are passed over: they may hold what looks like one.
      for (const { 0: whole, 1: part, 2: name, index } of text.matchAll(
        /;\s*(([\w-]+)\s*=\s*"(?:[^"\\]|\\.)*")|"(?:[^"\\]|\\.)*"/gs,
      )) {
        const start = index + whole.length - (part ?? '').length;
        if (part !== undefined && start <= span[0] && span[1] <= start + part.length)
          return abnf.derivesKeyword(name!, part) === false;
      }
      return false;
    },
  },
  {
    name: 'a character that URIs may not hold',
    reason:
      'The values of transport, comp and other parameters of URIs are tokens by the ABNF, which may hold "`" and a "%" that begins no escape; a URI may not (RFC 3261 §19.1.2, RFC 3986 §2).',
    codes: ['uri-syntax'],
    holds: ({ span }, { text }) => /[`%]/.test(text.slice(...span)),
  },
  {
    name: 'a number of its place only without the place',
    reason:
      'RFC 3966 §5.1.5 and RFC 4694 §4: a number that does not begin with "+" has a context, which says where it holds.',
    codes: ['tel-context'],
    holds: ({ detail, span }, { text }) => {
      const uri = /^[^>",]*/.exec(text.slice(text.toLowerCase().lastIndexOf('tel:', span[0])))![0];
      return detail !== undefined && !uri.toLowerCase().includes(`;${detail.toLowerCase()}=`);
    },
  },
  {
    name: 'an entry without an index',
    headers: ['History-Info'],
    reason: 'RFC 7044 §5: every hi-entry has an index; the ABNF lets it be left out.',
    codes: ['history-index'],
    holds: ({ span }, { text }) => !/^[^,]*;\s*index\s*=/i.test(text.slice(text.lastIndexOf('>', span[1] - 1) + 1)),
  },
  {
    name: 'a subtype of any type',
    headers: ['Accept'],
    reason: 'To a token "*" is a name like others; RFC 9110 §12.5.1 has it stand for all types only with all subtypes.',
    codes: ['media-type-syntax'],
    holds: ({ span }, { text }) => /\*\s*\/\s*$/.test(text.slice(0, span[0])),
  },
  {
    name: 'a dialog named without its tags',
    headers: ['Replaces', 'Join', 'Target-Dialog'],
    reason: 'RFC 3891 §6.1, RFC 3911 §7.1 and RFC 4538 §7 demand one of each tag in the prose behind the ABNF.',
    codes: ['dialog-tags'],
    holds: (_, { header, text }) => {
      const names = header === 'Target-Dialog' ? ['remote-tag', 'local-tag'] : ['to-tag', 'from-tag'];
      // A text in quotes may look like a parameter.
      const bare = text.toLowerCase().replaceAll(/"(?:[^"\\]|\\.)*"/gs, '""');
      return names.some((name) => bare.split(new RegExp(`;\\s*${name}\\s*(?=[=;]|$)`)).length !== 2);
    },
  },
  {
    name: 'a number of SDP that is too large for what it counts',
    reason:
      'The ABNF of SDP bounds few numbers: ports have 16 bits, RTP payload types seven (RFC 3551 §6), times and counts are kept exactly up to 2^53.',
    codes: ['sdp-port', 'sdp-port-count', 'sdp-payload-type', 'sdp-number-too-large', 'sdp-time-form'],
    holds: ({ code, span }, { text }) => {
      const number = Number(/\d+/.exec(text.slice(...span))?.[0]);
      if (code === 'sdp-payload-type') return number > 127;
      if (!code.startsWith('sdp-port')) return number > 0xffff_ffff;
      const [, port, count] = /(\d+)\/(\d+)/.exec(text) ?? [];
      return number > 65_535 || Number(port) + 2 * Number(count) > 65_536;
    },
  },
  {
    name: 'a value of SDP outside the bounds that a comment or the prose gives it',
    reason:
      'component-id is 1 to 256 (RFC 8839 §5.1), quality 0 to 10 (RFC 8866 §6.14), an ssrc-id below 2^32 (RFC 5576 §10), an MKI length 1 to 128, a lifetime 1 to 2^48 (RFC 4568 §9.2), a packet rate above 0 (RFC 3890 §6.4); the format of rtcp-fb is an RTP payload type (RFC 4585 §4.2); keys are base64 with its padding at the end (RFC 4568 §6.1, RFC 3548 §3), session parameters of crypto have forms, beside which the ABNF takes any text as an extension (RFC 4568 §9.2).',
    codes: ['sdp-attribute-value'],
    holds: ({ detail }) =>
      /^expected (?:a component from|a number (?:from 0 to 10|above 0|up to 4294967295|of packets)|an MKI and|a payload type|a session parameter|a key in base64|base64$)/.test(
        detail ?? '',
      ),
  },
  {
    name: 'an extension of a candidate without its value',
    headers: ['a=candidate'],
    reason:
      'extension-att-value = *VCHAR of RFC 8839 §5.1 may be empty, which leaves a name and a blank: no extension has a use for it.',
    codes: ['sdp-attribute-value'],
    holds: (_, { text }) => / (?: |$)/.test(text),
  },
  {
    name: 'an attribute within an attribute that is not of its own form',
    headers: ['a=dcsa', 'a=ssrc'],
    reason: 'RFC 8864 §5.2.1 and RFC 5576 §10 carry any attribute: one we know is read as what it is.',
    codes: [
      'sdp-attribute-value',
      'sdp-port',
      'sdp-rtpmap',
      'sdp-clock-rate',
      'sdp-payload-type',
      'sdp-fmtp',
      'sdp-ptime',
      'sdp-maxptime',
    ],
  },
  {
    name: 'an address of SDP with a slash of its own',
    headers: ['c=', 'a=altc'],
    reason: 'extn-addr of RFC 8866 §9 is any visible text; a slash parts an address from its TTL and count.',
    codes: ['sdp-connection', 'sdp-attribute-value'],
    holds: (_, { text }) => /^(?:\d+ )?\S+ \S+ \S*\//.test(text),
  },
];

type Beyond = (value: string, abnf: Abnf) => boolean;

const above =
  (max: number): Beyond =>
  (value) =>
    Number(value) > max;
const noSipUri: Beyond = (value, abnf) => {
  const text = value.slice(1, -1).replaceAll(/\\([^])/g, '$1');
  return !abnf.derives('SIP-URI', text) && !abnf.derives('SIPS-URI', text);
};
const isAny: Beyond = () => true;

/** Values of parameters that are beyond the bounds which prose or a comment gives them. */
const beyond: ReadonlyMap<string, Beyond> = new Map([
  ['reg-id', (value) => Number(value) < 1 || Number(value) > 0x7fff_ffff],
  ['port1', above(65_535)],
  ['port2', above(65_535)],
  ['port-c', above(65_535)],
  ['port-s', above(65_535)],
  ['spi', above(0xffff_ffff)],
  ['spi-c', above(0xffff_ffff)],
  ['spi-s', above(0xffff_ffff)],
  ['expires', above(0xffff_ffff)],
  ['retry-after', above(0xffff_ffff)],
  ['duration', above(0xffff_ffff)],
  ['temp-gruu', noSipUri],
  ['pub-gruu', noSipUri],
  ['boundary', (value) => !/^"?[\w'()+,\-./:=? ]{0,69}[\w'()+,\-./:=?]"?$/.test(value)],
  ['+sip.instance', (value) => !/^"<urn:[a-z\d-]+:[\w.~!$&'()*+,;=:@%/?-]+>"$/i.test(value)],
  ['m', isAny],
  ['+sip.pns', isAny],
  ['+sip.vapid', isAny],
  ['+sip.pnsreg', isAny],
  ['+sip.pnspurr', isAny],
] as const);

const urnForm = /^urn:[a-z\d][a-z\d-]{0,30}[a-z\d]:[\w.~!$&'()*+=:@%-]/i;
const urnForms: ReadonlyMap<string, RegExp> = new Map([
  ['alert', /^urn:alert(?::[a-z\d](?:[a-z\d-]*[a-z\d])?(?:@[a-z\d](?:[a-z\d-]*[a-z\d])?)?){2,}$/i],
  ['service', /^urn:service:[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i],
]);

/** Where the parameter begins that holds an offset. */
function paramStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf(';', at - 1), text.lastIndexOf(',', at - 1), -1) + 1;
}

/** Where a parameter's name stands, at an offset or before it. */
function startOf(text: string, name: string, at: number): number {
  const lower = text.toLowerCase();
  for (let found = lower.lastIndexOf(name.toLowerCase(), at); found > 0;) {
    if (/[;,?&\s]/.test(lower[found - 1]!)) return found;
    found = lower.lastIndexOf(name.toLowerCase(), found - 1);
  }
  return 0;
}

/** Whether a parameter is of the form that the grammar gives its name; undefined where it gives none. */
function hasOwnForm(name: string, part: string, abnf: Abnf): boolean | undefined {
  for (const rule of ['feature-param', 'feature-cap']) {
    if (abnf.derives(rule, name)) return abnf.derives(rule, part);
  }
  return abnf.derivesKeyword(name, part);
}
