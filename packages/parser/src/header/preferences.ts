import { type Feature, readFeatures } from './feature.ts';
import { hasParameter, type Parameters, writeParameters } from './parameter.ts';

/** `*` with parameters: Accept-Contact, Reject-Contact (RFC 3841 §10), Feature-Caps (RFC 6809 §6). */
export class Preferences {
  readonly params: Parameters;

  constructor(params: Parameters) {
    this.params = params;
  }

  /** What is asked for, or can be done. */
  get features(): readonly Feature[] {
    return readFeatures(this.params);
  }

  /** Accept-Contact: only contacts that have all of it will do. */
  get require(): boolean {
    return hasParameter(this.params, 'require');
  }

  /** Accept-Contact: contacts that do not say whether they have it come last. */
  get explicit(): boolean {
    return hasParameter(this.params, 'explicit');
  }
}

/** The text of an Accept-Contact, Reject-Contact or Feature-Caps. RFC 3841 §9.2. */
export function writePreferences(value: Pick<Preferences, 'params'>): string {
  return `*${writeParameters(value.params)}`;
}
