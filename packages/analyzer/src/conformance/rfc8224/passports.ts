import { decodePassport, type Identity, type Passport, type PassportReading, type Span } from '@sipscope/parser';
import { fieldsOf } from '../field-values.ts';
import type { Fault, Outcome } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** An Identity field of a message, and the PASSporT in it. */
export type PlacedPassport = {
  readonly identity: Identity;
  readonly reading: PassportReading;
  readonly passport: Passport | undefined;
  readonly ppt: string | undefined;
  readonly span: Span;
};

/** Of a message, PASSporTs that are looked at. */
const mostPassports = 16;

/** Those of RFC 8224; what is signed as in RFC 4474 is none. */
export function passportsIn({ message }: Seen): readonly PlacedPassport[] {
  if (message.valueSpan('Identity-Info') !== undefined) return [];
  const placed = fieldsOf(message, 'Identity')
    .slice(0, mostPassports)
    .flatMap(({ values, span }) => values.map((identity) => ({ identity, span })));
  return placed
    .filter(({ identity }) => !identity.quoted)
    .slice(0, mostPassports)
    .map(({ identity, span }) => {
      const reading = decodePassport(identity);
      const { passport } = reading;
      return { identity, reading, passport, ppt: passport?.header?.ppt ?? identity.ppt, span };
    });
}

/** What a check says of each: all faults, or whether one of them was kept. */
export function ofEach(
  all: readonly PlacedPassport[],
  check: (one: PlacedPassport) => undefined | 'kept' | Fault,
): Outcome {
  const outcomes = all.map(check);
  const faults = outcomes.filter((one) => typeof one === 'object');
  if (faults.length > 0) return faults;
  return outcomes.includes('kept') ? 'kept' : undefined;
}
