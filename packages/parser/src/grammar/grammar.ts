import { CompiledGrammar } from './compiled-grammar.gen.ts';
import type { SipGrammar } from './sip-grammar.ts';

/** The rules, compiled or as Chevrotain runs them: they give the same. */
export type Grammar = CompiledGrammar | SipGrammar;

let compiled: CompiledGrammar | undefined;

/** The one compiled grammar of the process. */
export function grammar(): CompiledGrammar {
  return (compiled ??= new CompiledGrammar());
}
