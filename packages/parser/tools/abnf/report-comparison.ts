import type { AbnfGrammar } from './abnf-grammar.ts';
import type { Comparison } from './compare-subject.ts';
import { type Difference, explain, type Explanations } from './difference.ts';
import { Oracle } from './oracle.ts';
import { shrinkDifference } from './shrink-difference.ts';

/** As many differences of a subject are made small and sorted into kinds. */
const shrunken = 150;
const kindsShown = 15;

/** A line about a subject, and, where it has differences, its smallest ones by kind, most frequent first. */
export function reportComparison(
  grammar: AbnfGrammar,
  comparison: Comparison,
  explanations: Explanations,
): { line: string; details: string } {
  const { subject, values, allowed, unexplained } = comparison;
  const line = `${subject.name.padEnd(32)} ${values} values, ${allowed} derived, ${unexplained.length} different`;
  if (unexplained.length === 0) return { line, details: '' };
  const oracle = new Oracle(grammar, subject);
  const small = unexplained.slice(0, shrunken).map((difference) => shrunk(difference, oracle, explanations));
  const kinds = [...Map.groupBy(small, kindOf)].toSorted(([, a], [, b]) => b.length - a.length);
  const lines = [`## ${subject.name}: ${unexplained.length} of ${values}`];
  for (const [, differences] of kinds.slice(0, kindsShown)) {
    const smallest = differences.toSorted((a, b) => a.value.length - b.value.length);
    const examples = new Set(smallest.map(({ value }) => `\`${showBytes(value)}\``));
    lines.push(`- ${describe(smallest[0]!)} (${differences.length}): ${[...examples].slice(0, 3).join(' ')}`);
  }
  if (kinds.length > kindsShown) lines.push(`- … ${kinds.length - kindsShown} kinds more`);
  return { line, details: `${lines.join('\n')}\n` };
}

function shrunk(difference: Difference, oracle: Oracle, explanations: Explanations): Difference {
  return shrinkDifference(difference, (value) => {
    if (oracle.subject.framed(value).length !== value.length) return undefined;
    const found = oracle.compare(value);
    if (found === undefined || found.errors[0]?.code !== difference.errors[0]?.code) return undefined;
    return explain(found, oracle, explanations) === undefined ? found : undefined;
  });
}

/** Differences are of a kind if they differ in letters and digits only. */
function kindOf({ ours, errors, text }: Difference): string {
  const shape = text
    .replaceAll(/[a-z]+/gi, 'a')
    .replaceAll(/\d+/g, '0')
    .replaceAll(/[\x80-\xff]+/g, '\xff');
  return `${ours} ${errors[0]?.code} ${shape}`;
}

function describe({ ours, errors, reach, value }: Difference): string {
  if (ours === 'accepted') {
    return `we accept; ABNF stops at ${reach === value.length ? 'the end' : `byte ${reach}`}`;
  }
  const said = errors.map(({ code, detail, span }) => {
    return `${code} ${span.join('-')}${detail === undefined ? '' : ` (${detail.slice(0, 60)})`}`;
  });
  return `ABNF derives; we say ${said.slice(0, 2).join(', ')}`;
}

function showBytes(bytes: Uint8Array): string {
  return JSON.stringify(Buffer.from(bytes).toString('latin1')).replaceAll(/[\x7f-\xff]/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16)}`;
  });
}
