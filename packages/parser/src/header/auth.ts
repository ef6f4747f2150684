import { isHex } from '../text/character-class.ts';
import { decodeBase64, withoutPadding } from '../text/base64.ts';
import { isWord } from '../text/lower-case.ts';
import { unescapeUri } from '../uri/unescape-uri.ts';
import { type Parameter, type Parameters, parameterValue, writeParameter } from './parameter.ts';

/**
 * What a challenge and the credentials that answer it have in common. RFC 3261 §20.7, §20.27, §20.28, §20.44; digest: RFC 7616 §3.3, §3.4,
 * RFC 8760 §2.
 */
export abstract class Auth {
  /** As written, nearly always `Digest`. */
  readonly scheme: string;
  readonly params: Parameters;

  constructor(scheme: string, params: Parameters) {
    this.scheme = scheme;
    this.params = params;
  }

  /** Whose users are asked for. */
  get realm(): string | undefined {
    return parameterValue(this.params, 'realm');
  }

  get nonce(): string | undefined {
    return parameterValue(this.params, 'nonce');
  }

  get opaque(): string | undefined {
    return parameterValue(this.params, 'opaque');
  }

  /** As written; undefined means MD5. */
  get algorithm(): string | undefined {
    return parameterValue(this.params, 'algorithm');
  }

  /** Whether the user's name is sent as a digest. RFC 7616 §3.4.4. */
  get userhash(): boolean {
    return isTrue(parameterValue(this.params, 'userhash'));
  }

  /** What the nonce of AKA is made of. RFC 3310 §3.2. */
  get akaNonce(): AkaNonce | undefined {
    return /^AKAv\d+-/i.test(this.algorithm ?? '') ? readAkaNonce(this.nonce ?? '') : undefined;
  }
}

/** WWW-Authenticate, Proxy-Authenticate: what is asked for. */
export class Challenge extends Auth {
  /** The URIs that the answer will do for. */
  get domain(): readonly string[] {
    return wordsOf(parameterValue(this.params, 'domain'), ' ');
  }

  /** Whether only the nonce was too old: another try with the new one will do. */
  get stale(): boolean {
    return isTrue(parameterValue(this.params, 'stale'));
  }

  /** The qualities of protection that are offered. */
  get qop(): readonly string[] {
    return wordsOf(parameterValue(this.params, 'qop'), ',');
  }

  get charset(): string | undefined {
    return parameterValue(this.params, 'charset');
  }

  /** Bearer: what the token must allow. RFC 8898 §4. */
  get scope(): readonly string[] {
    return wordsOf(parameterValue(this.params, 'scope'), ' ');
  }

  /** Bearer: where a token can be had. RFC 8898 §4. */
  get authzServer(): string | undefined {
    return parameterValue(this.params, 'authz_server');
  }

  /** Bearer: what was wrong with the token. RFC 8898 §4. */
  get error(): string | undefined {
    return parameterValue(this.params, 'error');
  }
}

/** Authorization, Proxy-Authorization: the answer to a challenge. */
export class Credentials extends Auth {
  /** What stands behind the scheme in place of parameters, as behind `Bearer`. RFC 8898 §2, RFC 6750 §2.1. */
  readonly token68: string | undefined;

  constructor(scheme: string, params: Parameters, token68?: string) {
    super(scheme, params);
    this.token68 = token68;
  }

  /** The user's name, that of `username*` included. RFC 7616 §3.4. */
  get username(): string | undefined {
    const extended = parameterValue(this.params, 'username*');
    return parameterValue(this.params, 'username') ?? (extended === undefined ? undefined : readExtended(extended));
  }

  /** The Request-URI the answer was made for. */
  get uri(): string | undefined {
    return parameterValue(this.params, 'uri');
  }

  /** The digest. */
  get response(): string | undefined {
    return parameterValue(this.params, 'response');
  }

  get cnonce(): string | undefined {
    return parameterValue(this.params, 'cnonce');
  }

  /** The quality of protection that was chosen. */
  get qop(): string | undefined {
    return parameterValue(this.params, 'qop');
  }

  /** How often the nonce has been used, this time included. */
  get nc(): number | undefined {
    return readNonceCount(this.params);
  }

  /** AKA: asks to bring the sequence numbers into step again. RFC 3310 §3.4. */
  get auts(): string | undefined {
    return parameterValue(this.params, 'auts');
  }
}

/** What a server says after it accepted credentials. RFC 3261 §20.6, RFC 7616 §3.5. */
export class AuthenticationInfo {
  readonly params: Parameters;

  constructor(params: Parameters) {
    this.params = params;
  }

  /** The nonce for the next request. */
  get nextNonce(): string | undefined {
    return parameterValue(this.params, 'nextnonce');
  }

  /** The digest that proves the server knows the password too. */
  get rspauth(): string | undefined {
    return parameterValue(this.params, 'rspauth');
  }

  get qop(): string | undefined {
    return parameterValue(this.params, 'qop');
  }

  get cnonce(): string | undefined {
    return parameterValue(this.params, 'cnonce');
  }

  get nc(): number | undefined {
    return readNonceCount(this.params);
  }
}

/** The nonce of AKA, decoded. RFC 3310 §3.2. */
export type AkaNonce = {
  /** Hexadecimal, 16 bytes. */
  readonly rand: string;
  /** Hexadecimal, 16 bytes: SQN xor AK, AMF, MAC. */
  readonly autn: string;
  /** Hexadecimal: whatever else the server put there. */
  readonly serverData: string;
};

/** The text of a challenge or its answer. RFC 3261 §25.1. */
export function writeAuth(auth: Pick<Auth, 'scheme' | 'params'> & { readonly token68?: string | undefined }): string {
  return `${auth.scheme} ${auth.token68 ?? auth.params.map((one: Parameter) => writeParameter(one)).join(', ')}`;
}

/** The text of an Authentication-Info. RFC 3261 §20.6. */
export function writeAuthenticationInfo(info: Pick<AuthenticationInfo, 'params'>): string {
  return info.params.map((one: Parameter) => writeParameter(one)).join(', ');
}

function readNonceCount(params: Parameters): number | undefined {
  const text = parameterValue(params, 'nc');
  return text !== undefined && text.length <= 8 && isHex(text) ? Number.parseInt(text, 16) : undefined;
}

function readAkaNonce(nonce: string): AkaNonce | undefined {
  const bytes = decodeBase64(withoutPadding(nonce));
  if (typeof bytes === 'number' || bytes.length < 32) return undefined;
  const hex = (from: number, to?: number): string =>
    Array.from(bytes.subarray(from, to), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { rand: hex(0, 16), autn: hex(16, 32), serverData: hex(32) };
}

/** `UTF-8''J%C3%A4s`: charset, language, text. RFC 5987 §3.2. */
function readExtended(text: string): string | undefined {
  const [charset = '', , value] = text.split("'");
  return isWord(charset, 'utf-8') && value !== undefined ? unescapeUri(value) : undefined;
}

function wordsOf(text: string | undefined, separator: string): readonly string[] {
  return (text ?? '')
    .split(separator)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function isTrue(text: string | undefined): boolean {
  return text !== undefined && isWord(text, 'true');
}
