import { type DerValue, derChildren, readDer } from './der.ts';

/** A certificate or a bare public key by which signatures are checked: only its key and its dates are read, nobody is asked whether it can be trusted. */
export type Certificate = {
  /** Whom it is of, or the name it was given by. */
  readonly name: string;
  /** Where PASSporTs say it lies (`x5u`), if it was given for one place. */
  readonly uri?: string;
  /** SubjectPublicKeyInfo, as WebCrypto takes it. RFC 5280 §4.1.2.7. */
  readonly publicKey: Uint8Array;
  /** Milliseconds since 1970. */
  readonly notBefore?: number;
  readonly notAfter?: number;
};

/** What a text holds besides, or further ones, is not read. */
const maxCertificates = 100;
const maxTextLength = 1_000_000;

const tags = { sequence: 0x30, set: 0x31, oid: 0x06, utcTime: 0x17, generalizedTime: 0x18, version: 0xa0 } as const;

/** The certificates and public keys of a text in PEM (RFC 7468); none where there are none that can be read. `uri`: where PASSporTs say they lie. */
export function readCertificates(text: string, name: string, uri?: string): readonly Certificate[] {
  const certificates: Certificate[] = [];
  for (const { label, bytes } of pemBlocks(text.slice(0, maxTextLength))) {
    const read = label === 'PUBLIC KEY' ? { publicKey: bytes } : readCertificate(bytes);
    if (read === undefined || certificates.length >= maxCertificates) continue;
    certificates.push({ name, ...read, ...(uri === undefined ? {} : { uri }) });
  }
  return certificates;
}

function* pemBlocks(text: string): Generator<{ readonly label: string; readonly bytes: Uint8Array }> {
  const begin = '-----BEGIN ';
  for (let at = text.indexOf(begin); at !== -1; at = text.indexOf(begin, at + 1)) {
    const labelEnd = text.indexOf('-----', at + begin.length);
    const end = labelEnd === -1 ? -1 : text.indexOf('-----END ', labelEnd);
    if (end === -1) return;
    const label = text.slice(at + begin.length, labelEnd);
    if (label !== 'CERTIFICATE' && label !== 'PUBLIC KEY') continue;
    const bytes = fromBase64(text.slice(labelEnd + 5, end));
    if (bytes !== undefined) yield { label, bytes };
  }
}

function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** RFC 5280 §4.1: Certificate, TBSCertificate. */
function readCertificate(
  bytes: Uint8Array,
): (Omit<Certificate, 'uri' | 'name'> & { readonly name?: string }) | undefined {
  const whole = readDer(bytes, 0, bytes.length);
  const signed = whole === undefined ? undefined : derChildren(bytes, whole)[0];
  if (signed?.tag !== tags.sequence) return undefined;
  const fields = derChildren(bytes, signed);
  // version, serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo: the first may be left out.
  const first = fields[0]?.tag === tags.version ? 1 : 0;
  const [validity, subject, key] = fields.slice(first + 3, first + 6);
  if (key?.tag !== tags.sequence || validity === undefined || subject === undefined) return undefined;
  const [notBefore, notAfter] = derChildren(bytes, validity).map((time) => timeOf(bytes, time));
  const name = commonName(bytes, subject);
  return {
    publicKey: bytes.slice(key.start, key.end),
    ...(name === undefined ? {} : { name }),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
  };
}

/** `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ`. RFC 5280 §4.1.2.5. */
function timeOf(bytes: Uint8Array, { tag, contentStart, end }: DerValue): number | undefined {
  const text = new TextDecoder('latin1').decode(bytes.subarray(contentStart, end));
  const digits = tag === tags.utcTime ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits) ?? [];
  if (second === undefined) return undefined;
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

/** id-at-commonName, 2.5.4.3. */
const commonNameOid = [0x55, 0x04, 0x03];

/** Of a Name: a sequence of sets of an object identifier and a text each. RFC 5280 §4.1.2.4. */
function commonName(bytes: Uint8Array, subject: DerValue): string | undefined {
  for (const set of derChildren(bytes, subject)) {
    for (const attribute of derChildren(bytes, set)) {
      const [type, value] = derChildren(bytes, attribute);
      if (type?.tag !== tags.oid || value === undefined) continue;
      const isName = commonNameOid.every((byte, i) => bytes[type.contentStart + i] === byte);
      if (isName && type.end - type.contentStart === commonNameOid.length)
        return new TextDecoder().decode(bytes.subarray(value.contentStart, value.end));
    }
  }
  return undefined;
}
