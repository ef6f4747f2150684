import { type DiagnosticRow, diagnosticTable } from '../../src/diagnostic/diagnostic-table.ts';
import { parseHeader } from '../../src/message/parse-header.ts';
import { framedValue } from './framed-value.ts';
import type { Subject } from './subject.ts';
import type { AbnfNode } from './abnf-syntax.ts';
import type { AbnfGrammar, ScopedNode } from './abnf-grammar.ts';
import type { HeaderName, HeaderRow } from '../../src/header/header-table.ts';

/** Header fields whose rule stands in another RFC than the table of header fields names, or has another name than the field. */
const elsewhere: Partial<Record<HeaderName, readonly [rfc: number, rule: string]>> = {
  Diversion: [7544, 'Diversion'],
  Geolocation: [6442, 'Geolocation-header'],
  'Geolocation-Routing': [6442, 'Georouting-header'],
  'P-Asserted-Identity': [3325, 'PAssertedID'],
  'P-Asserted-Service': [6050, 'PAssertedService'],
  'P-Charging-Function-Addresses': [7315, 'P-Charging-Addresses'],
  'P-Preferred-Identity': [3325, 'PPreferredID'],
  'P-Preferred-Service': [6050, 'PPreferredService'],
  'P-Served-User': [8498, 'P-Served-User'],
  Privacy: [3323, 'Privacy-hdr'],
  'Refer-To': [4508, 'Refer-To'],
  'User-to-User': [7433, 'UUI'],
};

/** Where the rule of a header field stands. */
function headerRule(name: HeaderName, rfc: number): readonly [rfc: number, rule: string] {
  return elsewhere[name] ?? [rfc, name];
}

/** Whether the sources have a rule of a header field: those of RFC 2543 and of no RFC have none. */
export function hasRule(grammar: AbnfGrammar, { name, rfc }: HeaderRow): boolean {
  if (rfc === undefined) return false;
  const [definedIn, rule] = headerRule(name as HeaderName, rfc);
  return grammar.find(rule, definedIn) !== undefined;
}

/** The value of a header field, with the URIs in it. Warnings are no errors. */
export function headerSubject(grammar: AbnfGrammar, name: HeaderName, rfc: number): Subject {
  return {
    name,
    start: headerStart(grammar, name, rfc),
    before: '',
    behind: '',
    framed: framedValue,
    read: (value) => parseHeader(name, value).diagnostics,
    isError({ code }) {
      const row: DiagnosticRow = diagnosticTable[code];
      return row.severity === 'error';
    },
  };
}

/** What the rule of a header field derives behind the colon: `[ blanks ] value`. */
function headerStart(grammar: AbnfGrammar, name: HeaderName, definedIn: number): ScopedNode {
  const [rfc, ruleName] = headerRule(name, definedIn);
  const rule = grammar.rule(ruleName, rfc);
  const { node } = rule.alternatives[0]!;
  const items = node.kind === 'concatenation' ? node.items : [node];
  const colon = items.findIndex((item) => item.kind === 'rule' && item.name === 'HCOLON');
  if (colon === -1) throw new Error(`RFC ${rfc}: no HCOLON in ${ruleName}`);
  const blanks: AbnfNode = { kind: 'rule', name: 'SWS' };
  return { node: { kind: 'concatenation', items: [blanks, ...items.slice(colon + 1)] }, rfc: rule.rfc };
}
