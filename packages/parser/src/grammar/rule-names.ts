/** ABNF names that are more than their rule's name with hyphens in it. */
const names: ReadonlyMap<string, string> = new Map([
  ['via', 'Via'],
  ['contact', 'Contact'],
  ['sipUri', 'SIP-URI'],
  ['telephoneUri', 'telephone-uri'],
  ['absoluteUri', 'absoluteURI'],
  ['requestUri', 'Request-URI'],
  ['displayName', 'display-name'],
  ['cseq', 'CSeq'],
  ['rack', 'RAck'],
  ['mediaType', 'media-type'],
  ['accept', 'Accept'],
  ['sipDate', 'SIP-date'],
  ['serverVal', 'server-val'],
  ['textUtf8Trim', 'TEXT-UTF8-TRIM'],
  ['warning', 'Warning'],
  ['timestamp', 'Timestamp'],
  ['mimeVersion', 'MIME-Version'],
]);

/** Rules of ours that gather what several rules of the ABNF have in common, and have no name there. */
const nameless: ReadonlySet<string> = new Set([
  'address',
  'addressParams',
  'callids',
  'cseqValue',
  'fromSpecList',
  'genericParams',
  'paramsOnly',
  'tokenList',
  'tokenParams',
  'privacy',
  'nonWsString',
  'wordValue',
  'wordList',
  'commaList',
  'integerValue',
  'decimalValue',
  'pairList',
  'numberedAttribute',
  'statusValue',
  'desiredValue',
  'payloadTypeOrAll',
]);

/** The ABNF's name for a rule of ours: `viaParm` is `via-parm`. Undefined where the ABNF has no such rule. */
export function abnfName(rule: string): string | undefined {
  if (nameless.has(rule)) return undefined;
  return names.get(rule) ?? rule.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
