import { ImsRules } from './ims-rules.ts';

/** The whole grammar of SIP: every rule of the classes it is made of, analysed once. */
export class SipGrammar extends ImsRules {
  constructor(skipValidations = true) {
    super(skipValidations);
    this.performSelfAnalysis();
  }
}
