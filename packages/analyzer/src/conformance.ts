/** Rules of conformance: what the RFCs demand of messages, transactions, dialogs, registrations, session descriptions and media, each a small function with its text. Given to `analyze` as `rules`. */

export { rules } from './conformance/rules.ts';
export {
  caseRule,
  type CaseRule,
  exchangeRule,
  type ExchangeRule,
  type Fault,
  type Given,
  findingLevels,
  type FindingLevel,
  type FindingSeverity,
  type Guard,
  type MessageFilter,
  messageRule,
  type MessageRule,
  type Outcome,
  type Rule,
  type RuleText,
  sourceRule,
  type SourceRule,
  type Watch,
} from './conformance/rule.ts';
export type { Case } from './conformance/case.ts';
export type { Exchange, SentAgain } from './conformance/exchange.ts';
export type { Observed } from './conformance/observed.ts';
export type { Seen } from './conformance/seen.ts';
export { type ConformanceLimits, defaultConformanceLimits } from './conformance/conformance.ts';
