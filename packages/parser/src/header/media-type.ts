import { parameterValue, type Parameters, writeParameters } from './parameter.ts';

/** What a body is. RFC 3261 §20.15. */
export class MediaType {
  readonly type: string;
  readonly subtype: string;
  readonly params: Parameters;
  /** `type/subtype` in lower case, to compare. */
  readonly essence: string;

  constructor(type: string, subtype: string, params: Parameters) {
    this.type = type;
    this.subtype = subtype;
    this.params = params;
    this.essence = `${type}/${subtype}`.toLowerCase();
  }

  /** What the parts of a multipart body are parted by. RFC 2046 §5.1.1. */
  get boundary(): string | undefined {
    return parameterValue(this.params, 'boundary');
  }

  get charset(): string | undefined {
    return parameterValue(this.params, 'charset');
  }
}

/** A media type, or all of one (`text/*`) or any (`*\/*`), that is taken. RFC 3261 §20.1. */
export class MediaRange extends MediaType {
  /** How much it is liked, from 0 to 1; 1 where nothing is said. */
  get q(): number {
    return preferenceOf(this.params);
  }
}

/** A coding (Accept-Encoding) or a range of languages (Accept-Language) that is taken. RFC 3261 §20.2, §20.3. */
export class Preference {
  readonly value: string;
  readonly params: Parameters;

  constructor(value: string, params: Parameters) {
    this.value = value;
    this.params = params;
  }

  /** How much it is liked, from 0 to 1; 1 where nothing is said. */
  get q(): number {
    return preferenceOf(this.params);
  }
}

function preferenceOf(params: Parameters): number {
  const q = Number(parameterValue(params, 'q') ?? 1);
  return q >= 0 && q <= 1 ? q : 1;
}

/** The text of a Content-Type. RFC 3261 §20.15. */
export function writeMediaType(mediaType: Pick<MediaType, 'type' | 'subtype' | 'params'>): string {
  return `${mediaType.type}/${mediaType.subtype}${writeParameters(mediaType.params)}`;
}
