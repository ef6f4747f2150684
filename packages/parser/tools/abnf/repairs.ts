/** A change of an RFC's text before its rules are read: what stands in it (blanks and line ends count as one blank), what should. */
export type Repair = {
  readonly rfc: number;
  readonly find: string;
  readonly put: string;
  /** The erratum that says so; absent where the text's print or another RFC does. */
  readonly erratum?: number;
  readonly reason: string;
};

/** Every repair, in the order of RFC numbers. */
export const repairs: readonly Repair[] = [
  {
    rfc: 3261,
    find: '( user / telephone-subscriber ) [ ":" password ] "@"',
    put: 'user [ ":" password ] "@"',
    reason:
      '§25.1: what a telephone-subscriber may hold and a user may not must be escaped, so every one written right is a user.',
  },
  {
    rfc: 3261,
    find: '[ [ userinfo "@" ] hostport ]',
    put: '[ [ userinfo ] hostport ]',
    erratum: 1051,
    reason: 'The "@" stands in userinfo already.',
  },
  {
    rfc: 3261,
    find: 'rquest-uri ; Equal to request-uri as specified by HTTP/1.1',
    put: 'Request-URI',
    erratum: 316,
    reason: 'A letter is missing; RFC 8760 §2.6 writes Request-URI.',
  },
  {
    rfc: 3261,
    find: 'display-name = *(token LWS)/ quoted-string',
    put: 'display-name = [token *(LWS token)] / quoted-string',
    erratum: 5598,
    reason: '§20.10: there may or may not be LWS between the display-name and the "<".',
  },
  {
    rfc: 3310,
    find: '<base64 encoding of AUTS>',
    put: '*(4base64) [2base64 "==" / 3base64 "="]\nbase64 = ALPHA / DIGIT / "+" / "/"',
    reason: 'Prose in the place of a rule: RFC 4648 §4.',
  },
  {
    rfc: 3312,
    find: '"qos" | token',
    put: '"qos" / token',
    reason: 'Alternatives are parted by "/" in ABNF.',
  },
  {
    rfc: 3312,
    find: '("mandatory" | "optional" | "none" = | "failure" | "unknown")',
    put: '"mandatory" / "optional" / "none" / "failure" / "unknown"',
    reason: 'Alternatives are parted by "/" in ABNF.',
  },
  {
    rfc: 3312,
    find: '("e2e" | "local" | "remote")',
    put: '"e2e" / "local" / "remote"',
    reason: 'Alternatives are parted by "/" in ABNF.',
  },
  {
    rfc: 3312,
    find: '("none" | "send" | "recv" | "sendrecv")',
    put: '"none" / "send" / "recv" / "sendrecv"',
    reason: 'Alternatives are parted by "/" in ABNF.',
  },
  {
    rfc: 3329,
    find: 'mechanism-name = ( "ipsec-3gpp" )',
    put: 'mechanism-name =/ "ipsec-3gpp"',
    reason: 'Appendix A adds a mechanism to those of §2.2.',
  },
  {
    rfc: 3329,
    find: 'mech-parameters = ( algorithm /',
    put: 'mech-parameters =/ ( algorithm /',
    reason: 'Appendix A adds parameters to those of §2.2.',
  },
  {
    rfc: 3329,
    find: 'spivalue = 10DIGIT',
    put: 'spivalue = 1*10DIGIT',
    erratum: 3799,
    reason: 'A number of up to ten digits, not of ten.',
  },
  {
    rfc: 3420,
    find: '[ start-line ]',
    put: '[ Request-Line / Status-Line ]',
    reason: 'RFC 3261 §7 names both together start-line in its prose.',
  },
  {
    rfc: 3515,
    find: '( name-addr / addr-spec ) * (SEMI generic-param)',
    put: '( name-addr / addr-spec ) *(SEMI generic-param)',
    reason: 'The line is broken between "*" and what it repeats.',
  },
  {
    rfc: 3842,
    find: 'msgcount = 1*DIGIT',
    put: [
      'message-context-class = "voice-message" / "video-message" / "fax-message" / "pager-message" /',
      '   "multimedia-message" / "text-message" / "none" / token',
      'msgcount = 1*DIGIT',
    ].join('\n'),
    reason: 'message-context-class is of RFC 3458 §6.2, which lets more be registered.',
  },
  {
    rfc: 3966,
    find: '";isub=" 1*uric',
    put: '";isub=" 1*paramchar',
    erratum: 203,
    reason: 'A subaddress holds what a parameter may hold.',
  },
  {
    rfc: 3966,
    find: 'phonedigit = DIGIT / [ visual-separator ]',
    put: 'phonedigit = DIGIT / visual-separator',
    erratum: 4376,
    reason: 'An alternative that may be absent derives nothing, and 1* of it too.',
  },
  {
    rfc: 3966,
    find: '"#" / [ visual-separator ]',
    put: '"#" / visual-separator',
    erratum: 4376,
    reason: 'An alternative that may be absent derives nothing, and 1* of it too.',
  },
  {
    rfc: 3966,
    find: 'pct-encoded = "%" HEXDIG HEXDIG',
    put: 'pct-encoded = "%" HEXDIG HEXDIG\nescaped = pct-encoded',
    reason: 'RFC 4904 §5 names the rule as RFC 2396 did.',
  },
  {
    rfc: 4457,
    find: 'database = LAQUOT DiameterURI RAQUOT',
    put: [
      'database = LAQUOT DiameterURI RAQUOT',
      'DiameterURI = ("aaa://" / "aaas://") host [":" port] [";transport=" token] [";protocol=" token]',
    ].join('\n'),
    reason: 'DiameterURI is of RFC 6733 §4.3.1, whose FQDN is a host.',
  },
  {
    rfc: 5322,
    find: '%d94-126 / ; characters not including obs-dtext',
    put: '%d94-126',
    reason: 'Without the obsolete forms of §4, which must not be written.',
  },
  {
    rfc: 5503,
    find: 'phonedigit = DIGIT / [ visual-separator ]',
    put: 'phonedigit = DIGIT / visual-separator',
    reason: 'As erratum 4376 of RFC 3966: an alternative that may be absent derives nothing.',
  },
  {
    rfc: 5503,
    find: '"#" / [ visual-separator ]',
    put: '"#" / visual-separator',
    reason: 'As erratum 4376 of RFC 3966: an alternative that may be absent derives nothing.',
  },
  {
    rfc: 5503,
    find: 'Laes-content / Laes-cccid Laes-bcid / generic-param',
    put: 'Laes-content / Laes-cccid / Laes-bcid / generic-param',
    reason: 'A "/" is missing between two parameters.',
  },
  {
    rfc: 6442,
    find: 'sip-URI / sips-URI / pres-URI / http-URI / https-URI / cid-url ; (from RFC 2392) / absoluteURI',
    put: 'SIP-URI / SIPS-URI / absoluteURI',
    reason: 'The other names have no rule; each of them is an absoluteURI.',
  },
  {
    rfc: 7315,
    find: '" XGPON1"',
    put: '"XGPON1"',
    reason: 'A blank slipped in between the quotes.',
  },
  {
    rfc: 7339,
    find: 'algo-list = "loss" / *(other-algo)',
    put: 'algo-list = "loss" / 1*(other-algo)',
    reason: 'An algorithm without a name is none.',
  },
  {
    rfc: 8224,
    find: 'base64-char = ALPHA / DIGIT / "/" / "+"',
    put: 'base64-char = ALPHA / DIGIT / "-" / "_"',
    erratum: 6499,
    reason: 'PASSporTs are written in base64url.',
  },
  {
    rfc: 8599,
    find: 'pn-provider = "pn-provider" [EQUAL pvalue]',
    put: 'pn-provider = "pn-provider" ["=" pvalue]',
    reason: 'A URI has no blanks (RFC 3261 §19.1.1), which EQUAL would allow.',
  },
  ...['pn-param', 'pn-prid', 'pn-purr'].map((name) => ({
    rfc: 8599,
    find: `${name} = "${name}" EQUAL pvalue`,
    put: `${name} = "${name}=" pvalue`,
    reason: 'A URI has no blanks (RFC 3261 §19.1.1), which EQUAL would allow.',
  })),
  {
    rfc: 8760,
    find: '( "MD5" / "MD5-sess" / "SHA-256" / "SHA-256-sess" / "SHA-512-256" / "SHA-512-256-sess" / token )',
    put: '( "MD5" / "MD5-sess" / "SHA-256" / "SHA-256-sess" / "SHA-512-256" / "SHA-512-256-sess" / token )',
    reason: 'The lines of the rule are not indented.',
  },
  {
    rfc: 8262,
    find: 'msg-id = "<" id-left "@" id-right ">"',
    put: 'msg-id = "<" dot-atom-text "@" ( dot-atom-text / no-fold-literal ) ">"',
    reason: 'Without the obsolete forms of RFC 5322 §4, which must not be written.',
  },
  {
    rfc: 8898,
    find: 'scope = <defined in RFC 6749>',
    put: 'scope = scope-token *( SP scope-token )\nscope-token = 1*( %x21 / %x23-5B / %x5D-7E )',
    reason: 'RFC 6749 §3.3.',
  },
  {
    rfc: 8898,
    find: 'error = <defined in RFC 6749>',
    put: 'error = 1*( %x20-21 / %x23-5B / %x5D-7E )',
    reason: 'RFC 6749 §5.2.',
  },
  {
    rfc: 8898,
    find: 'https-URI = <defined in RFC 7230>',
    put: 'https-URI = "https://" hostport [abs-path] ["?" query]',
    reason: 'RFC 7230 §2.7.2, with the hostport, abs-path and query of RFC 3261.',
  },
  {
    rfc: 3605,
    find: 'port [nettype space addrtype space connection-address] CRLF',
    put: 'port [SP nettype SP addrtype SP connection-address]',
    erratum: 1050,
    reason:
      'A space stands before nettype; without the CRLF that ends the line, which others of these rules leave out.',
  },
  {
    rfc: 3611,
    find: '[xr-format *(SP xr-format)] CRLF',
    put: '[xr-format *(SP xr-format)]',
    reason: 'Without the CRLF that ends the line, which others of these rules leave out.',
  },
  {
    rfc: 3890,
    find: 'packet-rate CRLF',
    put: 'packet-rate',
    reason: 'Without the CRLF that ends the line, which others of these rules leave out.',
  },
  {
    rfc: 3890,
    find: 'bandwidth-value CRLF',
    put: 'bandwidth-value',
    reason: 'Without the CRLF that ends the line, which others of these rules leave out.',
  },
  {
    rfc: 4567,
    find: 'KMPID ; e.g., "mikey"',
    put: 'token',
    reason: 'The name of a protocol is a token.',
  },
  {
    rfc: 4568,
    find: '"a=crypto:" tag',
    put: 'crypto-attribute = "a=crypto:" tag',
    reason: 'The rule has no name in the text.',
  },
  {
    rfc: 4585,
    find: 'rtcp-fb-pt SP rtcp-fb-val CRLF',
    put: 'rtcp-fb-pt SP rtcp-fb-val',
    reason: 'Without the CRLF that ends the line, which others of these rules leave out.',
  },
  {
    rfc: 4585,
    find: 'rtcp-fb-param = SP "app" [SP byte-string] / SP token [SP byte-string] / ; empty',
    put: 'rtcp-fb-param = [ SP "app" [SP byte-string] / SP token [SP byte-string] ]',
    reason: 'An alternative of nothing is no ABNF.',
  },
  {
    rfc: 4585,
    find: 'rtcp-fb-ack-param = SP "rpsi" / SP "app" [SP byte-string] / SP token [SP byte-string] / ; empty',
    put: 'rtcp-fb-ack-param = [ SP "rpsi" / SP "app" [SP byte-string] / SP token [SP byte-string] ]',
    reason: 'An alternative of nothing is no ABNF.',
  },
  {
    rfc: 4585,
    find: 'rtcp-fb-nack-param = SP "pli" / SP "sli" / SP "rpsi" / SP "app" [SP byte-string] / SP token [SP byte-string] / ; empty',
    put: 'rtcp-fb-nack-param = [ SP "pli" / SP "sli" / SP "rpsi" / SP "app" [SP byte-string] / SP token [SP byte-string] ]',
    reason: 'An alternative of nothing is no ABNF.',
  },
  {
    rfc: 8853,
    find: 'sc-id = [sc-id-paused] rid-id',
    put: 'sc-id = [sc-id-paused] rid-id\nrid-id = 1*(alpha-numeric / "-" / "_")',
    reason: 'rid-id is of RFC 8851 §10.',
  },
  {
    rfc: 8866,
    find: 'charset-value = <defined in [RFC2978]>',
    put: 'charset-value = 1*( ALPHA / DIGIT / "!" / "#" / "$" / "%" / "&" / "\'" / "+" / "-" / "^" / "_" / "`" / "{" / "}" / "~" )',
    reason: 'mime-charset of RFC 2978 §2.3.',
  },
  {
    rfc: 8866,
    find: 'sdplang-value = Language-Tag',
    put: 'sdplang-value = Language-Tag\nLanguage-Tag = 1*8ALPHA *( "-" 1*8( ALPHA / DIGIT ) )',
    reason: 'The form that RFC 5646 §2.1 and RFC 3066 §2.1 have in common.',
  },
  {
    rfc: 8866,
    find: '<addr-spec definition from RFC 5322>',
    put: '1*email-safe "@" 1*email-safe',
    reason: 'RFC 5322 §3.4.1, in outline: nothing here reads addresses of e-mail.',
  },
  {
    rfc: 5547,
    find: '"type:" type "/" subtype',
    put: '"type:" token "/" token',
    reason: 'type and subtype are tokens: RFC 4566 §9, RFC 2045 §5.1.',
  },
  {
    rfc: 5547,
    find: 'file-icon-value = cid-url',
    put: 'file-icon-value = absoluteURI',
    reason: 'cid-url is of RFC 2392 §2.',
  },
  {
    rfc: 5547,
    find: 'c-date-param = "creation:"',
    put: 'date-time = day-name "," SP 1*2DIGIT SP month-name SP 4DIGIT SP 2DIGIT ":" 2DIGIT [":" 2DIGIT] SP ("+" / "-") 4DIGIT\nday-name = 3ALPHA\nmonth-name = 3ALPHA\nc-date-param = "creation:"',
    reason: 'date-time of RFC 5322 §3.3, without comments and folds.',
  },
  {
    rfc: 7195,
    find: 'connection-address CRLF] ; CRLF defined in RFC 5234',
    put: '   connection-address CRLF]',
    reason: 'The second line of the rule is not indented.',
  },
  {
    rfc: 8840,
    find: 'extension-attribute-fields = attribute-fields',
    put: 'extension-attribute-fields = *attribute-field',
    reason: 'attribute-fields is of RFC 4566 §9; RFC 8866 §9 has attribute-field.',
  },
];

/** Rules that are examples, text to be hashed, or copies of rules of other RFCs, and no part of a header field or body. */
export const notGrammar: ReadonlyMap<number, readonly string[]> = new Map([
  [3310, ['nonce', 'aka-nonce', 'aka-nonce-value']],
  [3329, ['A2']],
  [4567, ['attribute', 'SP']],
  [3611, ['DIGIT', 'CRLF', 'non-ws-string']],
  [4474, ['Identity', 'signed-identity-digest', 'digest-string']],
  [5839, ['Success', 'message-header']],
  [6086, ['message-header']],
  [6442, ['message-header']],
  [5576, ['token']],
  [7462, ['ALPHA', 'DIGIT']],
  [8599, ['pvalue', 'EQUAL']],
  [8760, ['URI']],
  [8787, ['hostname']],
  [8864, ['DQUOTE', 'integer', 'attribute']],
  [8866, ['ALPHA', 'DIGIT', 'CRLF', 'HEXDIG', 'SP', 'VCHAR', 'URI-reference']],
  [8876, ['message-header']],
  [8898, ['realm', 'auth-param']],
]);
