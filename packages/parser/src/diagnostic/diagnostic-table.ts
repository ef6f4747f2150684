import type { DiagnosticClass } from './diagnostic-class.ts';
import type { Severity } from './diagnostic.ts';

/** What the diagnostic table says of a code. */
export type DiagnosticRow = {
  readonly class: DiagnosticClass;
  readonly severity: Severity;
  readonly rfc?: number;
  readonly section?: string;
  /** What was seen, and why it matters, for someone who has not read the RFC. */
  readonly sentence: string;
};

const rows = {
  'start-line': {
    class: 'sip-start-line',
    severity: 'error',
    rfc: 3261,
    section: '7',
    sentence: 'The first line is neither a request line nor a status line, so this is no SIP message.',
  },
  'start-line-space': {
    class: 'sip-start-line',
    severity: 'error',
    rfc: 3261,
    section: '7.1',
    sentence: 'The start line has blanks where exactly one space, or none, belongs: strict elements answer 400.',
  },
  'sip-version': {
    class: 'sip-start-line',
    severity: 'error',
    rfc: 3261,
    section: '7.1',
    sentence: 'The message is of a SIP version other than 2.0, which elements answer with 505.',
  },
  'method-syntax': {
    class: 'sip-start-line',
    severity: 'error',
    rfc: 3261,
    section: '7.1',
    sentence: 'The method holds a character that methods may not hold, so elements answer 400 or know no such method.',
  },
  'status-code': {
    class: 'sip-number',
    severity: 'error',
    rfc: 3261,
    section: '7.2',
    sentence: 'The status code is outside 100 to 699, so no client knows what it means.',
  },
  'reason-phrase-space': {
    class: 'sip-start-line',
    severity: 'warning',
    rfc: 3261,
    section: '7.2',
    sentence: 'The space behind the status code is missing; it must stand even before an empty reason phrase.',
  },
  'request-uri-brackets': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '19.1',
    sentence: 'The Request-URI stands between < and >, which belong round URIs in headers only.',
  },
  'request-uri-headers': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '19.1.1',
    sentence:
      'The Request-URI has a headers part (?…), which a request line must not have: elements drop it or answer 400.',
  },
  'uri-scheme': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '19.1.1',
    sentence: 'The URI has no scheme, so nobody can say what it addresses.',
  },
  'uri-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence:
      'The URI breaks off at a character its grammar does not allow there, so it may be taken for another or refused. Escape the character (%…) or leave it out.',
  },
  'uri-space': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence:
      'There is white space between the angle brackets and the URI, where none may be: strict devices refuse the URI.',
  },
  'uri-fragment': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence:
      'The URI has a fragment (#…), which points into a document and which URIs in SIP may not have: strict devices refuse it.',
  },
  'uri-authority': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence:
      'The URI has square brackets elsewhere than round an IPv6 address in its authority, where alone they may stand.',
  },
  'urn-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 8141,
    section: '2',
    sentence: 'The name does not have the form its namespace demands, so nobody will know what it names.',
  },
  'uri-parameter-repeated': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '19.1.1',
    sentence: 'The URI has two parameters of one name, and nobody can say which of them counts.',
  },
  'uri-flag-value': {
    class: 'sip-syntax',
    severity: 'info',
    rfc: 3261,
    section: '25.1',
    sentence:
      'The parameter is a flag and needs no value; some elements write one, and strict ones may not know it so.',
  },
  'sips-transport': {
    class: 'sip-syntax',
    severity: 'warning',
    rfc: 3261,
    section: '19.1.1',
    sentence: 'The sips URI asks for UDP, over which there is no TLS: its transport must be a reliable one.',
  },
  'phone-user': {
    class: 'sip-syntax',
    severity: 'warning',
    rfc: 3261,
    section: '19.1.1',
    sentence: 'The URI says user=phone, but its user part is no telephone number.',
  },
  'phone-user-context': {
    class: 'sip-syntax',
    severity: 'info',
    rfc: 3966,
    section: '5.1.5',
    sentence: 'The user part is a local number without phone-context, so it means something to its own network only.',
  },
  'tel-number': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3966,
    section: '3',
    sentence:
      'The number is none: behind + stand digits and separators, in a local one also A to F, * and #, and one digit at least.',
  },
  'tel-context': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3966,
    section: '5.1.5',
    sentence:
      'The local number has no context (phone-context, rn-context, cic-context), so nobody can say where it is valid.',
  },
  'tel-parameter-order': {
    class: 'sip-syntax',
    severity: 'info',
    rfc: 3966,
    section: '3',
    sentence:
      'The parameters are not in the order that makes equal numbers equal text: isub or ext, phone-context, the others by name.',
  },
  'host-name': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence:
      'The host is neither a name (labels of letters, digits and hyphens, the last beginning with a letter) nor an address.',
  },
  'host-underscore': {
    class: 'sip-syntax',
    severity: 'warning',
    rfc: 3261,
    section: '25.1',
    sentence: 'The host name has an underscore, which host names may not have, though some networks use it.',
  },
  'host-ipv4': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 5954,
    section: '4.1',
    sentence: 'The host is digits and dots but no IPv4 address, so nothing can be sent there.',
  },
  'host-ipv6': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 5954,
    section: '4.1',
    sentence: 'The text in brackets is no IPv6 address, so nothing can be sent there.',
  },
  'host-ipv6-brackets': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 5118,
    section: '4.2',
    sentence: 'The IPv6 address has no brackets round it, so its last part may be taken for a port.',
  },
  'host-ipv6-three-colons': {
    class: 'sip-syntax',
    severity: 'warning',
    rfc: 5118,
    section: '4.10',
    sentence:
      'The IPv6 address has three colons in a row: a form that an error in the grammar of RFC 3261 produced. Two are meant.',
  },
  'host-ipv6-zone': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 5954,
    section: '4.1',
    sentence: 'The IPv6 address has a zone (%…), which only the host that wrote it can understand.',
  },
  'port-range': {
    class: 'sip-number',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The port is above 65535, so nothing can be sent there.',
  },
  'header-colon': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '7.3.1',
    sentence:
      'The line has no colon, so it is no header field: devices ignore it or refuse the message. A line that continues the one before it must begin with a blank.',
  },
  'header-name': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '7.3.1',
    sentence:
      'The name of the header field holds a character that names may not hold: devices ignore the field or refuse the message.',
  },
  'header-duplicate': {
    class: 'sip-duplicate-header',
    severity: 'error',
    rfc: 3261,
    section: '7.3.1',
    sentence: 'The header field stands here a second time, though a message may have only one; the first counts.',
  },
  'header-encoding': {
    class: 'sip-encoding',
    severity: 'warning',
    rfc: 3261,
    section: '7',
    sentence: 'The headers hold bytes that are not UTF-8, so their text cannot be shown for certain.',
  },
  'header-control': {
    class: 'sip-encoding',
    severity: 'warning',
    rfc: 3261,
    section: '25.1',
    sentence: 'The headers hold a control character, which no text may hold; devices may cut the value off there.',
  },
  'headers-unterminated': {
    class: 'sip-incomplete',
    severity: 'error',
    rfc: 3261,
    section: '7',
    sentence: 'The empty line that ends the headers is missing: the message may be cut off.',
  },
  'line-end-lf': {
    class: 'sip-line-ending',
    severity: 'warning',
    rfc: 3261,
    section: '7',
    sentence: 'Lines end in LF alone; SIP demands CR LF, and strict elements do not find the end of the line.',
  },
  'via-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '20.42',
    sentence: 'The Via cannot be read to its end, so the response may not find its way back.',
  },
  'via-protocol': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '20.42',
    sentence: 'The Via names a protocol other than SIP/2.0, so the response may be sent to nobody.',
  },
  'via-ttl': {
    class: 'sip-number',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence:
      'The ttl of the Via is no number from 0 to 255, so a response by multicast may go too far or not far enough.',
  },
  'via-rport': {
    class: 'sip-number',
    severity: 'error',
    rfc: 3581,
    section: '3',
    sentence: 'The rport of the Via is no port, so the response may go to another one and be lost behind a NAT.',
  },
  'via-received': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '18.2.1',
    sentence: 'The received parameter of the Via is no IP address, so the response cannot be sent there.',
  },
  'via-received-brackets': {
    class: 'sip-syntax',
    severity: 'warning',
    rfc: 5118,
    section: '4.5',
    sentence: 'The received parameter has brackets round its IPv6 address; the grammar has none there.',
  },
  'via-branch': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.7',
    sentence: 'The branch of the Via is no token, so the transaction cannot be matched.',
  },
  'address-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '20',
    sentence: 'The address cannot be read to its end, so what follows is ignored or the message is refused.',
  },
  'addr-spec-brackets': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '20',
    sentence: 'The URI holds a question mark and stands without angle brackets, so it is unclear where it ends.',
  },
  'route-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '20.34',
    sentence: 'The route cannot be read to its end, so the request may take a wrong way.',
  },
  'route-brackets': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '20.34',
    sentence: "The URI of the route stands without angle brackets, so its parameters count as the header's.",
  },
  'contact-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '20.10',
    sentence: 'The Contact cannot be read to its end, so later requests may not reach the device.',
  },
  'contact-q': {
    class: 'sip-number',
    severity: 'error',
    rfc: 3261,
    section: '20.10',
    sentence:
      'The q of the Contact is no number from 0 to 1 with at most three decimals, so its preference is unknown.',
  },
  'contact-expires': {
    class: 'sip-number',
    severity: 'error',
    rfc: 3261,
    section: '20.10',
    sentence: 'The expires of the Contact is no number of seconds up to 4294967295; registrars take 3600 for it.',
  },
  'call-id-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '20.8',
    sentence: 'The Call-ID holds a character that it may not hold; devices may disagree on where it ends.',
  },
  'call-id-at': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The Call-ID has an @ at its beginning or end, or more than one: strict elements refuse the message.',
  },
  'cseq-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '20.16',
    sentence: 'CSeq is not a number and a method, so responses cannot be matched.',
  },
  'rack-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3262,
    section: '7.2',
    sentence: 'RAck is not two numbers and a method, so the PRACK acknowledges nothing.',
  },
  'number-syntax': {
    class: 'sip-number',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The value is not the number it should be, so it is ignored or the message is refused.',
  },
  'number-too-large': {
    class: 'sip-number',
    severity: 'error',
    rfc: 3261,
    section: '20.19',
    sentence: 'The number is above 4294967295, the largest that elements must be able to hold.',
  },
  'number-form': {
    class: 'sip-number',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The value is not a decimal number, so it is ignored.',
  },
  'max-forwards-range': {
    class: 'sip-number',
    severity: 'warning',
    rfc: 3261,
    section: '20.22',
    sentence: 'Max-Forwards is above 255, the largest value it may have; elements may answer 400 or count otherwise.',
  },
  'token-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The value is not a token with parameters, so it is ignored or the message is refused.',
  },
  'token-list-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The list cannot be read to its end, so what follows is ignored or the message is refused.',
  },
  'parameter-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The parameters cannot be read to their end, so those that follow are ignored.',
  },
  'parameter-value': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence:
      'The value of the parameter holds a character that needs quotes round it; other devices may read less of it.',
  },
  'parameter-form': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The value of the parameter is not of the form its name demands, so others will ignore or misread it.',
  },
  'identity-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 8224,
    section: '4',
    sentence:
      'The Identity cannot be read to its end, so nobody can check who vouches for the caller. It needs a token and info=<URI>.',
  },
  'identity-digest': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 8224,
    section: '4',
    sentence: 'The token of the Identity holds a character that base64url has not, so its signature cannot be checked.',
  },
  'identity-info': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 8224,
    section: '4',
    sentence:
      'The Identity does not begin its parameters with info, the place of the certificate, so it may not be checked. Put info=<URI> first.',
  },
  'history-index': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 7044,
    section: '5',
    sentence: 'The History-Info entry has no index, so its place among the others is lost. Give every entry an index.',
  },
  'history-index-zeros': {
    class: 'sip-syntax',
    severity: 'warning',
    rfc: 7044,
    section: '5',
    sentence:
      'The index has a leading zero, which RFC 4244 allowed and RFC 7044 does not; others may take it for another index.',
  },
  'name-addr-brackets': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence:
      'The URI has no angle brackets round it, though this header field demands them; what follows a semicolon may be read otherwise than meant.',
  },
  'addr-spec-bare': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence:
      'The URI has angle brackets round it, though this header field has none; elements that know its grammar do not read it.',
  },
  'parameter-unexpected': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence:
      'The value has a parameter, though this header field has none; others may refuse the whole value. Put it inside the URI or leave it out.',
  },
  'value-form': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The value is not of the form this header field demands, so others will ignore or misread it.',
  },
  'passport-parts': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 8225,
    section: '6',
    sentence:
      'The text is no PASSporT, which has three parts with dots between them, so nobody can check who vouches for the caller.',
  },
  'passport-encoding': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 8225,
    section: '6',
    sentence:
      'A part of the PASSporT is no base64url (letters, digits, - and _, without padding), so it cannot be decoded.',
  },
  'passport-json': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 8225,
    section: '4',
    sentence: 'A part of the PASSporT is no JSON object, so what it says cannot be read.',
  },
  'passport-claim': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 8225,
    section: '5',
    sentence:
      'A claim of the PASSporT is missing or not of the type it must have, so the caller cannot be verified by it.',
  },
  'passport-mismatch': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 8224,
    section: '4.1',
    sentence:
      'The parameter of the Identity says something else than the PASSporT inside, so verifiers refuse it. Make both say the same.',
  },
  'parameter-repeated': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '7.3.1',
    sentence:
      'Two parameters have one name, and nobody can say which of them counts: devices take the first or the last.',
  },
  'parameter-quotes': {
    class: 'sip-syntax',
    severity: 'warning',
    rfc: 3261,
    section: '25.1',
    sentence:
      'The value of the parameter is right but for its quotes: it has none and needs them, or has them and must not. Strict devices ignore it.',
  },
  'uri-brackets': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence:
      'The URI does not stand alone between angle brackets, as it must here, so devices may not find where it ends.',
  },
  'uri-not-sip': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 7614,
    section: '4.8',
    sentence: 'The URI is neither sip nor sips, so no subscription can be sent there.',
  },
  'language-tag': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '20.13',
    sentence: 'The language is no tag of letters and hyphens such as en or de-CH, so no text can be chosen by it.',
  },
  'date-space': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The date has no space where one belongs, or has one where none does: strict devices cannot read it.',
  },
  'event-type': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 6665,
    section: '8.4',
    sentence:
      'The name of the event package has an empty part, so the subscription is refused as one to an unknown package.',
  },
  'dialog-tags': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3891,
    section: '6.1',
    sentence: 'The dialog is not named by a tag of each of its two ends, so it cannot be found.',
  },
  'content-id-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 8262,
    section: '3.2',
    sentence: 'The Content-ID is not of the form <left@right>, so nothing can refer to the body.',
  },
  'feature-cap': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 6809,
    section: '6.3.2',
    sentence: 'The name of the feature does not begin with a plus sign and a letter, so nobody takes it for one.',
  },
  'auth-combined': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '7.3.1',
    sentence:
      'The field holds a second challenge or answer; each must stand in a field of its own, since devices read only the first.',
  },
  'identity-obsolete': {
    class: 'sip-syntax',
    severity: 'warning',
    rfc: 8224,
    section: '4',
    sentence:
      'The Identity is a signature alone, as RFC 4474 (in quotes) and the drafts before it had it; RFC 8224 replaced it, and verifiers of today do not check it.',
  },
  'media-type-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '20.15',
    sentence: 'The media type is not type/subtype with parameters, so the body cannot be understood.',
  },
  'auth-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '22.4',
    sentence: 'The challenge or its answer cannot be read to its end, so authentication fails.',
  },
  'product-syntax': {
    class: 'sip-syntax',
    severity: 'info',
    rfc: 3261,
    section: '20.41',
    sentence: 'The name of the software is not written as product/version, which many do and nobody depends on.',
  },
  'warning-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '20.43',
    sentence: 'The Warning is not a code, an agent and a quoted text, so what it warns of may not be shown.',
  },
  'warning-code': {
    class: 'sip-number',
    severity: 'error',
    rfc: 3261,
    section: '20.43',
    sentence: 'The code of the Warning has not three digits, so nobody can say what it warns of.',
  },
  'date-syntax': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '20.17',
    sentence: 'The date is not of the one form SIP has (Sat, 13 Nov 2010 23:29:00 GMT), so it cannot be used.',
  },
  'date-day': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The day of the week is none of Mon to Sun: strict devices cannot read the date.',
  },
  'date-month': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence: 'The month is none of Jan to Dec, so the date cannot be read.',
  },
  'date-number': {
    class: 'sip-number',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    sentence:
      'A number in the date is out of range or has a wrong count of digits, so the date may be read as another.',
  },
  'date-zone': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '20.17',
    sentence: 'The time zone of the date is not GMT, the only one SIP allows: devices may read another time.',
  },
  'via-missing': {
    class: 'sip-missing-header',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.7',
    sentence: 'There is no Via, so no response can find its way back.',
  },
  'from-missing': {
    class: 'sip-missing-header',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.3',
    sentence: 'There is no From, so it is unknown who sent this.',
  },
  'to-missing': {
    class: 'sip-missing-header',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.2',
    sentence: 'There is no To, so it is unknown whom this is for.',
  },
  'call-id-missing': {
    class: 'sip-missing-header',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.4',
    sentence: 'There is no Call-ID, so the message belongs to no call.',
  },
  'cseq-missing': {
    class: 'sip-missing-header',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.5',
    sentence: 'There is no CSeq, so the message belongs to no transaction.',
  },
  'max-forwards-missing': {
    class: 'sip-missing-header',
    severity: 'warning',
    rfc: 3261,
    section: '8.1.1.6',
    sentence: 'The request has no Max-Forwards, so nothing ends a routing loop.',
  },
  'cseq-method-mismatch': {
    class: 'sip-syntax',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.5',
    sentence: 'The method in CSeq is not that of the request, so responses will be matched to the wrong one.',
  },
  'content-length-missing': {
    class: 'sip-missing-header',
    severity: 'error',
    rfc: 3261,
    section: '18.3',
    sentence: 'There is no Content-Length, which on a stream alone says where the message ends.',
  },
  'content-length-too-large': {
    class: 'sip-content-length',
    severity: 'error',
    rfc: 3261,
    section: '18.3',
    sentence: 'Content-Length promises more bytes than there are: the body is cut off or the number is wrong.',
  },
  'trailing-bytes': {
    class: 'sip-trailing-bytes',
    severity: 'warning',
    rfc: 3261,
    section: '18.3',
    sentence:
      'Bytes follow the body in the datagram; they are to be thrown away. If they belong to the body, Content-Length is too small.',
  },
  'framing-mid-stream': {
    class: 'sip-framing',
    severity: 'info',
    rfc: 3261,
    section: '7.5',
    sentence:
      'The stream is seen from the midst of a message on: everything before the first start line is passed over. Begin the capture before the connection does to see it.',
  },
  'framing-junk': {
    class: 'sip-framing',
    severity: 'error',
    rfc: 3261,
    section: '18.3',
    sentence:
      'Where the next message should begin there is no start line: the Content-Length before it is too small, or something other than SIP was sent. Strict elements lose the connection here; reading goes on at the next start line.',
  },
  'framing-body-unannounced': {
    class: 'sip-framing',
    severity: 'error',
    rfc: 3261,
    section: '20.14',
    sentence:
      'What follows a message without Content-Length is no start line, so it is plainly its body; receivers take the body to be empty and these bytes for the next message. The sender must add Content-Length.',
  },
  'framing-length-unknown': {
    class: 'sip-framing',
    severity: 'error',
    rfc: 3261,
    section: '18.3',
    sentence:
      'Content-Length, which alone says where a message on a stream ends, is missing, no number, or given with different values: the body was read up to the next start line, and other elements may read it otherwise.',
  },
  'framing-length-too-large': {
    class: 'sip-framing',
    severity: 'error',
    rfc: 3261,
    section: '18.3',
    sentence:
      'Content-Length reaches into the next message, or is beyond what is read: the body was read up to the next start line. Receivers that trust the number swallow messages, which looks like silence.',
  },
  'framing-cut-off': {
    class: 'sip-framing',
    severity: 'error',
    rfc: 3261,
    section: '18.3',
    sentence:
      'The message breaks off: the connection, or its capture, ends before the message does, or bytes of it are missing and another begins.',
  },
  'framing-keep-alive': {
    class: 'sip-framing',
    severity: 'info',
    rfc: 5626,
    section: '4.4.1',
    sentence:
      'The datagram holds line breaks alone. They keep NAT bindings open, but as keep-alives they belong on connections only; over UDP it is STUN that gets an answer.',
  },
  'framing-second-message': {
    class: 'sip-framing',
    severity: 'error',
    rfc: 3261,
    section: '18.3',
    sentence:
      'A second message follows in the same datagram: receivers throw away what lies behind the first body, so it never arrives. Send each message in a datagram of its own.',
  },
  'websocket-second-message': {
    class: 'sip-framing',
    severity: 'error',
    rfc: 7118,
    section: '5',
    sentence:
      'The WebSocket message holds more than one SIP message, which it must not; receivers read the first and drop the rest.',
  },
  'websocket-not-sip': {
    class: 'sip-framing',
    severity: 'error',
    rfc: 7118,
    section: '4.1',
    sentence:
      'The WebSocket message is no SIP message, and nothing else may be sent on a connection with the subprotocol sip.',
  },
  'websocket-encoding': {
    class: 'sip-encoding',
    severity: 'error',
    rfc: 7118,
    section: '4.2',
    sentence:
      'The message was sent as text but holds bytes that are not UTF-8: it must be sent as a binary WebSocket message, and receivers close the connection for it.',
  },
  'limit-message': {
    class: 'limit-message-bytes',
    severity: 'warning',
    sentence: 'The message is longer than the limit (messageBytes); what lies beyond was not read.',
  },
  'limit-headers': {
    class: 'limit-headers',
    severity: 'warning',
    sentence: 'The message has more header fields than the limit (headers); those beyond were not read.',
  },
  'limit-header-section': {
    class: 'limit-header-bytes',
    severity: 'warning',
    sentence: 'The headers are longer than the limit (headerSectionBytes); those beyond were not read.',
  },
  'limit-value': {
    class: 'limit-header-bytes',
    severity: 'warning',
    sentence: 'The value is longer than the limit (valueBytes) and was not read.',
  },
  'limit-vias': {
    class: 'limit-values',
    severity: 'warning',
    sentence: 'The message has more Via values than the limit (vias); those beyond were not read.',
  },
  'limit-errors': {
    class: 'limit-values',
    severity: 'warning',
    sentence: 'The value has more errors than the limit; what lies behind them was not read.',
  },
  'limit-passport': {
    class: 'limit-header-bytes',
    severity: 'warning',
    sentence: 'A part of the PASSporT is longer than the limit and was not decoded.',
  },
  'limit-comment-depth': {
    class: 'limit-nesting',
    severity: 'warning',
    sentence:
      'Comments are nested deeper than the limit (commentDepth). They were read, but elements that go down level by level may fail on them.',
  },
  'sdp-line': {
    class: 'sdp-syntax',
    severity: 'error',
    rfc: 8866,
    section: '5',
    sentence:
      'The line of the session description is not a letter, "=" and a value: devices ignore the line or refuse the description.',
  },
  'sdp-line-type': {
    class: 'sdp-syntax',
    severity: 'warning',
    rfc: 8866,
    section: '5',
    sentence:
      'The session description has a line of a type that does not exist; receivers must ignore or refuse the whole description for it.',
  },
  'sdp-order': {
    class: 'sdp-syntax',
    severity: 'warning',
    rfc: 8866,
    section: '5',
    sentence:
      'The line of the session description stands behind one it must come before; strict devices refuse the description.',
  },
  'sdp-version': {
    class: 'sdp-syntax',
    severity: 'warning',
    rfc: 8866,
    section: '5.1',
    sentence: 'The version of the session description is not 0, the only one there is: strict devices refuse it.',
  },
  'sdp-line-repeated': {
    class: 'sdp-syntax',
    severity: 'warning',
    rfc: 8866,
    section: '5',
    sentence: 'The line may stand only once in its section; devices differ in which of them they follow.',
  },
  'sdp-line-empty': {
    class: 'sdp-syntax',
    severity: 'warning',
    rfc: 8866,
    section: '5',
    sentence:
      'The line holds nothing where text must stand; strict devices refuse the description. Send "s=-" for a session without a name.',
  },
  'sdp-line-break': {
    class: 'sdp-syntax',
    severity: 'warning',
    rfc: 8866,
    section: '9',
    sentence:
      'A line of the session description holds a CR or NUL that does not end it; some devices end the line there, others refuse the description.',
  },
  'sdp-space': {
    class: 'sdp-syntax',
    severity: 'warning',
    rfc: 8866,
    section: '5',
    sentence:
      'There are blanks at an end of the line, or more than one space between two of its fields: strict devices refuse the description. Send single spaces.',
  },
  'sdp-version-missing': {
    class: 'sdp-syntax',
    severity: 'error',
    rfc: 8866,
    section: '5.1',
    sentence: 'The session description has no version (v=), with which it must begin: strict devices refuse it.',
  },
  'sdp-origin-missing': {
    class: 'sdp-syntax',
    severity: 'error',
    rfc: 8866,
    section: '5.2',
    sentence: 'The session description has no origin (o=), so a later one cannot be told from it.',
  },
  'sdp-name-missing': {
    class: 'sdp-syntax',
    severity: 'error',
    rfc: 8866,
    section: '5.3',
    sentence: 'The session description has no name (s=), which must be there even if it says nothing.',
  },
  'sdp-timing-missing': {
    class: 'sdp-syntax',
    severity: 'error',
    rfc: 8866,
    section: '5.9',
    sentence: 'The session description has no time (t=), which must be there even if it is 0 0.',
  },
  'sdp-connection-missing': {
    class: 'sdp-syntax',
    severity: 'error',
    rfc: 8866,
    section: '5.7',
    sentence: 'The session description has no address (c=), so no media can be sent.',
  },
  'sdp-origin': {
    class: 'sdp-syntax',
    severity: 'error',
    rfc: 8866,
    section: '5.2',
    sentence:
      'The origin is not a user, two numbers, a network type, an address type and an address, so a later description cannot be told from this one.',
  },
  'sdp-connection': {
    class: 'sdp-syntax',
    severity: 'error',
    rfc: 8866,
    section: '5.7',
    sentence: 'The connection is not a network type, an address type and an address, so media cannot be sent there.',
  },
  'sdp-ttl': {
    class: 'sdp-number',
    severity: 'error',
    rfc: 8866,
    section: '5.7',
    sentence: 'The time to live of the multicast address is above 255, so the address cannot be used as it stands.',
  },
  'sdp-ttl-misplaced': {
    class: 'sdp-syntax',
    severity: 'warning',
    rfc: 8866,
    section: '5.7',
    sentence:
      'A time to live must stand behind an IPv4 multicast address and may stand behind no other, so devices may refuse the address.',
  },
  'sdp-address-count': {
    class: 'sdp-number',
    severity: 'error',
    rfc: 8866,
    section: '5.7',
    sentence:
      'The count of multicast addresses is 0, or more than there are, so devices may listen on others than meant.',
  },
  'sdp-number-too-large': {
    class: 'sdp-number',
    severity: 'error',
    rfc: 8866,
    section: '9',
    sentence: 'The number is above 9007199254740991, more than devices can hold: they may read another one.',
  },
  'sdp-bandwidth': {
    class: 'sdp-syntax',
    severity: 'error',
    rfc: 8866,
    section: '5.8',
    sentence: 'The bandwidth is not a type, a colon and a number, so no limit is kept to.',
  },
  'sdp-timing': {
    class: 'sdp-syntax',
    severity: 'error',
    rfc: 8866,
    section: '5.9',
    sentence:
      'The time is not two numbers: strict devices refuse the description. Send "t=0 0" for a session without end.',
  },
  'sdp-time-form': {
    class: 'sdp-syntax',
    severity: 'error',
    rfc: 8866,
    section: '5.10',
    sentence: 'The value is not a list of times with units (such as 7d 1h), so the times of the session are not known.',
  },
  'sdp-media': {
    class: 'sdp-syntax',
    severity: 'error',
    rfc: 8866,
    section: '5.14',
    sentence: 'The media line is not a kind, a port, a protocol and formats, so this medium cannot be set up.',
  },
  'sdp-port': {
    class: 'sdp-number',
    severity: 'error',
    rfc: 8866,
    section: '5.14',
    sentence: 'The port of the medium is above 65535, so nothing can be sent there.',
  },
  'sdp-port-count': {
    class: 'sdp-number',
    severity: 'error',
    rfc: 8866,
    section: '5.14',
    sentence: 'The count of ports is 0, or leads beyond port 65535.',
  },
  'sdp-attribute': {
    class: 'sdp-syntax',
    severity: 'warning',
    rfc: 8866,
    section: '5.13',
    sentence: 'The attribute is not a name, or a name, a colon and a value, so devices ignore it.',
  },
  'sdp-attribute-value': {
    class: 'sdp-syntax',
    severity: 'warning',
    rfc: 8866,
    section: '5.13',
    sentence: 'The value of the attribute has not the form its RFC gives it, so devices may ignore or misread it.',
  },
  'sdp-attribute-level': {
    class: 'sdp-syntax',
    severity: 'warning',
    rfc: 8866,
    section: '5.13',
    sentence:
      'The attribute stands at a level (session, medium or source) where it means nothing, so devices ignore it.',
  },
  'sdp-rtpmap': {
    class: 'sdp-syntax',
    severity: 'warning',
    rfc: 8866,
    section: '6.6',
    sentence: 'The rtpmap is not a payload type, an encoding and a clock rate, so what is sent cannot be decoded.',
  },
  'sdp-clock-rate': {
    class: 'sdp-number',
    severity: 'warning',
    rfc: 8866,
    section: '6.6',
    sentence: 'The clock rate of the encoding is 0, so its times mean nothing.',
  },
  'sdp-payload-type': {
    class: 'sdp-number',
    severity: 'error',
    rfc: 3551,
    section: '6',
    sentence: 'The payload type is above 127, the largest RTP can carry.',
  },
  'sdp-fmtp': {
    class: 'sdp-syntax',
    severity: 'warning',
    rfc: 8866,
    section: '6.15',
    sentence:
      'The fmtp is not a format and its parameters, so the codec runs with its defaults and may not be understood.',
  },
  'sdp-ptime': {
    class: 'sdp-number',
    severity: 'warning',
    rfc: 8866,
    section: '6.4',
    sentence: 'The ptime is no number of milliseconds above 0, so packets may be longer or shorter than asked for.',
  },
  'sdp-maxptime': {
    class: 'sdp-number',
    severity: 'warning',
    rfc: 8866,
    section: '6.5',
    sentence: 'The maxptime is no number of milliseconds above 0, so packets may be longer than the receiver can take.',
  },
  'content-type-missing': {
    class: 'sip-missing-header',
    severity: 'warning',
    rfc: 3261,
    section: '20.15',
    sentence: 'There is a body and no Content-Type, so nobody can say what the body is.',
  },
  'mime-boundary-missing': {
    class: 'mime-syntax',
    severity: 'error',
    rfc: 2046,
    section: '5.1.1',
    sentence: 'The Content-Type of the multipart has no boundary, so its parts cannot be told apart.',
  },
  'mime-boundary': {
    class: 'mime-syntax',
    severity: 'warning',
    rfc: 2046,
    section: '5.1.1',
    sentence:
      'The boundary of the multipart is longer than 70 characters or holds one that boundaries may not hold; devices may not find the parts.',
  },
  'mime-boundary-unused': {
    class: 'mime-syntax',
    severity: 'error',
    rfc: 2046,
    section: '5.1.1',
    sentence: 'No line of the multipart is its boundary, so it has no parts.',
  },
  'mime-close-missing': {
    class: 'mime-syntax',
    severity: 'warning',
    rfc: 2046,
    section: '5.1.1',
    sentence:
      'The line that ends the multipart (its boundary and two hyphens) is missing: the last part may be cut off.',
  },
  'mime-line-end': {
    class: 'mime-syntax',
    severity: 'warning',
    rfc: 2046,
    section: '5.1.1',
    sentence:
      'A boundary line stands between line breaks of LF alone; CR LF is demanded, and strict devices do not find the part.',
  },
  'mime-part-headers': {
    class: 'mime-syntax',
    severity: 'warning',
    rfc: 2046,
    section: '5.1',
    sentence: 'No empty line ends the header fields of the part, so all of it counts as header fields.',
  },
  'mime-part-content-length': {
    class: 'mime-syntax',
    severity: 'info',
    rfc: 3261,
    section: '20.14',
    sentence: 'The part has a Content-Length, which means nothing there: a part ends where the boundary says.',
  },
  'body-summary-status': {
    class: 'mime-syntax',
    severity: 'error',
    rfc: 3842,
    section: '5.2',
    sentence:
      'The message summary does not say Messages-Waiting: yes or no, so the lamp of the phone may stay as it was.',
  },
  'body-summary-counts': {
    class: 'mime-syntax',
    severity: 'warning',
    rfc: 3842,
    section: '5.2',
    sentence:
      'The line of the message summary is not counts of new and old messages (2/8, or 2/8 (0/2)), so the phone cannot show them.',
  },
  'body-cpim-header': {
    class: 'mime-syntax',
    severity: 'error',
    rfc: 3862,
    section: '3',
    sentence: 'The line of the CPIM message has no name and colon, so it is no header field and is ignored.',
  },
  'body-cpim-content': {
    class: 'mime-syntax',
    severity: 'error',
    rfc: 3862,
    section: '2',
    sentence: 'No empty line ends the header fields of the CPIM message, so it has no content.',
  },
  'body-vq-report': {
    class: 'mime-syntax',
    severity: 'error',
    rfc: 6035,
    section: '4.6.1',
    sentence:
      'The quality report does not begin with VQSessionReport, VQIntervalReport or VQAlertReport, so collectors refuse it.',
  },
  'body-vq-metric': {
    class: 'mime-syntax',
    severity: 'warning',
    rfc: 6035,
    section: '4.6.1',
    sentence: 'The metric of the quality report is no number within its range and was left out, so collectors miss it.',
  },
  'body-isup-type': {
    class: 'mime-syntax',
    severity: 'warning',
    rfc: 3204,
    section: '3.1',
    sentence: 'The ISUP body begins with no known message type; gateways may not know what to do with it.',
  },
  'body-isup-length': {
    class: 'mime-syntax',
    severity: 'error',
    rfc: 3204,
    section: '3.1',
    sentence: 'A length or pointer of the ISUP body leads beyond its end: it was cut off or changed on its way.',
  },
  'body-dtmf-signal': {
    class: 'mime-syntax',
    severity: 'warning',
    sentence: 'The body names no key (0 to 9, *, #, A to D), so the key press is lost.',
  },
  'body-dtmf-duration': {
    class: 'mime-syntax',
    severity: 'warning',
    sentence: 'The duration of the key press is no number of milliseconds, so the tone may be too short to be heard.',
  },
  'limit-body-depth': {
    class: 'limit-nesting',
    severity: 'warning',
    sentence: 'The body lies within more bodies than the limit (bodyDepth); what is in it was not read.',
  },
  'limit-body-parts': {
    class: 'limit-parts',
    severity: 'warning',
    sentence: 'The multipart has more parts than the limit (bodyParts); those beyond were not read.',
  },
  'limit-sdp-media': {
    class: 'limit-sdp-media',
    severity: 'warning',
    sentence: 'The session description has more media sections than the limit (sdpMedia); those beyond were not read.',
  },
  'limit-sdp-attributes': {
    class: 'limit-sdp-attrs',
    severity: 'warning',
    sentence:
      'The session description has more attributes than the limit (sdpAttributes); what lies beyond was not read.',
  },
} as const;

/** What a diagnostic tells of, a key of `diagnosticTable`. */
export type DiagnosticCode = keyof typeof rows;

/** What each code means. A code is never reused. */
export const diagnosticTable: Readonly<Record<DiagnosticCode, DiagnosticRow>> = rows;
