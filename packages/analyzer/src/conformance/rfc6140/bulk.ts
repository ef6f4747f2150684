import { SipUri } from '@sipscope/parser';
import { addressesOf } from '../bindings.ts';
import { quoted } from '../quoted.ts';
import { messageRule, type Rule } from '../rule.ts';

export const bulkRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-REG-019',
    title: 'Malformed registration of a block of numbers (bnc)',
    level: 'must',
    severity: 'error',
    rfc: 6140,
    section: '5.1',
    why: 'The provider rejects the registration of the trunk, or takes it for that of one user.',
    advice:
      'Send Require: gin and Proxy-Require: gin, and a Contact with bnc that has neither user part nor user parameter.',
    right: 'Require: gin\nProxy-Require: gin\nContact: <sip:198.51.100.3:5060;bnc>',
    wrong: 'Require: gin\nContact: <sip:pbx@198.51.100.3:5060;bnc>',
    headers: ['Contact', 'Require', 'Proxy-Require'],
    on: { requests: ['REGISTER'], has: ['Contact'] },
    check(seen) {
      const { message } = seen;
      const bulk = addressesOf(seen).find(({ uri }) => uri instanceof SipUri && uri.has('bnc'));
      if (bulk === undefined || !(bulk.uri instanceof SipUri)) return undefined;
      if (bulk.uri.user !== undefined)
        return { seen: `The Contact ${quoted(bulk.uriText)} has bnc and a user part.`, span: bulk.uriSpan };
      if (bulk.uri.has('user'))
        return { seen: `The Contact ${quoted(bulk.uriText)} has bnc and a user parameter.`, span: bulk.uriSpan };
      if (!lists(message.require)) return { seen: 'The Contact has bnc, and Require no gin.', span: bulk.uriSpan };
      // A proxy takes out of Proxy-Require what it has done, or leaves it: only the user agent’s own tells.
      if (seen.viaCount > 1 || lists(message.values('Proxy-Require'))) return 'kept';
      return { seen: 'The Contact has bnc, and Proxy-Require no gin.', span: bulk.uriSpan };
    },
  }),
];

function lists(tags: readonly string[]): boolean {
  return tags.some((tag) => tag.toLowerCase() === 'gin');
}
