import { LazyAddress } from '../grammar/lazy-address.ts';
import { type Feature, readFeatures } from './feature.ts';
import { writeNameAddr, type NameAddr } from './name-addr.ts';
import { hasParameter, parameterNumber, parameterValue } from './parameter.ts';

/** A Contact value; `*` stands for all bindings, in a REGISTER that removes them. RFC 3261 §20.10, §10.2.2. */
export type Contact = ContactAddress | '*';

/** Where a device or a resource can be reached. RFC 3261 §20.10. */
export class ContactAddress extends LazyAddress {
  /** Its preference among others, from 0 to 1. */
  get q(): number | undefined {
    const text = parameterValue(this.params, 'q');
    return text === undefined || text === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
  }

  /** In seconds. */
  get expires(): number | undefined {
    return parameterNumber(this.params, 'expires');
  }

  /** Which of the device's flows to the registrar this is. RFC 5626 §4.2. */
  get regId(): number | undefined {
    return parameterNumber(this.params, 'reg-id');
  }

  /** The URN of the device, without its angle brackets. RFC 5626 §4.1. */
  get instance(): string | undefined {
    const text = parameterValue(this.params, '+sip.instance');
    return text?.startsWith('<') === true && text.endsWith('>') ? text.slice(1, -1) : undefined;
  }

  /** A URI that names this device and its user. RFC 5627 §5.3. */
  get publicGruu(): string | undefined {
    return parameterValue(this.params, 'pub-gruu');
  }

  /** A URI that names this device and hides its user. RFC 5627 §5.3. */
  get temporaryGruu(): string | undefined {
    return parameterValue(this.params, 'temp-gruu');
  }

  /** What a SIP-PBX makes temporary GRUUs of. RFC 6140 §7.1.2. */
  get temporaryGruuCookie(): string | undefined {
    return parameterValue(this.params, 'temp-gruu-cookie');
  }

  /** What the device can do. RFC 3840 §9. */
  get features(): readonly Feature[] {
    return readFeatures(this.params);
  }

  /** Whether it is the focus of a conference. RFC 4579 §5.1. */
  get isFocus(): boolean {
    return hasParameter(this.params, 'isfocus');
  }
}

/** The text of a Contact. RFC 3261 §20.10. */
export function writeContact(contact: Pick<NameAddr, 'displayName' | 'uriText' | 'params'> | '*'): string {
  return contact === '*' ? '*' : writeNameAddr(contact);
}
