import { SdpMediaRules } from './sdp-media-rules.ts';

/** The whole grammar of session descriptions, which shares with that of SIP only the rules all have in common. */
export class SdpGrammar extends SdpMediaRules {
  constructor(skipValidations = true) {
    super(skipValidations);
    this.performSelfAnalysis();
  }
}
