import { ContactAddress } from '../header/contact.ts';
import { MediaType } from '../header/media-type.ts';
import type { Parameter, Parameters } from '../header/parameter.ts';
import { ViaParm } from '../header/via.ts';
import { characterClasses, digitChar, tokenChar, wordChar } from '../text/character-class.ts';
import { isWord, lowerCase } from '../text/lower-case.ts';
import { maxPort } from '../text/number-range.ts';
import type { SourceText } from '../text/source-text.ts';
import { isIpv4 } from './check-host.ts';
import { contactForms, featureFormOf } from './contact-forms.ts';
import { LazyAddress, type ReadUri } from './lazy-address.ts';
import { isQvalue } from './parameter-form.ts';
import { PlainCursor } from './plain-cursor.ts';
import { skipHost } from './plain-host.ts';
import { isText, readNumber, skip } from './plain-parts.ts';
import { viaForms } from './via-forms.ts';

/**
 * Reads the values at `[start, end)` where they are of the plain form that nearly all have: no folds, no blanks where there need be none, no comments,
 * and nothing wrong with them. Undefined where they are not: then the grammar says what they are. What both read they read alike.
 */
export type PlainReader = (
  source: SourceText,
  start: number,
  end: number,
  readUri: ReadUri,
) => readonly unknown[] | undefined;

const cursor: PlainCursor = new PlainCursor();
/** So many digits are a number below 2^32, whatever they are. */
const fewDigits = 9;
const protocol = 'SIP/2.0';

/** `via-parm *( COMMA via-parm )`. RFC 3261 §20.42. */
export const plainVias: PlainReader = (source, start, end) => {
  cursor.set(source, start, end);
  const values: ViaParm[] = [];
  do {
    const via = plainVia(source, cursor.at, end);
    if (via === undefined) return undefined;
    values.push(via);
  } while (cursor.takesComma());
  return cursor.at === end ? values : undefined;
};

/** `SIP/2.0/UDP host[:port]*( ";" name [ "=" value ] )` */
function plainVia(source: SourceText, start: number, end: number): ViaParm | undefined {
  const { bytes } = source;
  const slash = start + protocol.length;
  if (!isText(bytes, start, slash, protocol) || bytes[slash] !== 0x2f) return undefined;
  cursor.at = slash + 1;
  const transport = cursor.word(tokenChar);
  if (transport === undefined || !cursor.takes(0x20)) return undefined;
  const hostStart = cursor.at;
  const hostEnd = skipHost(source, hostStart, end);
  if (hostEnd === -1) return undefined;
  const host = source.slice(hostStart, hostEnd);
  cursor.at = hostEnd;
  let port: number | undefined;
  if (cursor.takes(0x3a)) {
    cursor.at = skip(bytes, hostEnd + 1, end, digitChar);
    port = readNumber(bytes, hostEnd + 1, cursor.at);
    if (cursor.at === hostEnd + 1 || port > maxPort) return undefined;
  }
  const text = port === undefined ? host : source.slice(hostStart, cursor.at);
  const params = cursor.params();
  if (params === undefined) return undefined;
  const via = new ViaParm(protocol, transport, { host, port, text }, params);
  return takesViaParams(via, params) ? via : undefined;
}

/** Notes the parameters that everyone asks for; false where one is not as it should be. */
function takesViaParams(via: ViaParm, params: Parameters): boolean {
  for (const { name, value } of params) {
    const lowerName = lowerCase(name);
    if (lowerName === 'branch') {
      if (value === undefined) return false;
      via.branch = value;
    } else if (lowerName === 'rport') {
      if (value === undefined) continue;
      // What has other letters is NaN, and what has more has leading zeros or is too much.
      if (value.length > 5 || !/^\d+$/.test(value) || Number(value) > maxPort) return false;
      via.rport = Number(value);
    } else if (lowerName === 'received') {
      if (value === undefined || !isIpv4(value)) return false;
      via.received = value;
    } else if (lowerName === 'ttl' || lowerName === 'maddr' || viaForms.has(lowerName)) return false;
  }
  return true;
}

/** `( name-addr / addr-spec ) *( SEMI from-param )`: From, To. RFC 3261 §20.20. */
export const plainFrom: PlainReader = (source, start, end, readUri) => {
  cursor.set(source, start, end);
  const address = plainAddress(LazyAddress, readUri);
  if (address === undefined || cursor.at !== end) return undefined;
  for (const { name, value } of address.params) {
    if (!isWord(name, 'tag')) continue;
    if (value === undefined) return undefined;
    address.tag = value;
  }
  return [address];
};

