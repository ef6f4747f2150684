import { keptText } from '../../message/kept-text.ts';
import { quoted } from '../quoted.ts';
import { type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { softwareOf } from '../user-agent.ts';

/** Of an address-of-record: clients that are remembered. */
const mostClients = 16;

/** Who registered, and what. */
type Client = {
  readonly ip: string;
  readonly software: string;
  readonly instance: string | undefined;
  readonly contact: string;
};

export const registrationHijackRules: readonly Rule[] = [
  sourceRule({
    id: 'SEC-002',
    title: 'Registration hijack pattern',
    level: 'security',
    severity: 'security',
    rfc: 3261,
    section: '26.1.1',
    why: 'Somebody with the password takes the place of the phone: calls for the user go to him, and he calls as the user.',
    advice: 'Ask the user whether the device is his; if not, change the password and block the address.',
    right: 'a phone registers a new Contact and removes its own old one',
    wrong: 'another device from another address registers, and removes the Contact of the phone',
    headers: ['Contact'],
    on: { requests: ['REGISTER'] },
    by: ({ message }) => message.to?.uriText,
    watch: watchBindings,
  }),
];

function watchBindings(): Watch {
  const clients: Client[] = [];
  return (seen): Outcome => {
    const { message, srcIp } = seen;
    const [contact] = message.contacts;
    if (contact === undefined) return undefined;
    const software = softwareOf(message) ?? '';
    const own = clients.find((one) => one.ip === srcIp);
    if (isRemoval(seen)) return own === undefined ? undefined : removalOf(seen, own, clients);
    if (contact === '*' || own !== undefined || clients.length >= mostClients) return undefined;
    clients.push({
      ip: srcIp,
      software: keptText(software),
      instance: kept(contact.instance),
      contact: kept(contact.uriText) ?? '',
    });
    return undefined;
  };
}

/** Whether all that it names is taken out. */
function isRemoval({ message }: Seen): boolean {
  const { expires, contacts } = message;
  return contacts.every((one) => (one === '*' ? expires === 0 : (one.expires ?? expires) === 0));
}

function removalOf({ message, srcIp }: Seen, own: Client, clients: readonly Client[]): Outcome {
  for (const contact of message.contacts.slice(0, mostClients)) {
    // All bindings at once are what a phone that starts anew removes.
    if (contact === '*') continue;
    const other = clients.find((one) => one.contact === contact.uriText && one.ip !== srcIp);
    if (other === undefined) continue;
    const isSamePhone =
      other.software === own.software || (other.instance !== undefined && other.instance === own.instance);
    if (isSamePhone || own.software === '' || other.software === '') return undefined;
    return {
      seen: `${srcIp} (${quoted(own.software)}) registers and removes the Contact of ${other.ip} (${quoted(other.software)}).`,
      span: contact.uriSpan,
    };
  }
  return 'kept';
}

function kept(text: string | undefined): string | undefined {
  return text === undefined ? undefined : keptText(text.slice(0, 300));
}
