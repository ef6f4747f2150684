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
  mediaRule,
  type MediaRule,
  type MessageFilter,
  messageRule,
  type MessageRule,
  offerAnswerRule,
  type OfferAnswerRule,
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
export { chooseRules, isWeaker, type RuleChoice } from './conformance/choose-rules.ts';
export {
  type Profile,
  type ProfileName,
  profileNames,
  type ProfileRow,
  profiles,
  type RuleSetting,
} from './conformance/profiles.ts';
export {
  type Configuration,
  type ConfigurationProblem,
  readConfiguration,
  type ReadConfiguration,
} from './conformance/configuration.ts';
export { configurationSchema, type FailLevel, failLevels, type Schema } from './conformance/configuration-schema.ts';
export { onDay, type Suppressible, type Suppression, suppressionOf } from './conformance/suppressions.ts';
export { deviceOfRow, fingerprintOf } from './conformance/fingerprint.ts';
export { guardTexts } from './conformance/guard-texts.ts';
export { type LeftOut, leftOut } from './conformance/left-out.ts';
export { profileSettings, ruleLinks, type RuleLinks, ruleSubject } from './conformance/describe-rule.ts';
export { rulePage, type RulePageOptions, type SilentCase } from './conformance/rule-page.ts';
export { silentCases } from './conformance/silent-cases.ts';
export type { TextGuard } from './conformance/of-text.ts';