/** `contact-param *( COMMA contact-param )`. RFC 3261 §20.10. */
export const plainContacts: PlainReader = (source, start, end, readUri) => {
  cursor.set(source, start, end);
  const values: ContactAddress[] = [];
  do {
    const address = plainAddress(ContactAddress, readUri);
    if (address === undefined || !address.params.every(isPlainContactParam)) return undefined;
    values.push(address);
  } while (cursor.takesComma());
  return cursor.at === end ? values : undefined;
};

/** A parameter that no RFC gives a form, or `q` and `expires` in theirs. */
function isPlainContactParam({ name, value }: Parameter): boolean {
  const lowerName = lowerCase(name);
  if (lowerName === 'q') return value !== undefined && isQvalue(value);
  if (lowerName === 'expires') return value !== undefined && value.length <= fewDigits && /^\d+$/.test(value);
  return lowerName !== 'tag' && featureFormOf(contactForms, lowerName) === undefined;
}

/** `name-addr *( SEMI rr-param )`, several parted by commas: Route and its like. RFC 3261 §20.30, §20.34. */
export const plainRoutes: PlainReader = (source, start, end, readUri) => {
  cursor.set(source, start, end);
  const values: LazyAddress[] = [];
  do {
    const address = plainAddress(LazyAddress, readUri);
    if (address === undefined || source.bytes[address.uriSpan[1]] !== 0x3e) return undefined;
    if (address.params.some(({ name }) => isWord(name, 'tag'))) return undefined;
    values.push(address);
  } while (cursor.takesComma());
  return cursor.at === end ? values : undefined;
};

function plainAddress<Address extends typeof LazyAddress>(
  addressClass: Address,
  readUri: ReadUri,
): InstanceType<Address> | undefined {
  if (!cursor.takesAddress()) return undefined;
  const { displayName, uriStart, uriEnd, source } = cursor;
  const params = cursor.params();
  if (params === undefined) return undefined;
  // The class is the one that was given.
  return new addressClass(displayName, [uriStart, uriEnd], params, source, readUri) as InstanceType<Address>;
}

/** `1*DIGIT LWS Method`. RFC 3261 §20.16. */
export const plainCSeq: PlainReader = (source, start, end) => {
  const { bytes } = source;
  const numberEnd = skip(bytes, start, end, digitChar);
  const methodStart = numberEnd + 1;
  if (numberEnd === start || numberEnd - start > fewDigits || bytes[numberEnd] !== 0x20) return undefined;
  if (methodStart >= end || skip(bytes, methodStart, end, tokenChar) !== end) return undefined;
  const number = readNumber(bytes, start, numberEnd);
  return [{ number, numberText: source.slice(start, numberEnd), method: source.slice(methodStart, end) }];
};

/** `1*DIGIT` */
export const plainNumber: PlainReader = ({ bytes }, start, end) => {
  const isNumber = end > start && end - start <= fewDigits && skip(bytes, start, end, digitChar) === end;
  return isNumber ? [readNumber(bytes, start, end)] : undefined;
};

/** `word [ "@" word ]`. RFC 3261 §20.8. */
export const plainCallId: PlainReader = (source, start, end) => {
  const { bytes } = source;
  let signs = 0;
  for (let at = start; at < end; at++) {
    if ((characterClasses[bytes[at]!]! & wordChar) !== 0) continue;
    if (bytes[at] !== 0x40 || ++signs > 1 || at === start || at === end - 1) return undefined;
  }
  return end > start ? [source.slice(start, end)] : undefined;
};

/** `token *( COMMA token )` */
export const plainTokens: PlainReader = (source, start, end) => {
  cursor.set(source, start, end);
  const values: string[] = [];
  do {
    const token = cursor.word(tokenChar);
    if (token === undefined) return undefined;
    values.push(token);
  } while (cursor.takesComma());
  return cursor.at === end ? values : undefined;
};

/** Text in one line. */
export const plainText: PlainReader = (source, start, end) => {
  const { bytes } = source;
  if (start >= end || bytes[start]! <= 0x20 || bytes[end - 1]! <= 0x20) return undefined;
  const text = source.slice(start, end);
  return text.includes('\n') ? undefined : [text];
};

/** `m-type SLASH m-subtype`. RFC 3261 §20.15. */
export const plainMediaType: PlainReader = (source, start, end) => {
  cursor.set(source, start, end);
  const type = cursor.word(tokenChar);
  if (type === undefined || !cursor.takes(0x2f)) return undefined;
  const subtype = cursor.word(tokenChar);
  return subtype === undefined || cursor.at !== end ? undefined : [new MediaType(type, subtype, [])];
};
