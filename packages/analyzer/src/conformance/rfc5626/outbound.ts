import type { ContactAddress } from '@sipscope/parser';
import { SipUri } from '@sipscope/parser';
import { addressesOf, boundContacts, namesInstance } from '../bindings.ts';
import { quoted } from '../quoted.ts';
import { exchangeRule, messageRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** Registrations over flows of their own (RFC 5626). */
export const outboundRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-OUT-001',
    title: 'reg-id without +sip.instance or without outbound',
    level: 'must',
    severity: 'error',
    rfc: 5626,
    section: '4.2.1',
    why: 'The registrar ignores the reg-id: the device gets a plain binding, and its flows replace each other or pile up.',
    advice: 'Send Supported: path, outbound and one Contact with +sip.instance and reg-id.',
    right:
      'Supported: path, outbound\nContact: <sip:line1@192.0.2.2;transport=tcp>;reg-id=1;+sip.instance="<urn:uuid:00000000-0000-1000-8000-000A95A0E128>"',
    wrong: 'Contact: <sip:line1@192.0.2.2;transport=tcp>;reg-id=1',
    headers: ['Contact', 'Supported'],
    on: { requests: ['REGISTER'], has: ['Contact'] },
    check(seen) {
      const flow = addressesOf(seen).find(({ regId }) => regId !== undefined);
      if (flow === undefined) return undefined;
      const span = flow.uriSpan;
      const name = `The Contact ${quoted(flow.uriText)} has reg-id=${flow.regId}`;
      if (flow.instance === undefined && namesInstance(seen)) return undefined;
      if (flow.instance === undefined) return { seen: `${name} and no +sip.instance.`, span };
      if (!asksForOutbound(seen)) return { seen: `${name}, and Supported has no outbound.`, span };
      const bound = boundContacts(seen);
      return bound.length > 1 && bound.some(({ regId }) => regId !== undefined)
        ? { seen: `${name}, and ${bound.length} contacts are to be bound at once.`, span }
        : 'kept';
    },
  }),
  exchangeRule({
    id: 'SIP-OUT-002',
    title: 'Outbound accepted, and the 2xx lacks Require: outbound',
    level: 'must',
    severity: 'error',
    rfc: 5626,
    section: '6',
    why: 'The user agent takes it that outbound is not supported: it sends no keep-alives, and opens no second flow.',
    advice: 'Have the registrar add Require: outbound to its 2xx.',
    right: '200 Require: outbound, Flow-Timer: 120',
    wrong: '200 Flow-Timer: 120',
    headers: ['Require', 'Supported', 'Flow-Timer'],
    methods: ['REGISTER'],
    check({ request, success }) {
      if (request === undefined || success === undefined) return undefined;
      if (!boundContacts(request).some(isFlow) || !asksForOutbound(request)) return undefined;
      const { message } = success;
      if (hasTag(message.require, 'outbound')) return 'kept';
      // A registrar that knows nothing of outbound answers so, too.
      const isKnown = hasTag(message.supported, 'outbound') || message.valueSpan('Flow-Timer') !== undefined;
      if (!isKnown || !mayApply(request)) return undefined;
      const sign = message.valueSpan('Flow-Timer') === undefined ? 'Supported: outbound' : 'Flow-Timer';
      return {
        seen: `The REGISTER asks for outbound, and the ${success.status} has ${sign} but no Require: outbound.`,
        at: success,
        span: message.valueSpan('Flow-Timer') ?? message.valueSpan('Supported'),
        evidence: [request],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-OUT-006',
    title: 'Path of the edge proxy without ob',
    level: 'must',
    severity: 'error',
    rfc: 5626,
    section: '5.1',
    why: 'Without it the registrar must not apply outbound: it answers 439, or calls do not find the flow.',
    advice: 'Have the first proxy behind the phone, and no other, add ;ob to its Path.',
    right: 'Path: <sip:VskztcQ@ep1.example.com;lr;ob>',
    wrong: 'Path: <sip:ep1.example.com;lr>',
    headers: ['Path'],
    methods: ['REGISTER'],
    check({ request, final }) {
      // Where it has two Vias, the first proxy has added its Path.
      if (request === undefined || final === undefined || request.viaCount < 2) return undefined;
      if (!boundContacts(request).some(isFlow) || !asksForOutbound(request)) return undefined;
      const path = request.message.values('Path');
      const first = path.at(-1);
      if (first === undefined || !(first.uri instanceof SipUri)) return undefined;
      const other = path.slice(0, -1).find(({ uri }) => uri instanceof SipUri && uri.ob);
      if (other !== undefined)
        return {
          seen: `The Path ${quoted(other.uriText)} has ob, and is not that of the first proxy.`,
          at: request,
          span: other.uriSpan,
        };
      if (first.uri.ob) return 'kept';
      const isApplied = final.status < 300 && hasTag(final.message.require, 'outbound');
      // An edge proxy that knows nothing of outbound, and a registrar that does not either, are right.
      if (final.status !== 439 && !isApplied) return undefined;
      return {
        seen: `The Path ${quoted(first.uriText)} of the first proxy has no ob, and the registrar answered ${isApplied ? 'with Require: outbound' : '439'}.`,
        at: request,
        span: first.uriSpan,
        evidence: [final],
      };
    },
  }),
];

function isFlow({ regId, instance }: ContactAddress): boolean {
  return regId !== undefined && instance !== undefined;
}

function asksForOutbound({ message: { supported, require } }: Seen): boolean {
  return hasTag(supported, 'outbound') || hasTag(require, 'outbound');
}

function hasTag(tags: readonly string[], name: string): boolean {
  return tags.some((tag) => tag.toLowerCase() === name);
}

/** Whether the registrar may apply outbound: it is the first hop, or the first one is an edge proxy that knows of it. */
function mayApply({ viaCount, message }: Seen): boolean {
  const first = message.values('Path').at(-1);
  return first === undefined ? viaCount === 1 : first.uri instanceof SipUri && first.uri.ob;
}
