import { parseMessage } from '@sipscope/parser';
import { describeIms } from '../ims/describe-ims.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import type { PlacedMessage } from '../message/read-message.ts';
import type { ImsSection } from '../rows.ts';
import type { FlowTable } from '../transport/flow-table.ts';

/** Messages that are kept, and bytes of each. */
const maxMessages = 100;
const maxBytes = 16_384;

/** The first REGISTER transactions of a capture with their texts: what they say of an IMS is that of its network, which hardly changes. */
export class RegistrationSample {
  readonly #messages: PlacedMessage[] = [];

  add(message: CapturedMessage, flows: FlowTable): void {
    if (this.#messages.length >= maxMessages) return;
    const { bytes } = message.parsed();
    if (bytes.length > maxBytes) return;
    const parsed = parseMessage(bytes.slice());
    const { frame, flow, isRequest, status, cseq } = message;
    const { callId, from, to, topVia, startLine } = parsed;
    const row = {
      frame,
      srcIp: flows.sourceIp(flow),
      srcPort: flows.sourcePort(flow),
      dstIp: flows.destinationIp(flow),
      dstPort: flows.destinationPort(flow),
      kind: isRequest ? ('request' as const) : ('response' as const),
      method: 'REGISTER',
      cseq,
      ...(isRequest ? {} : { status }),
      ...(callId === undefined ? {} : { callId }),
      ...(from?.tag === undefined ? {} : { fromTag: from.tag }),
      ...(to?.tag === undefined ? {} : { toTag: to.tag }),
      ...(topVia?.branch === undefined ? {} : { branch: topVia.branch }),
      ...(startLine?.kind === 'request' ? { requestUri: startLine.requestUri } : {}),
    };
    this.#messages.push({ row, parsed });
  }

  /** Which elements its endpoints are stands with the participants. */
  ims(): ImsSection | undefined {
    const section: { -readonly [Key in keyof ImsSection]: ImsSection[Key] } = { ...describeIms(this.#messages) };
    delete section.nodes;
    return Object.keys(section).length === 0 ? undefined : section;
  }
}
