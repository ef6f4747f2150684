import type { Case } from '../case.ts';
import type { Exchange } from '../exchange.ts';
import { quoted } from '../quoted.ts';
import { caseRule, messageRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** Sets of packages that may be meant, where a new one crosses an INFO. */
const mostSets = 2;

/** INFO and its packages (RFC 6086). */
export const infoRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-INF-001',
    title: 'INFO outside of a dialog',
    level: 'must',
    severity: 'error',
    rfc: 6086,
    section: '4.2.1',
    why: 'INFO tells something about a call: without its To tag it belongs to none, and is answered 481.',
    advice: 'Send INFO within the dialog of an INVITE, with both tags.',
    right: 'INFO … To: <sip:bob@example.com>;tag=8321',
    wrong: 'INFO … To: <sip:bob@example.com>',
    headers: ['To'],
    on: { requests: ['INFO'], has: ['To'] },
    check({ message }) {
      if (message.to === undefined) return undefined;
      if (message.to.tag !== undefined) return 'kept';
      return { seen: 'The INFO has no To tag.', span: message.valueSpan('To') };
    },
  }),
  caseRule('dialog', {
    id: 'SIP-INF-002',
    title: 'INFO of a package that the other side does not take',
    level: 'must',
    severity: 'error',
    rfc: 6086,
    section: '4.2.1',
    why: 'The other side answers 469, and what was to be told is lost.',
    advice: 'Send INFO of packages only that the other side lists in Recv-Info, written as it writes them.',
    right: 'Recv-Info: foo … INFO Info-Package: foo',
    wrong: 'Recv-Info: foo … INFO Info-Package: bar',
    headers: ['Info-Package', 'Recv-Info'],
    check(one) {
      if (!isJudged(one)) return undefined;
      let isKept = false;
      for (const { request } of one.exchanges.filter(isInfo)) {
        const name = request?.message.values('Info-Package')[0]?.value;
        if (request === undefined || name === undefined) continue;
        const said = messagesTo(one, request).filter(({ message }) => message.valueSpan('Recv-Info') !== undefined);
        const sets = said.slice(-mostSets);
        const taken = sets.flatMap(({ message }) => message.values('Recv-Info').map(({ value }) => value));
        if (taken.includes(name)) isKept = true;
        else
          return {
            seen: `The INFO is of the package ${quoted(name)}, and the other side ${said.length === 0 ? 'has no Recv-Info' : `takes ${taken.length === 0 ? 'none' : taken.slice(0, 8).map(quoted).join(', ')}`}.`,
            at: request,
            span: request.message.valueSpan('Info-Package'),
            evidence: sets,
          };
      }
      return isKept ? 'kept' : undefined;
    },
  }),
  caseRule('dialog', {
    id: 'SIP-INF-003',
    title: 'INVITE without Recv-Info of who sends packages',
    level: 'must',
    severity: 'error',
    rfc: 6086,
    section: '7.1',
    why: 'The other side cannot tell that packages are understood, and sends none.',
    advice: 'Add Recv-Info to INVITE, without a value where no package is taken.',
    right: 'INVITE … Recv-Info: foo',
    wrong: 'INVITE … without Recv-Info, INFO Info-Package: foo',
    headers: ['Recv-Info', 'Info-Package'],
    check(one) {
      const [first] = one.exchanges;
      if (!isJudged(one) || first?.request === undefined) return undefined;
      const { request: invite } = first;
      const sent = one.exchanges.find(
        (exchange) =>
          isInfo(exchange) &&
          exchange.request?.srcIp === invite.srcIp &&
          exchange.request.srcPort === invite.srcPort &&
          exchange.request.message.valueSpan('Info-Package') !== undefined,
      );
      if (sent?.request === undefined) return undefined;
      if (invite.message.valueSpan('Recv-Info') !== undefined) return 'kept';
      const name = sent.request.message.values('Info-Package')[0]?.value ?? '';
      return {
        seen: `The INVITE has no Recv-Info, and its sender sends INFO of the package ${quoted(name)}.`,
        at: invite,
        evidence: [sent.request],
      };
    },
  }),
  caseRule('dialog', {
    id: 'SIP-INF-004',
    title: 'Keys by INFO in a call that has telephone-event',
    level: 'info',
    severity: 'info',
    rfc: 6086,
    section: '2',
    why: 'A device that sends a key both ways, by INFO and as an RTP event, has it counted twice.',
    advice: 'Use one way: RTP events where both sides have them, INFO else.',
    right: 'm=audio 4000 RTP/AVP 0 … and INFO application/dtmf-relay',
    wrong: 'a=rtpmap:101 telephone-event/8000 … and INFO application/dtmf-relay',
    headers: ['Content-Type'],
    check(one) {
      const [first] = one.exchanges;
      if (!isJudged(one) || first?.request === undefined || first.success === undefined) return undefined;
      const keys = one.exchanges.filter((exchange) => isInfo(exchange) && isKey(exchange.request));
      const [key] = keys;
      if (key?.request === undefined) return undefined;
      const descriptions = [first.request, first.success, first.ack].filter((seen) => seen?.message.sdp !== undefined);
      if (descriptions.length < 2) return undefined;
      if (!descriptions.every((seen) => hasEvents(seen))) return 'kept';
      return {
        seen: `${keys.length === 1 ? 'A key is' : `${keys.length} keys are`} sent by INFO, and both sides have telephone-event.`,
        at: key.request,
        span: key.request.message.valueSpan('Content-Type'),
        evidence: [first.request, first.success],
      };
    },
  }),
];

function isInfo({ method }: Exchange): boolean {
  return method === 'INFO';
}

/** Whether it has INFO, and all that came before it can be known. */
function isJudged({ exchanges, isBeginSeen, more }: Case): boolean {
  const [first] = exchanges;
  if (!exchanges.some(isInfo)) return false;
  return isBeginSeen && more === 0 && first?.method === 'INVITE' && first.forwardedFrom === undefined;
}

/** What its sender had received in the dialog before, in order. */
function messagesTo({ exchanges }: Case, request: Seen): readonly Seen[] {
  return exchanges
    .flatMap(({ messages }) => messages)
    .filter((seen) => seen.timeNs <= request.timeNs && seen.dstIp === request.srcIp && seen.dstPort === request.srcPort)
    .toSorted((a, b) => a.number - b.number);
}

function isKey(seen: Seen | undefined): boolean {
  const type = seen?.message.contentType?.essence;
  return type === 'application/dtmf-relay' || type === 'application/dtmf';
}

function hasEvents(seen: Seen | undefined): boolean {
  return seen?.message.body?.text.toLowerCase().includes('telephone-event/') === true;
}
