import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import type { DiagnosticCode } from '../../src/diagnostic/diagnostic-table.ts';

/** A value of which the ABNF and our rules say different things. */
export type Difference = {
  /** The name of the header field, line or attribute. */
  readonly header: string;
  readonly value: Uint8Array;
  /** The value, a character a byte. */
  readonly text: string;
  /** What our rules say; the ABNF says the contrary. */
  readonly ours: 'accepted' | 'refused';
  /** What they say is wrong. */
  readonly errors: readonly Diagnostic[];
  /** What they say besides, as a warning or a remark. */
  readonly warnings: readonly Diagnostic[];
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

/** What our rules accept and tell of in a warning or remark, whose span is where the ABNF would have something else. */
export type ToldTolerance = {
  readonly code: DiagnosticCode;
  /** Why, with RFC and section, or erratum. */
  readonly reason: string;
  /** What the ABNF would have in the place of the span's text. */
  readonly put: (found: string) => string;
};

/** What our rules accept without a word about the value, though the ABNF does not derive it. */
export type Tolerance = {
  readonly name: string;
  /** The header fields in question; all where absent. */
  readonly headers?: readonly string[];
  /** Why, with RFC and section, or erratum. */
  readonly reason: string;
  /** The value as the ABNF would have it: of a text without the fault the same text. */
  readonly repair: (text: string, difference: Difference) => string;
};

/** What our rules call an error though the ABNF derives it. */
export type Demand = {
  readonly name: string;
  /** The header fields in question; all where absent. */
  readonly headers?: readonly string[];
  /** Why, with RFC and section, or erratum. */
  readonly reason: string;
  readonly codes: readonly DiagnosticCode[];
  /** Whether a diagnostic of one of the codes is right by that reason; always where absent. */
  readonly holds?: (diagnostic: Diagnostic, difference: Difference, abnf: Abnf) => boolean;
};

export type Explanations = {
  readonly told: readonly ToldTolerance[];
  readonly tolerances: readonly Tolerance[];
  readonly demands: readonly Demand[];
};

/** The names of what explains a difference; undefined where something of it is left. */
export function explain(
  difference: Difference,
  abnf: Abnf,
  { told, tolerances, demands }: Explanations,
): readonly string[] | undefined {
  const concerns = ({ headers }: Tolerance | Demand): boolean => headers?.includes(difference.header) ?? true;
  if (difference.ours === 'accepted') return tolerated(difference, abnf, told, tolerances.filter(concerns));
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

/** What was told of explains all, or one tolerance, or several together. */
function tolerated(
  difference: Difference,
  abnf: Abnf,
  told: readonly ToldTolerance[],
  tolerances: readonly Tolerance[],
): readonly string[] | undefined {
  const { text, names } = withoutTold(difference, told);
  if (names.length > 0 && abnf.allows(text)) return names;
  let repaired = text;
  for (const { name, repair } of tolerances) {
    const alone = repair(text, difference);
    if (alone !== text && abnf.allows(alone)) return [...names, name];
    const next = repair(repaired, difference);
    if (next !== repaired) names.push(name);
    repaired = next;
    if (names.length > 1 && abnf.allows(repaired)) return names;
  }
  return undefined;
}

/** The text with every span that a warning tells of put right. */
function withoutTold(
  { text, warnings }: Difference,
  told: readonly ToldTolerance[],
): { text: string; names: string[] } {
  let repaired = text;
  /** Where what was put right begins: spans that reach into it are of the same fault. */
  let untouched = text.length;
  const names: string[] = [];
  for (const { code, span } of warnings.toSorted((a, b) => b.span[0] - a.span[0])) {
    const row = told.find((tolerance) => tolerance.code === code);
    if (row === undefined || span[1] > untouched) continue;
    untouched = span[0];
    repaired = repaired.slice(0, span[0]) + row.put(repaired.slice(...span)) + repaired.slice(span[1]);
    names.push(code);
  }
  return { text: repaired, names };
}
