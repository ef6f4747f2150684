import { quote } from '../text/quoted-string.ts';
import { type Parameters, writeParameters } from './parameter.ts';

/** A network on the way of a registration: P-Visited-Network-ID. RFC 7315 §5.3. */
export type VisitedNetwork = {
  readonly name: string;
  readonly quoted: boolean;
  readonly params: Parameters;
};

/** The text of a P-Visited-Network-ID. RFC 7315 §5.3. */
export function writeVisitedNetwork(value: VisitedNetwork): string {
  return `${value.quoted ? quote(value.name) : value.name}${writeParameters(value.params)}`;
}
