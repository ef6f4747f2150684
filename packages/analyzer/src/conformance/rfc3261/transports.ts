import { exchangeRule, messageRule, type Rule } from '../rule.ts';
import { frameText } from '../told.ts';

/** Larger requests must not go over UDP where the MTU of the path is not known. */
const mostBytes = 1300;

export const transportRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-TRP-001',
    title: 'Request of more than 1300 bytes over UDP',
    level: 'must',
    severity: 'warning',
    rfc: 3261,
    section: '18.1.1',
    why: 'It is cut into fragments on the way, which firewalls drop: some calls fail, and those with a long description always.',
    advice: 'Send it over TCP, or make it smaller: fewer codecs, compact header names.',
    right: 'INVITE of 2000 bytes over TCP',
    wrong: 'INVITE of 2000 bytes over UDP',
    on: { requests: 'any' },
    check({ size, transport, name }) {
      if (transport !== 'UDP') return undefined;
      return size <= mostBytes ? 'kept' : { seen: `The ${name} has ${size} bytes.` };
    },
  }),
  messageRule({
    id: 'SIP-TRP-002',
    title: 'Message came in fragments',
    level: 'robustness',
    severity: 'warning',
    rfc: 3261,
    section: '18.1.1',
    why: 'Where one fragment is lost all of it is; many firewalls and NATs drop fragments.',
    advice: 'Send large messages over TCP, or make them smaller.',
    right: 'INVITE of 1200 bytes in one packet',
    wrong: 'INVITE of 2000 bytes in two fragments',
    on: { requests: 'any', responses: 'any' },
    check({ packets, transport, name, size }) {
      if (transport !== 'UDP') return undefined;
      return packets <= 1 ? 'kept' : { seen: `The ${name} of ${size} bytes came in fragments: in ${packets} packets.` };
    },
  }),
  exchangeRule({
    id: 'SIP-TRP-003',
    title: 'Response over another connection than its request',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '18.2.2',
    why: 'A NAT or a firewall lets back only what comes over the connection that was opened from inside.',
    advice: 'Send the response over the connection that the request came on, as long as that is open.',
    right: 'INVITE on a connection, 200 on the same',
    wrong: 'INVITE on a connection, 200 on a new one to the port of the Via',
    check({ request, responses }, observed) {
      if (request === undefined || request.transport === 'UDP' || responses.length === 0) return undefined;
      const other = responses.find(({ flow }) => flow !== request.reverseFlow);
      if (other === undefined) return 'kept';
      if (other.transport === 'UDP') return undefined;
      // What comes over it later shows that it was open.
      const lastNs = Math.max(observed.lastNs(request.flow), observed.lastNs(request.reverseFlow));
      if (lastNs <= other.timeNs) return 'G-END';
      return {
        seen: `The ${request.name} of ${frameText(request)} came from ${request.source}, and the ${other.name} went to ${other.destination}.`,
        at: other,
        evidence: [request],
      };
    },
  }),
  messageRule({
    id: 'SIP-TRP-005',
    title: 'Bytes between messages that are none',
    level: 'robustness',
    severity: 'warning',
    rfc: 3261,
    section: '18.3',
    why: 'Where Content-Length is wrong the next message is looked for in the wrong place: strict elements close the connection, and all its calls are lost.',
    advice:
      'Count the bytes of the body for Content-Length, and send nothing but messages and line breaks between them.',
    right: 'Content-Length: 142, and a body of 142 bytes',
    wrong: 'Content-Length: 140, and a body of 142 bytes',
    headers: ['Content-Length'],
    on: { requests: 'any', responses: 'any' },
    check({ skipped, transport, name }) {
      if (transport === 'UDP') return undefined;
      return skipped === 0
        ? 'kept'
        : { seen: `Before this ${name} there are ${skipped} bytes on its connection that belong to no message.` };
    },
  }),
];
