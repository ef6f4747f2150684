import { LazyAddress } from '../grammar/lazy-address.ts';
import { type Parameters, parameterValue, writeParameters } from './parameter.ts';

/** A policy server that was asked; its URI stands without brackets. RFC 6794 §4.4.5.1. */
export class PolicyId extends LazyAddress {
  get token(): string | undefined {
    return parameterValue(this.params, 'token');
  }
}

/** A URI without brackets, and parameters: Policy-ID, Trigger-Consent. */
export function writeBareUri(value: { readonly uriText: string; readonly params: Parameters }): string {
  return `${value.uriText}${writeParameters(value.params)}`;
}
