import { CompiledSdp } from './compiled-sdp.gen.ts';
import { CompiledSipExtensions } from './compiled-sip-extensions.gen.ts';
import type { SdpGrammar } from './sdp-grammar.ts';
import type { SipGrammar } from './sip-grammar.ts';

/** The rules of SIP, compiled or as Chevrotain runs them: they give the same. */
export type Grammar = CompiledSipExtensions | SipGrammar;

/** The rules of session descriptions, alike. */
export type SdpRuleSet = CompiledSdp | SdpGrammar;

let sip: CompiledSipExtensions | undefined;
let sdp: CompiledSdp | undefined;

/** The one compiled grammar of SIP in the process. */
export function grammar(): CompiledSipExtensions {
  return (sip ??= new CompiledSipExtensions());
}

/** The one compiled grammar of session descriptions in the process. */
export function sdpGrammar(): CompiledSdp {
  return (sdp ??= new CompiledSdp());
}
