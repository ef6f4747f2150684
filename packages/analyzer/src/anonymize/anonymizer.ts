import { SrtpKeyMask } from '../media/srtp/srtp-key-mask.ts';
import { BodyHider } from './hide-body.ts';
import { HeaderHider } from './hide-headers.ts';
import { RowHider } from './hide-rows.ts';
import { SdpHider } from './hide-sdp.ts';
import { ValueHider } from './hide-value.ts';
import type { HashKey } from './keyed-hash.ts';
import { Substitutes } from './substitutes.ts';

/** Hides who is told of in messages, each as long afterwards as before; the same is hidden by the same, in all that one anonymizer was given. */
export class Anonymizer {
  readonly substitutes: Substitutes;
  readonly #headers: HeaderHider;
  readonly #bodies: BodyHider;
  readonly #rows: RowHider;
  readonly #keys = new SrtpKeyMask();

  constructor(key?: HashKey) {
    this.substitutes = new Substitutes(key);
    const values = new ValueHider(this.substitutes);
    this.#headers = new HeaderHider(values);
    this.#bodies = new BodyHider(values, this.#headers, new SdpHider(values));
    this.#rows = new RowHider(values, this.#headers);
  }

  /** A copy of a SIP message. */
  message(message: Uint8Array): Uint8Array {
    const bytes = new Uint8Array(this.#keys.mask(message));
    const { bodyAt, ...facts } = this.#headers.hide(bytes, 0, bytes.length);
    this.#bodies.hide(bytes, bodyAt, bytes.length, facts);
    return bytes;
  }

  /** A copy of a row, with the same in the place of the same as in messages. */
  row<Row extends object>(row: Row): Row {
    return this.#rows.row(row);
  }

  /** One word or value of a row. */
  text(text: string): string {
    return this.#rows.text(text);
  }
}
