import type { Rule } from './rule.ts';
import { transactionRules } from './transaction-rules.ts';
import { viaRules } from './rfc3261/via.ts';
import { inviteRules } from './rfc3261/invite.ts';
import { headerSectionRules } from './rfc3261/header-section.ts';
import { lengthRules } from './rfc3261/lengths.ts';
import { startLineRules } from './rfc3261/start-line.ts';
import { answerRules } from './rfc3264/answer.ts';
import { laterOfferRules } from './rfc3264/later-offers.ts';
import { versionRules } from './rfc3264/versions.ts';
import { offerRules } from './rfc3261/offers.ts';

/** All rules, in the order in which the documentation lists them. */
export const rules: readonly Rule[] = [
  ...startLineRules,
  ...headerSectionRules,
  ...lengthRules,
  ...viaRules,
  ...inviteRules,
  ...offerRules,
  ...answerRules,
  ...versionRules,
  ...laterOfferRules,
  ...transactionRules,
];
