/**
 * The terminals of the grammar. The scanners write a token as its number here and two offsets; the rules name its type.
 * Which characters make which token depends on where they stand, so that one token is often a whole lexical rule of the ABNF.
 * Kinds of tokens that the rules take for one another (see `token-types.ts`) have numbers in a row, so that one comparison finds them.
 */
export const tokenCode = {
  end: 0,
  /** A byte no rule allows here, an escape that is none, or a quote or bracket that is never closed. */
  illegal: 1,
  /** A parameter's value with a character no token has: it is read, and reported. */
  looseToken: 2,
  token: 3,
  hostToken: 4,
  digits: 5,
  quotedString: 6,
  comment: 7,
  comma: 8,
  semi: 9,
  equal: 10,
  colon: 11,
  slash: 12,
  laquot: 13,
  raquot: 14,
  star: 15,
  at: 16,
  question: 17,
  ampersand: 18,
  /** A whole URI, still to be read by the rules for URIs. */
  uri: 19,
  /** `[2001:db8::1]` */
  ipv6Reference: 20,
  /** `2001:db8::1`, which only some parameters may hold. */
  ipv6Address: 21,
  /** The scheme of a SIP or SIPS URI. */
  sipScheme: 22,
  telScheme: 23,
  otherScheme: 24,
  user: 25,
  password: 26,
  /** paramchars: a name or value of a URI's parameter. */
  uriWord: 27,
  uriHeaderWord: 28,
  phoneNumber: 29,
  /** What follows the scheme of any other URI. */
  opaque: 30,
  /** `word ["@" word]`, whole. */
  callId: 31,
  /** Free text to the end of the value. */
  text: 32,
  /** What stands where a display name should, when it is not one. */
  displayText: 33,
  /** In SDP: characters other than blank, and other than `/` and `:` where these part a value. */
  word: 34,
} as const;

export type TokenCode = (typeof tokenCode)[keyof typeof tokenCode];

/** How people call each token, in the order of the codes. */
export const tokenNames: readonly string[] = [
  'the end of the value',
  'a character not allowed here',
  'a token',
  'a token',
  'a host name',
  'a number',
  'a quoted string',
  'a comment',
  '","',
  '";"',
  '"="',
  '":"',
  '"/"',
  '"<"',
  '">"',
  '"*"',
  '"@"',
  '"?"',
  '"&"',
  'a URI',
  'an IPv6 address in brackets',
  'an IPv6 address',
  '"sip:" or "sips:"',
  '"tel:"',
  'a URI scheme',
  'a user name',
  'a password',
  'a parameter',
  'a URI header',
  'a telephone number',
  'the rest of a URI',
  'a Call-ID',
  'text',
  'a display name',
  'a word',
];

/** ABNF names of the tokens that are lexical rules of their own; the punctuation between them has none here. */
export const tokenRules: Readonly<Partial<Record<number, string>>> = {
  [tokenCode.token]: 'token',
  [tokenCode.hostToken]: 'token',
  [tokenCode.digits]: '1*DIGIT',
  [tokenCode.quotedString]: 'quoted-string',
  [tokenCode.comment]: 'comment',
  [tokenCode.star]: 'STAR',
  [tokenCode.ipv6Reference]: 'IPv6reference',
  [tokenCode.ipv6Address]: 'IPv6address',
  [tokenCode.user]: 'user',
  [tokenCode.password]: 'password',
  [tokenCode.uriWord]: '1*paramchar',
  [tokenCode.uriHeaderWord]: 'hname',
  [tokenCode.opaque]: 'opaque-part',
  [tokenCode.callId]: 'callid',
  [tokenCode.text]: 'TEXT-UTF8-TRIM',
  [tokenCode.displayText]: 'display-name',
  [tokenCode.word]: 'token',
  [tokenCode.looseToken]: 'token',
};
