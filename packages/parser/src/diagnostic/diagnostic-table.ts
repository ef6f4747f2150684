import type { Severity } from './diagnostic.ts';

export type DiagnosticRow = {
  readonly severity: Severity;
  readonly rfc?: number;
  readonly section?: string;
  /** What was seen, and why it matters, for someone who has not read the RFC. */
  readonly sentence: string;
};

const rows = {
  'start-line': {
    severity: 'error',
    rfc: 3261,
    section: '7',
    sentence: 'The first line is neither a request line nor a status line, so this is no SIP message.',
  },
  'start-line-space': {
    severity: 'error',
    rfc: 3261,
    section: '7.1',
    sentence: 'The start line has blanks where exactly one space, or none, belongs: strict elements answer 400.',
  },
  'sip-version': {
    severity: 'error',
    rfc: 3261,
    section: '7.1',
    sentence: 'The message is of a SIP version other than 2.0, which elements answer with 505.',
  },
  'method-syntax': {
    severity: 'error',
    rfc: 3261,
    section: '7.1',
    sentence: 'The method holds a character that methods may not hold.',
  },
  'status-code': {
    severity: 'error',
    rfc: 3261,
    section: '7.2',
    sentence: 'The status code is outside 100 to 699, so no client knows what it means.',
  },
  'reason-phrase-space': {
    severity: 'warning',
    rfc: 3261,
    section: '7.2',
    sentence: 'The space behind the status code is missing; it must stand even before an empty reason phrase.',
  },
  'request-uri-brackets': {
    severity: 'error',
    rfc: 3261,
    section: '19.1',
    sentence: 'The Request-URI stands between < and >, which belong round URIs in headers only.',
  },
  'request-uri-headers': {
    severity: 'error',
    rfc: 3261,
    section: '19.1.1',
    sentence: 'The Request-URI has a headers part (?…), which a request line must not have.',
  },
  'uri-scheme': {
    severity: 'error',
    rfc: 3261,
    section: '19.1.1',
    sentence: 'The URI has no scheme, so nobody can say what it addresses.',
  },
  'uri-syntax': {
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The URI breaks off at a character its grammar does not allow there.',
  },
  'uri-space': {
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'There is white space between the angle brackets and the URI, where none may be.',
  },
  'host-name': {
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence:
      'The host is neither a name (labels of letters, digits and hyphens, the last beginning with a letter) nor an address.',
  },
  'host-underscore': {
    severity: 'warning',
    rfc: 3261,
    section: '25.1',
    sentence: 'The host name has an underscore, which host names may not have, though some networks use it.',
  },
  'host-ipv4': {
    severity: 'error',
    rfc: 5954,
    section: '4.1',
    sentence: 'The host is digits and dots but no IPv4 address.',
  },
  'host-ipv6': { severity: 'error', rfc: 5954, section: '4.1', sentence: 'The text in brackets is no IPv6 address.' },
  'host-ipv6-brackets': {
    severity: 'error',
    rfc: 5118,
    section: '4.2',
    sentence: 'The IPv6 address has no brackets round it, so its last part may be taken for a port.',
  },
  'host-ipv6-three-colons': {
    severity: 'warning',
    rfc: 5118,
    section: '4.10',
    sentence:
      'The IPv6 address has three colons in a row: a form that an error in the grammar of RFC 3261 produced. Two are meant.',
  },
  'port-range': {
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The port is above 65535, so nothing can be sent there.',
  },
  'header-colon': {
    severity: 'error',
    rfc: 3261,
    section: '7.3.1',
    sentence: 'The line has no colon, so it is no header field.',
  },
  'header-name': {
    severity: 'error',
    rfc: 3261,
    section: '7.3.1',
    sentence: 'The name of the header field holds a character that names may not hold.',
  },
  'header-duplicate': {
    severity: 'error',
    rfc: 3261,
    section: '7.3.1',
    sentence: 'The header field stands here a second time, though a message may have only one; the first counts.',
  },
  'header-encoding': {
    severity: 'warning',
    rfc: 3261,
    section: '7.3.1',
    sentence: 'The headers hold bytes that are not UTF-8, so their text cannot be shown for certain.',
  },
  'headers-unterminated': {
    severity: 'error',
    rfc: 3261,
    section: '7',
    sentence: 'The empty line that ends the headers is missing: the message may be cut off.',
  },
  'line-end-lf': {
    severity: 'warning',
    rfc: 3261,
    section: '7',
    sentence: 'Lines end in LF alone; SIP demands CR LF, and strict elements do not find the end of the line.',
  },
  'via-syntax': {
    severity: 'error',
    rfc: 3261,
    section: '20.42',
    sentence: 'The Via cannot be read to its end, so the response may not find its way back.',
  },
  'via-protocol': {
    severity: 'error',
    rfc: 3261,
    section: '20.42',
    sentence: 'The Via names a protocol other than SIP/2.0.',
  },
  'via-ttl': {
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The ttl of the Via is no number from 0 to 255.',
  },
  'via-rport': { severity: 'error', rfc: 3581, section: '3', sentence: 'The rport of the Via is no port.' },
  'via-received': {
    severity: 'error',
    rfc: 3261,
    section: '18.2.1',
    sentence: 'The received parameter of the Via is no IP address, so the response cannot be sent there.',
  },
  'via-received-brackets': {
    severity: 'warning',
    rfc: 5118,
    section: '4.5',
    sentence: 'The received parameter has brackets round its IPv6 address; the grammar has none there.',
  },
  'via-branch': {
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.7',
    sentence: 'The branch of the Via is no token, so the transaction cannot be matched.',
  },
  'address-syntax': { severity: 'error', rfc: 3261, section: '20', sentence: 'The address cannot be read to its end.' },
  'addr-spec-brackets': {
    severity: 'error',
    rfc: 3261,
    section: '20',
    sentence: 'The URI holds a question mark and stands without angle brackets, so it is unclear where it ends.',
  },
  'route-syntax': {
    severity: 'error',
    rfc: 3261,
    section: '20.34',
    sentence: 'The route cannot be read to its end, so the request may take a wrong way.',
  },
  'route-brackets': {
    severity: 'error',
    rfc: 3261,
    section: '20.34',
    sentence: "The URI of the route stands without angle brackets, so its parameters count as the header's.",
  },
  'contact-syntax': {
    severity: 'error',
    rfc: 3261,
    section: '20.10',
    sentence: 'The Contact cannot be read to its end, so later requests may not reach the device.',
  },
  'call-id-syntax': {
    severity: 'error',
    rfc: 3261,
    section: '20.8',
    sentence: 'The Call-ID holds a character that it may not hold; devices may disagree on where it ends.',
  },
  'call-id-at': {
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The Call-ID has an @ at its beginning or end, or more than one.',
  },
  'cseq-syntax': {
    severity: 'error',
    rfc: 3261,
    section: '20.16',
    sentence: 'CSeq is not a number and a method, so responses cannot be matched.',
  },
  'rack-syntax': {
    severity: 'error',
    rfc: 3262,
    section: '7.2',
    sentence: 'RAck is not two numbers and a method, so the PRACK acknowledges nothing.',
  },
  'number-syntax': {
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The value is not the number it should be.',
  },
  'number-too-large': {
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The number is above 4294967295, the largest that elements must be able to hold.',
  },
  'number-form': { severity: 'error', rfc: 3261, section: '25.1', sentence: 'The value is not a decimal number.' },
  'max-forwards-range': {
    severity: 'warning',
    rfc: 3261,
    section: '20.22',
    sentence: 'Max-Forwards is above 255, the largest value it may have.',
  },
  'token-syntax': {
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The value is not a token with parameters.',
  },
  'token-list-syntax': {
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The list cannot be read to its end.',
  },
  'parameter-syntax': {
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The parameters cannot be read to their end.',
  },
  'parameter-value': {
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence:
      'The value of the parameter holds a character that needs quotes round it; other devices may read less of it.',
  },
  'media-type-syntax': {
    severity: 'error',
    rfc: 3261,
    section: '20.15',
    sentence: 'The media type is not type/subtype with parameters, so the body cannot be understood.',
  },
  'auth-syntax': {
    severity: 'error',
    rfc: 3261,
    section: '22.4',
    sentence: 'The challenge or its answer cannot be read to its end, so authentication fails.',
  },
  'product-syntax': {
    severity: 'info',
    rfc: 3261,
    section: '20.41',
    sentence: 'The name of the software is not written as product/version, which many do and nobody depends on.',
  },
  'warning-syntax': {
    severity: 'error',
    rfc: 3261,
    section: '20.43',
    sentence: 'The Warning is not a code, an agent and a quoted text.',
  },
  'warning-code': {
    severity: 'error',
    rfc: 3261,
    section: '20.43',
    sentence: 'The code of the Warning has not three digits.',
  },
  'date-syntax': {
    severity: 'error',
    rfc: 3261,
    section: '20.17',
    sentence: 'The date is not of the one form SIP has (Sat, 13 Nov 2010 23:29:00 GMT).',
  },
  'date-day': { severity: 'error', rfc: 3261, section: '25.1', sentence: 'The day of the week is none of Mon to Sun.' },
  'date-month': { severity: 'error', rfc: 3261, section: '25.1', sentence: 'The month is none of Jan to Dec.' },
  'date-number': {
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'A number in the date is out of range or has a wrong count of digits.',
  },
  'date-zone': {
    severity: 'error',
    rfc: 3261,
    section: '20.17',
    sentence: 'The time zone of the date is not GMT, the only one SIP allows.',
  },
  'via-missing': {
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.7',
    sentence: 'There is no Via, so no response can find its way back.',
  },
  'from-missing': {
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.3',
    sentence: 'There is no From, so it is unknown who sent this.',
  },
  'to-missing': {
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.2',
    sentence: 'There is no To, so it is unknown whom this is for.',
  },
  'call-id-missing': {
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.4',
    sentence: 'There is no Call-ID, so the message belongs to no call.',
  },
  'cseq-missing': {
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.5',
    sentence: 'There is no CSeq, so the message belongs to no transaction.',
  },
  'max-forwards-missing': {
    severity: 'warning',
    rfc: 3261,
    section: '8.1.1.6',
    sentence: 'The request has no Max-Forwards, so nothing ends a routing loop.',
  },
  'cseq-method-mismatch': {
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.5',
    sentence: 'The method in CSeq is not that of the request, so responses will be matched to the wrong one.',
  },
  'content-length-missing': {
    severity: 'error',
    rfc: 3261,
    section: '18.3',
    sentence: 'There is no Content-Length, which on a stream alone says where the message ends.',
  },
  'content-length-too-large': {
    severity: 'error',
    rfc: 3261,
    section: '18.3',
    sentence: 'Content-Length promises more bytes than there are: the body is cut off or the number is wrong.',
  },
  'trailing-bytes': {
    severity: 'warning',
    rfc: 3261,
    section: '18.3',
    sentence: 'Bytes follow the body in the datagram; they are to be thrown away.',
  },
  'limit-message': {
    severity: 'warning',
    sentence: 'The message is longer than the limit; what lies beyond was not read.',
  },
  'limit-headers': {
    severity: 'warning',
    sentence: 'The message has more header fields than the limit; those beyond were not read.',
  },
  'limit-header-section': {
    severity: 'warning',
    sentence: 'The headers are longer than the limit; those beyond were not read.',
  },
  'limit-value': { severity: 'warning', sentence: 'The value is longer than the limit and was not read.' },
  'limit-vias': {
    severity: 'warning',
    sentence: 'The message has more Via values than the limit; those beyond were not read.',
  },
  'limit-errors': {
    severity: 'warning',
    sentence: 'The value has more errors than the limit; what lies behind them was not read.',
  },
  'limit-comment-depth': { severity: 'warning', sentence: 'Comments are nested deeper than the limit.' },
  'sdp-line': {
    severity: 'error',
    rfc: 8866,
    section: '5',
    sentence: 'The line of the session description is not a letter, "=" and a value.',
  },
  'sdp-line-type': {
    severity: 'warning',
    rfc: 8866,
    section: '5',
    sentence: 'The session description has a line of a type that does not exist.',
  },
  'sdp-order': {
    severity: 'warning',
    rfc: 8866,
    section: '5',
    sentence:
      'The line of the session description stands behind one it must come before; strict devices refuse the description.',
  },
  'sdp-version-missing': {
    severity: 'error',
    rfc: 8866,
    section: '5.1',
    sentence: 'The session description has no version (v=).',
  },
  'sdp-origin-missing': {
    severity: 'error',
    rfc: 8866,
    section: '5.2',
    sentence: 'The session description has no origin (o=), so a later one cannot be told from it.',
  },
  'sdp-name-missing': {
    severity: 'error',
    rfc: 8866,
    section: '5.3',
    sentence: 'The session description has no name (s=), which must be there even if it says nothing.',
  },
  'sdp-timing-missing': {
    severity: 'error',
    rfc: 8866,
    section: '5.9',
    sentence: 'The session description has no time (t=), which must be there even if it is 0 0.',
  },
  'sdp-connection-missing': {
    severity: 'error',
    rfc: 8866,
    section: '5.7',
    sentence: 'The session description has no address (c=), so no media can be sent.',
  },
  'sdp-origin': {
    severity: 'error',
    rfc: 8866,
    section: '5.2',
    sentence: 'The origin is not a user, two numbers, a network type, an address type and an address.',
  },
  'sdp-connection': {
    severity: 'error',
    rfc: 8866,
    section: '5.7',
    sentence: 'The connection is not a network type, an address type and an address, so media cannot be sent there.',
  },
  'sdp-ttl': {
    severity: 'error',
    rfc: 8866,
    section: '5.7',
    sentence: 'The time to live of the multicast address is above 255.',
  },
  'sdp-bandwidth': {
    severity: 'error',
    rfc: 8866,
    section: '5.8',
    sentence: 'The bandwidth is not a type, a colon and a number.',
  },
  'sdp-timing': { severity: 'error', rfc: 8866, section: '5.9', sentence: 'The time is not two numbers.' },
  'sdp-time-form': {
    severity: 'error',
    rfc: 8866,
    section: '5.10',
    sentence: 'The value is not a list of times with units.',
  },
  'sdp-media': {
    severity: 'error',
    rfc: 8866,
    section: '5.14',
    sentence: 'The media line is not a kind, a port, a protocol and formats, so this medium cannot be set up.',
  },
  'sdp-attribute': {
    severity: 'warning',
    rfc: 8866,
    section: '5.13',
    sentence: 'The attribute is not a name, or a name, a colon and a value.',
  },
  'sdp-rtpmap': {
    severity: 'warning',
    rfc: 8866,
    section: '6.6',
    sentence: 'The rtpmap is not a payload type, an encoding and a clock rate, so what is sent cannot be decoded.',
  },
  'sdp-payload-type': {
    severity: 'error',
    rfc: 3551,
    section: '6',
    sentence: 'The payload type is above 127, the largest RTP can carry.',
  },
  'sdp-fmtp': {
    severity: 'warning',
    rfc: 8866,
    section: '6.15',
    sentence: 'The fmtp is not a format and its parameters.',
  },
  'sdp-ptime': { severity: 'warning', rfc: 8866, section: '6.4', sentence: 'The ptime is no number of milliseconds.' },
  'limit-sdp-media': {
    severity: 'warning',
    sentence: 'The session description has more media sections than the limit; those beyond were not read.',
  },
  'limit-sdp-attributes': {
    severity: 'warning',
    sentence: 'The session description has more attributes than the limit; what lies beyond was not read.',
  },
} as const;

export type DiagnosticCode = keyof typeof rows;

/** What each code means. A code is never reused. */
export const diagnosticTable: Readonly<Record<DiagnosticCode, DiagnosticRow>> = rows;
