import { CompiledSip } from './compiled-sip.gen.ts';
import type { SipGrammar } from './sip-grammar.ts';

/** The rules of RFC 3261 and its nearest relatives, compiled or as Chevrotain runs them. */
export type CoreGrammar = CompiledSip | SipGrammar;

let compiled: CompiledSip | undefined;

/** The one compiled core grammar of the process, for those who load no other. */
export function coreGrammar(): CompiledSip {
  return (compiled ??= new CompiledSip());
}
