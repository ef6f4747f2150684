import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import type { DiagnosticCode } from '../../src/diagnostic/diagnostic-table.ts';
import type { HeaderName } from '../../src/header/header-table.ts';

/** A value of which the ABNF and our rules say different things. */
export type Difference = {
  readonly header: HeaderName;
  readonly value: Uint8Array;
  /** The value, a character a byte. */
  readonly text: string;
  /** What our rules say; the ABNF says the contrary. */
  readonly ours: 'accepted' | 'refused';
  /** What they say is wrong; warnings are not among it. */
  readonly errors: readonly Diagnostic[];
  /** How far a derivation goes. */
  readonly reach: number;
};

/** What the ABNF says, for explanations to ask. */
export type Abnf = {
  /** Whether the whole text is a value of the header field. */
  readonly allows: (text: string) => boolean;
  /** Whether a rule of the header field's grammar derives a text. */
  readonly derives: (ruleName: string, text: string) => boolean;
  /** Whether the form that the grammar gives a parameter by its name derives it; undefined where it gives none. */
  readonly derivesKeyword: (name: string, text: string) => boolean | undefined;
};

/** What our rules accept, with or without a warning, though the ABNF does not derive it. */
export type Tolerance = {
  readonly name: string;
  /** The header fields in question; all where absent. */
  readonly headers?: readonly HeaderName[];
  /** Why, with RFC and section, or erratum. */
  readonly reason: string;
  /** The value as the ABNF would have it: of a text without the fault the same text. */
  readonly repair: (text: string, abnf: Abnf) => string;
};

/** What our rules call an error though the ABNF derives it. */
export type Demand = {
  readonly name: string;
  /** The header fields in question; all where absent. */
  readonly headers?: readonly HeaderName[];
  /** Why, with RFC and section, or erratum. */
  readonly reason: string;
  readonly codes: readonly DiagnosticCode[];
  /** Whether a diagnostic of one of the codes is right by that reason; always where absent. */
  readonly holds?: (diagnostic: Diagnostic, difference: Difference, abnf: Abnf) => boolean;
};

export type Explanations = { readonly tolerances: readonly Tolerance[]; readonly demands: readonly Demand[] };

/** The names of what explains a difference; undefined where something of it is left. */
export function explain(
  difference: Difference,
  abnf: Abnf,
  { tolerances, demands }: Explanations,
): readonly string[] | undefined {
  const concerns = ({ headers }: Tolerance | Demand): boolean => headers?.includes(difference.header) ?? true;
  if (difference.ours === 'accepted') return tolerated(difference.text, abnf, tolerances.filter(concerns));
  const names = new Set<string>();
  for (const diagnostic of difference.errors) {
    const demand = demands.find((row) => {
      return (
        concerns(row) && row.codes.includes(diagnostic.code) && (row.holds?.(diagnostic, difference, abnf) ?? true)
      );
    });
    if (demand === undefined) return undefined;
    names.add(demand.name);
  }
  return [...names];
}

/** One tolerance that explains all, or several together. */
function tolerated(text: string, abnf: Abnf, tolerances: readonly Tolerance[]): readonly string[] | undefined {
  const names: string[] = [];
  let repaired = text;
  for (const { name, repair } of tolerances) {
    const alone = repair(text, abnf);
    if (alone !== text && abnf.allows(alone)) return [name];
    const next = repair(repaired, abnf);
    if (next !== repaired) names.push(name);
    repaired = next;
    if (names.length > 1 && abnf.allows(repaired)) return names;
  }
  return undefined;
}
