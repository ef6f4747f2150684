import type { Rule } from './rule.ts';
import { viaRules } from './rfc3261/via.ts';
import { inviteRules } from './rfc3261/invite.ts';

/** All rules, in the order in which the documentation lists them. */
export const rules: readonly Rule[] = [...viaRules, ...inviteRules];
