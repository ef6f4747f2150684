import { profileNames, profiles, type RuleSetting } from './profiles.ts';
import { settingOf } from './choose-rules.ts';
import { drawnRuleOf } from './drawn-rule.ts';
import { drawnRules } from './rule-docs.gen.ts';
import type { MessageFilter, Rule } from './rule.ts';

/** Where more stands about a rule. */
export type RuleLinks = {
  /** The section of the RFC. */
  readonly rfc: string;
  /** In our documentation, from its root: the page, and the railroad diagram of the grammar it is about. */
  readonly page: string;
  readonly diagram: string | undefined;
};

export function ruleLinks(rule: Rule): RuleLinks {
  const { id, rfc, section } = rule;
  const drawn = drawnRuleOf(rule);
  const [, anchor] = /^([0-9]+(?:\.[0-9]+)*)/.exec(section) ?? [];
  return {
    rfc: `https://www.rfc-editor.org/rfc/rfc${rfc}${anchor === undefined ? '' : `#section-${anchor}`}`,
    page: `docs/rules/${id}.md`,
    diagram: drawn === undefined || !drawnRules.includes(drawn) ? undefined : `docs/rules/diagrams/${drawn}.svg`,
  };
}

/** By what a rule is of, beside messages and transactions. */
const subjects: Readonly<Record<string, string>> = {
  dialog: 'each dialog, on each hop, when it is over',
  subscription: 'each subscription, on each hop, when it is over',
  registration: 'the REGISTERs of each address-of-record, on each hop, when it is silent',
  publication: 'the PUBLISHes of each resource and event, on each hop, when it is silent',
  msrp: 'each request of MSRP',
  media: 'the streams of media of each call, when it is over',
  'offer-answer': 'each offer in a dialog and what became of it, when the dialog is over',
};

/** What it is asked about: `each INVITE`, `each response 401 or 407`, `each transaction of BYE, when it is over`. */
export function ruleSubject(rule: Rule): string {
  if (rule.of === 'message') return `each ${messages(rule.on)}`;
  if (rule.of === 'source') return `${messages(rule.on)} of one source, as they come`;
  if (rule.of !== 'exchange') return subjects[rule.of] ?? `each ${rule.of}`;
  const methods = rule.methods === undefined ? '' : ` of ${listed(rule.methods)}`;
  return `each transaction${methods}, on each hop, when it is over`;
}

/** How profiles treat the rule, where they do not have it as it is. */
export function profileSettings({
  id,
}: Rule): readonly { readonly profile: string; readonly is: RuleSetting; readonly because: string }[] {
  return profileNames.flatMap((profile) => {
    const rows = profiles[profile].rows.flatMap((row) => row.rules.map((name) => [name, row] as const));
    const row = settingOf(id, new Map(rows));
    return row === undefined ? [] : [{ profile, is: row.is, because: row.because }];
  });
}

function messages({ requests, responses, responsesTo, has = [], body }: MessageFilter): string {
  const kinds: string[] = [];
  if (requests === 'any') kinds.push('request');
  else if (requests !== undefined && requests.length > 0) kinds.push(listed(requests));
  if (responses !== undefined && responses.length > 0) {
    const codes = responses === 'any' ? '' : ` ${listed(responses.map(String))}`;
    kinds.push(`response${codes}${responsesTo === undefined ? '' : ` to ${listed(responsesTo)}`}`);
  }
  const fields = has.length === 0 ? '' : ` with ${listed(has)}`;
  const bodies = body === undefined ? '' : body === 'sdp' ? ' that carries a session description' : ' with a body';
  return `${kinds.join(' or ')}${fields}${bodies}`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
