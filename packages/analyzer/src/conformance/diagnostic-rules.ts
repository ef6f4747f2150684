import {
  describeDiagnostic,
  type Diagnostic,
  type DiagnosticCode,
  type DiagnosticRow,
  diagnosticTable,
} from '@sipscope/parser';
import { keptByRightText } from './right-text.ts';
import { type Fault, messageRule, type MessageRule, type Outcome, type RuleText } from './rule.ts';
import type { Seen } from './seen.ts';

/** Faults of one kind told of one message; the last says how many more there are. */
const mostOfMessage = 8;

/** A rule that tells what the parser found wrong with a text. */
export type DiagnosticRule = RuleText &
  Pick<MessageRule, 'on'> & {
    /** The parser's diagnostics that are faults by this rule. */
    readonly codes: readonly DiagnosticCode[];
    /** Where a code is several rules': whether this one is meant. */
    readonly takes?: (diagnostic: Diagnostic, seen: Seen) => boolean;
    /** Whether the rule is about that message at all; it is where this is missing. */
    readonly applies?: (seen: Seen) => boolean;
    /** Of a rule of many texts: a finding names the place of the RFCs that its diagnostic is about. */
    readonly hasManyPlaces?: true;
  };

/** A rule whose findings are diagnostics of the parser, with the diagnostic's own sentence and place. A message without diagnostics costs nothing. */
export function diagnosticRule({ takes, applies, hasManyPlaces, ...rule }: DiagnosticRule): MessageRule {
  const codes: ReadonlySet<DiagnosticCode> = new Set(rule.codes);
  const check = (seen: Seen): Outcome => {
    if (applies !== undefined && !applies(seen)) return undefined;
    const { diagnostics } = seen.message;
    return diagnostics.length === 0 ? 'kept' : faultsOf(seen, codes, takes, hasManyPlaces === true);
  };
  return messageRule({ ...rule, check: applies === undefined ? keptByRightText(check) : check });
}

function faultsOf(
  seen: Seen,
  codes: ReadonlySet<DiagnosticCode>,
  takes: DiagnosticRule['takes'],
  hasManyPlaces: boolean,
): Outcome {
  const faults: Fault[] = [];
  let more = 0;
  for (const diagnostic of seen.message.diagnostics) {
    if (!codes.has(diagnostic.code) || takes?.(diagnostic, seen) === false) continue;
    if (faults.length < mostOfMessage) faults.push(faultOf(diagnostic, seen, hasManyPlaces));
    else more++;
  }
  const last = faults.at(-1);
  if (last === undefined) return 'kept';
  if (more > 0) faults[faults.length - 1] = { ...last, seen: `${last.seen} ${more} more of the kind follow.` };
  return faults;
}

/** What the diagnostic says, where it says it. */
function faultOf(diagnostic: Diagnostic, { bytes }: Seen, hasManyPlaces: boolean): Fault {
  const fault = { seen: describeDiagnostic(diagnostic, bytes).message, span: diagnostic.span };
  const { rfc, section }: DiagnosticRow = diagnosticTable[diagnostic.code];
  return hasManyPlaces && rfc !== undefined && section !== undefined ? { ...fault, place: { rfc, section } } : fault;
}
