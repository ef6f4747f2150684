import { SipUri } from '@sipscope/parser';
import { quoted } from '../quoted.ts';
import { exchangeRule, messageRule, type Rule } from '../rule.ts';

export const pathRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-REG-017',
    title: 'Path value without lr',
    level: 'must',
    severity: 'error',
    rfc: 3327,
    section: '4',
    why: 'The registrar makes a Route of it for calls to the device; without lr they are sent by strict routing and fail.',
    advice: 'Add ;lr to the URI of the Path.',
    right: 'Path: <sip:p1.example.com;lr>',
    wrong: 'Path: <sip:p1.example.com>',
    headers: ['Path'],
    on: { requests: ['REGISTER'], has: ['Path'] },
    check({ message }) {
      const values = message.values('Path');
      const strict = values.find(({ uri }) => uri instanceof SipUri && !uri.lr);
      if (strict === undefined) return values.length > 0 ? 'kept' : undefined;
      return { seen: `The Path ${quoted(strict.uriText)} has no lr.`, span: strict.uriSpan };
    },
  }),
  exchangeRule({
    id: 'SIP-REG-016',
    title: 'Path for a client that does not support it',
    level: 'should',
    severity: 'warning',
    rfc: 3327,
    section: '5.3',
    why: 'A proxy added Path without the user agent’s consent, and the registrar stored it: calls may go a way nobody expects.',
    advice: 'Have the user agent send Supported: path, or the registrar answer 420 with Unsupported: path.',
    right: 'REGISTER Supported: path, Path: <sip:p1.example.com;lr> … 200',
    wrong: 'REGISTER Path: <sip:p1.example.com;lr> without Supported: path … 200 Path: <sip:p1.example.com;lr>',
    headers: ['Path', 'Supported', 'Unsupported'],
    methods: ['REGISTER'],
    check({ request, success, final }) {
      if (request === undefined || final === undefined) return undefined;
      if (request.message.valueSpan('Path') === undefined) return undefined;
      const { supported, require } = request.message;
      if ([...supported, ...require].some((tag) => tag.toLowerCase() === 'path')) return success && 'kept';
      if (final.status === 420 || final.status === 421) return 'kept';
      const span = success?.message.valueSpan('Path');
      if (success === undefined || span === undefined) return undefined;
      const seen = `The ${success.status} has Path: ${quoted(success.message.text(span))}, and the REGISTER no Supported: path.`;
      return { seen, at: success, span, evidence: [request] };
    },
  }),
];
