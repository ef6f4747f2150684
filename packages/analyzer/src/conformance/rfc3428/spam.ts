import { textKey } from '../../identity/text-key.ts';
import { type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';

/** Of a source: texts with links, and receivers of each, that are remembered. */
const mostTexts = 32;
const leastReceivers = 10;

export const spamRules: readonly Rule[] = [
  sourceRule({
    id: 'SEC-019',
    title: 'MESSAGE spam or phishing link',
    level: 'security',
    severity: 'security',
    rfc: 3428,
    section: '11',
    why: 'The same link for many people is advertising, or leads to a page that asks for passwords.',
    advice: 'Limit messages by sender, and ask who does not send for a service of yours for credentials.',
    right: 'a link to one receiver',
    wrong: 'the same text with a link to ten receivers',
    on: { requests: ['MESSAGE'], body: 'any' },
    watch: watchLinks,
  }),
];

function watchLinks(): Watch {
  const texts = new Map<string, Set<number>>();
  let isTold = false;
  return ({ message, srcIp }): Outcome => {
    const { body } = message;
    if (isTold || body === undefined || !body.mediaType.startsWith('text/')) return undefined;
    const link = /https?:\/\/[^/\s"'<>]{3,100}/i.exec(body.text.slice(0, 4096))?.[0].toLowerCase();
    if (link === undefined) return undefined;
    const receivers = texts.get(link) ?? new Set();
    if (texts.size < mostTexts) texts.set(link, receivers);
    receivers.add(textKey(message.to?.uriText));
    if (receivers.size < leastReceivers) return 'kept';
    isTold = true;
    return { seen: `${srcIp} sends a link to the same site to ${receivers.size} receivers.`, span: message.bodySpan };
  };
}
