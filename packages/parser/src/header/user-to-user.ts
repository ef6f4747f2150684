import { quote } from '../text/quoted-string.ts';
import { encodeText } from '../text/source-text.ts';
import { type Parameters, parameterValue, writeParameters } from './parameter.ts';

/** What one side's application tells the other's. RFC 7433 §4.1; carried over ISDN: RFC 7434. */
export class UserToUser {
  /** As written, without quotes. */
  readonly data: string;
  readonly quoted: boolean;
  readonly params: Parameters;

  constructor(data: string, quoted: boolean, params: Parameters) {
    this.data = data;
    this.quoted = quoted;
    this.params = params;
  }

  /** The package; undefined means `isdn-uui`, which older devices call `isdn-interwork` (RFC 7434 §6, §8). */
  get purpose(): string | undefined {
    return parameterValue(this.params, 'purpose');
  }

  get content(): string | undefined {
    return parameterValue(this.params, 'content');
  }

  get encoding(): string | undefined {
    return parameterValue(this.params, 'encoding');
  }

  /** The data decoded: hexadecimal where the encoding is `hex` or not told, text in any other. With `isdn-uui` the first octet is the protocol discriminator. */
  get bytes(): Uint8Array {
    const isHex = (this.encoding ?? 'hex').toLowerCase() === 'hex' && /^(?:[\da-f]{2})*$/i.test(this.data);
    if (!isHex) return encodeText(this.data);
    return Uint8Array.from({ length: this.data.length / 2 }, (_, at) => parseInt(this.data.substr(at * 2, 2), 16));
  }
}

/** The text of a User-to-User. RFC 7433 §4.1. */
export function writeUserToUser(value: Pick<UserToUser, 'data' | 'quoted' | 'params'>): string {
  return `${value.quoted ? quote(value.data) : value.data}${writeParameters(value.params)}`;
}
