import { quoted } from '../quoted.ts';
import { type Rule, sourceRule } from '../rule.ts';
import { once } from '../once.ts';

export const remotePartyRules: readonly Rule[] = [
  sourceRule({
    id: 'SIP-RPI-001',
    title: 'Remote-Party-ID in use',
    level: 'info',
    severity: 'info',
    rfc: 3325,
    section: '1',
    why: 'It is of a draft that never became an RFC: elements that read P-Asserted-Identity alone show the caller of From.',
    advice: 'Send P-Asserted-Identity, and Privacy: id where the caller is to be withheld.',
    right: 'P-Asserted-Identity: <sip:+14085264000@example.com>',
    wrong: 'Remote-Party-ID: <sip:+14085264000@example.com>;party=calling;screen=yes;privacy=off',
    headers: ['Remote-Party-ID', 'P-Asserted-Identity'],
    on: { requests: 'any', responses: 'any', has: ['Remote-Party-ID', 'P-Asserted-Identity'] },
    watch: () =>
      once(({ message }) => {
        const [party] = message.values('Remote-Party-ID');
        const [asserted] = message.assertedIdentities;
        if (party === undefined) return asserted === undefined ? undefined : 'kept';
        const besides =
          asserted === undefined ? 'without P-Asserted-Identity' : `besides the asserted ${quoted(asserted.uriText)}`;
        const seen = `The Remote-Party-ID is ${quoted(party.uriText)}, ${besides}.`;
        return { key: besides.slice(0, 12), fault: { seen, span: party.uriSpan } };
      }),
  }),
];
