import type { Parameters } from '../header/parameter.ts';
import { writeUriParameters } from './write-uri-parameters.ts';
import { TelephoneSubscriber } from './telephone-subscriber.ts';

/** What a tel URI is made of. RFC 3966 §3. */
export type TelUriParts = { readonly kind: 'tel'; readonly number: string; readonly params: Parameters };

/** A telephone number. RFC 3966. */
export class TelUri extends TelephoneSubscriber implements TelUriParts {
  readonly kind = 'tel';
  /** The URI as written. */
  readonly text: string;
  readonly scheme = 'tel';

  constructor(text: string, number: string, params: Parameters) {
    super(number, params);
    this.text = text;
  }

  /** The URI with some of its parts changed, and written anew. */
  with(changes: Partial<Omit<TelUriParts, 'kind'>>): TelUri {
    const { number, params } = { number: this.number, params: this.params, ...changes };
    return new TelUri(`tel:${number}${writeUriParameters(params)}`, number, params);
  }

  override toString(): string {
    return this.text;
  }
}
