import { SipGrammar } from './sip-grammar.ts';

let grammar: SipGrammar | undefined;

/** The one grammar of the process that Chevrotain runs, made when first needed: its analysis takes some tens of milliseconds. */
export function sipGrammar(): SipGrammar {
  return (grammar ??= new SipGrammar());
}
