import { abnfName } from '../src/grammar/rule-names.ts';
import { SdpGrammar } from '../src/grammar/sdp-grammar.ts';
import { SipGrammar } from '../src/grammar/sip-grammar.ts';
import { AbnfGrammar } from './abnf/abnf-grammar.ts';
import { citedRfcs, readRuleClasses } from './rule-classes.ts';

/** Where RFCs have rules of one name: SIP's own text comes first, then that of session descriptions. */
const mainRfcs: readonly number[] = [3261, 8866];

/** The text of `rule-texts.gen.ts`: for each rule of the grammar that an RFC has under its name, that RFC's number, section and text. */
export function ruleTexts(): string {
  const abnfRules = Map.groupBy(new AbnfGrammar().rules(), ({ name }) => name.toLowerCase());
  const cited = citedByRule();
  const grammars = [new SipGrammar(), new SdpGrammar()];
  const names = new Set(grammars.flatMap((grammar) => Object.keys(grammar.getGAstProductions())));
  const rows = [...names].flatMap((rule) => {
    const known = abnfRules.get(abnfName(rule)?.toLowerCase() ?? '') ?? [];
    const rfcs = [...(cited.get(rule) ?? []), ...mainRfcs];
    const found = rfcs.map((rfc) => known.find((one) => one.rfc === rfc)).find((one) => one !== undefined) ?? known[0];
    return found === undefined ? [] : [[rule, [found.rfc, found.section, found.text]] as const];
  });
  return [
    '// Written by tools/compile-grammar.ts from the rules beside this file and the ABNF of the RFCs: change those, not this.',
    "/** The RFC's number, section and text of each rule that an RFC has. */",
    `export const ruleTexts: Readonly<Record<string, readonly [rfc: number, section: string, abnf: string]>> = ${JSON.stringify(Object.fromEntries(rows))};`,
    '',
  ].join('\n');
}

function citedByRule(): ReadonlyMap<string, readonly number[]> {
  const cited = new Map<string, readonly number[]>();
  for (const ruleClass of [...readRuleClasses('./sip-grammar.ts'), ...readRuleClasses('./sdp-grammar.ts')]) {
    for (const member of ruleClass.members) {
      const name = (member['key'] as { name?: string } | undefined)?.name;
      if (name !== undefined) cited.set(name, citedRfcs(ruleClass, member));
    }
  }
  return cited;
}
