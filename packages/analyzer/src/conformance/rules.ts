import type { Rule } from './rule.ts';
import { viaRules } from './rfc3261/via.ts';
import { inviteRules } from './rfc3261/invite.ts';
import { startLineRules } from './rfc3261/start-line.ts';

/** All rules, in the order in which the documentation lists them. */
export const rules: readonly Rule[] = [...startLineRules, ...viaRules, ...inviteRules];
