import { SdpGrammar } from './sdp-grammar.ts';
import { SipGrammar } from './sip-grammar.ts';

let sip: SipGrammar | undefined;
let sdp: SdpGrammar | undefined;

/** The one grammar of SIP in the process that Chevrotain runs, made when first needed: its analysis takes some tens of milliseconds. */
export function interpretedSip(): SipGrammar {
  return (sip ??= new SipGrammar());
}

/** The same of session descriptions. */
export function interpretedSdp(): SdpGrammar {
  return (sdp ??= new SdpGrammar());
}
