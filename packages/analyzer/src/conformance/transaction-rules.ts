import { nonInviteResponseRules } from './rfc4320/responses.ts';
import { refusalRules } from './rfc3261/refusals.ts';
import { responseRules } from './rfc3261/responses.ts';
import type { Rule } from './rule.ts';

/** Rules of transactions, of what they make of dialogs, and of the transports that carry them. */
export const transactionRules: readonly Rule[] = [...responseRules, ...refusalRules, ...nonInviteResponseRules];
