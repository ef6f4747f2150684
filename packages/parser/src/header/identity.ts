import { type LazyUri, ValueWithUris } from '../grammar/lazy-uri.ts';
import { isSameName } from '../text/lower-case.ts';
import { quote } from '../text/quoted-string.ts';
import type { Span } from '../text/span.ts';
import { type Parameter, type Parameters, parameterValue, writeParameter } from './parameter.ts';

/** A signed statement about who calls. RFC 8224 §4; the quoted signature alone: RFC 4474 §9. */
export class Identity extends ValueWithUris {
  /** A PASSporT, whole or (`..signature`) compact; of RFC 4474 a signature in base64. `decodePassport` reads it. */
  readonly digest: string;
  readonly digestSpan: Span;
  /** Whether it is quoted, as in RFC 4474. */
  readonly quoted: boolean;
  readonly params: Parameters;

  constructor(digest: string, digestSpan: Span, quoted: boolean, params: Parameters, uris: readonly LazyUri[] = []) {
    super(uris);
    this.digest = digest;
    this.digestSpan = digestSpan;
    this.quoted = quoted;
    this.params = params;
  }

  /** Whether only the signature stands here, and header and payload are to be made from the message. RFC 8225 §7. */
  get isCompact(): boolean {
    return this.digest.startsWith('..');
  }

  /** The URI of the certificate. */
  get info(): string | undefined {
    return parameterValue(this.params, 'info');
  }

  get alg(): string | undefined {
    return parameterValue(this.params, 'alg');
  }

  /** The kind of PASSporT: `shaken`, `div`, `rph` … */
  get ppt(): string | undefined {
    return parameterValue(this.params, 'ppt');
  }
}

/** The text of an Identity: the first `info` is a URI between brackets, another of that name a `generic-param`. RFC 8224 §4. */
export function writeIdentity(value: Pick<Identity, 'digest' | 'quoted' | 'params'>): string {
  const info = infoOf(value.params);
  const params = value.params.map((one) => `;${one === info ? writeInfo(one) : writeParameter(one)}`).join('');
  return `${value.quoted ? quote(value.digest) : value.digest}${params}`;
}

/** The parameter that is the `ident-info`; undefined where there is none, and where the one so named is a quoted text. */
export function infoOf(params: Parameters): Parameter | undefined {
  const info = params.find(({ name }) => isSameName(name, 'info'));
  return info?.quoted === true ? undefined : info;
}

function writeInfo({ name, value }: Parameter): string {
  return `${name}=<${value ?? ''}>`;
}
