/** Who calls or is called: telephone numbers, digits alone, and URIs. RFC 8225 §5.2.1. */
export type PassportParty = { readonly tn: readonly string[]; readonly uri: readonly string[] };

/** RFC 8225 §4, §8.1. */
export type PassportHeader = {
  /** `passport` */
  readonly typ: string | undefined;
  /** `ES256` */
  readonly alg: string | undefined;
  /** Where the certificate lies. */
  readonly x5u: string | undefined;
  /** The kind of PASSporT: `shaken`, `div`, `div-o`, `rph` …; undefined of the plain kind. */
  readonly ppt: string | undefined;
  /** Everything the header says. */
  readonly all: ReadonlyMap<string, unknown>;
};

/** The claims of a PASSporT. RFC 8225 §5. */
export type PassportPayload = {
  /** When it was signed, in seconds since 1970. */
  readonly iat: number | undefined;
  readonly orig: PassportParty | undefined;
  readonly dest: PassportParty | undefined;
  /** Fingerprints of the media keys. RFC 8225 §5.2.2. */
  readonly mky: readonly { readonly alg: string; readonly dig: string }[] | undefined;
  /** How sure the signer is: `A` of caller and number, `B` of the caller, `C` of neither. RFC 8588 §4. */
  readonly attest: string | undefined;
  /** A UUID of the place the call came from. RFC 8588 §5. */
  readonly origid: string | undefined;
  /** Who diverted the call, and with `hi` its History-Info index. RFC 8946 §3, §8. */
  readonly div: (PassportParty & { readonly hi: string | undefined }) | undefined;
  /** The PASSporT before the diversion, for `readPassport`. RFC 8946 §6. */
  readonly opt: string | undefined;
  /** The r-values of Resource-Priority that are vouched for. RFC 8443 §3. */
  readonly rph: readonly string[] | undefined;
  /** The value of Priority that is vouched for. RFC 9027 §4. */
  readonly sph: string | undefined;
  /** Every claim, these and others. */
  readonly all: ReadonlyMap<string, unknown>;
};

type Claims = ReadonlyMap<string, unknown>;
/** Told of a claim that is missing or of a wrong type. */
type Note = (detail: string) => unknown;

export function passportHeader(all: Claims, note: Note): PassportHeader {
  const header = {
    typ: string(all, 'typ', note),
    alg: string(all, 'alg', note),
    x5u: string(all, 'x5u', note),
    ppt: string(all, 'ppt', note),
    all,
  };
  if (header.typ !== 'passport') note('typ is not "passport"');
  for (const name of ['alg', 'x5u']) if (!all.has(name)) note(`${name} is missing`);
  return header;
}

export function passportPayload(all: Claims, note: Note): PassportPayload {
  for (const name of ['dest', 'iat', 'orig']) if (!all.has(name)) note(`${name} is missing`);
  const orig = object(all, 'orig', note);
  const dest = object(all, 'dest', note);
  const div = object(all, 'div', note);
  const rph = object(all, 'rph', note);
  return {
    iat: seconds(all, note),
    orig: orig && party(orig, 'orig', note),
    dest: dest && party(dest, 'dest', note),
    mky: mediaKeys(all, note),
    attest: attestation(all, note),
    origid: string(all, 'origid', note),
    div: div && { ...party(div, 'div', note), hi: string(div, 'hi', note) },
    opt: string(all, 'opt', note),
    rph: rph && strings(rph, 'auth', note),
    sph: string(all, 'sph', note),
    all,
  };
}

function string(claims: Claims, name: string, note: Note): string | undefined {
  const value = claims.get(name);
  if (value === undefined || typeof value === 'string') return value;
  note(`${name} is no string`);
  return undefined;
}

function object(claims: Claims, name: string, note: Note): Claims | undefined {
  const value = claims.get(name);
  if (value === undefined) return undefined;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return new Map(Object.entries(value));
  note(`${name} is no object`);
  return undefined;
}

function strings(claims: Claims, name: string, note: Note): readonly string[] {
  const value = claims.get(name);
  if (value === undefined) return [];
  if (typeof value === 'string') return [value];
  if (Array.isArray(value) && value.every((one): one is string => typeof one === 'string')) return value;
  note(`${name} is neither a string nor a list of strings`);
  return [];
}

function party(claims: Claims, name: string, note: Note): PassportParty {
  const read = { tn: strings(claims, 'tn', note), uri: strings(claims, 'uri', note) };
  if (read.tn.length + read.uri.length === 0) note(`${name} has neither tn nor uri`);
  return read;
}

/** A number; digits in quotes, which the example of RFC 8588 has (RFC 8588 erratum 6656), are told of and taken. */
function seconds(claims: Claims, note: Note): number | undefined {
  const value = claims.get('iat');
  if (value === undefined || typeof value === 'number') return value;
  note('iat is no number');
  return typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : undefined;
}

function attestation(claims: Claims, note: Note): string | undefined {
  const value = string(claims, 'attest', note);
  if (value !== undefined && !/^[ABC]$/.test(value)) note('attest is none of A, B and C');
  return value;
}

function mediaKeys(claims: Claims, note: Note): PassportPayload['mky'] {
  const value = claims.get('mky');
  if (value === undefined) return undefined;
  const keys = (Array.isArray(value) ? value : [value]).map((one: unknown) => {
    const key: Claims = new Map(Object.entries(one ?? {}));
    return { alg: string(key, 'alg', note) ?? '', dig: string(key, 'dig', note) ?? '' };
  });
  if (keys.some(({ alg, dig }) => alg === '' || dig === '')) note('mky has an element without alg or dig');
  return keys;
}
