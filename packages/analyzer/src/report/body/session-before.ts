import { parseMessage, type SessionDescription, type SipMessage } from '@sipscope/parser';
import { receiverOf, senderOf } from '../../message/read-message.ts';
import type { MessageRow, SdpComparison } from '../../rows.ts';
import { CallSessions } from '../../session/call-sessions.ts';
import type { Received } from '../../session/sessions.ts';
import type { MessageSource } from '../explain/message-source.ts';
import { compareDescriptions } from './compare-descriptions.ts';

/** A message with a description, and what it is in its dialog. */
type Described = {
  readonly row: MessageRow;
  readonly received: Received | undefined;
  readonly sdp: SessionDescription;
};

/** So many messages of a Call-ID before one are enough to find the offer that it answers, and what its side said before. */
const mostBefore = 200;
/** Methods whose messages tell of sessions. */
const sessionMethods: ReadonlySet<string | undefined> = new Set(['INVITE', 'ACK', 'PRACK', 'UPDATE']);

/** What a session description of a message says beside the offer it answers, and beside what its side said before. */
export async function compareWithEarlier(
  message: SipMessage,
  row: MessageRow,
  source: MessageSource,
): Promise<readonly SdpComparison[]> {
  if (message.sdp === undefined || row.callId === undefined || !sessionMethods.has(row.method)) return [];
  const around = await source.messagesAround(row.callId, row.frame, mostBefore);
  const at = around.findIndex((one) => one.frame === row.frame && (one.index ?? 0) === (row.index ?? 0));
  const before = around.slice(0, Math.max(at, 0)).filter((one) => sessionMethods.has(one.method));
  const bytes = await source.bytesOf(before);
  const parsed = before.map((one, index) => ({ row: one, message: parseMessage(bytes[index] ?? new Uint8Array()) }));
  return compareLast([...parsed, { row, message }]);
}

/** Of messages in order, what the description of the last one says beside those before. */
function compareLast(
  messages: readonly { readonly row: MessageRow; readonly message: SipMessage }[],
): readonly SdpComparison[] {
  const sessions = new CallSessions();
  const described: Described[] = [];
  let last: Described | undefined;
  for (const { row, message } of messages) {
    const received = sessions.receive(row, message);
    const { sdp } = message;
    last = sdp === undefined ? undefined : { row, received, sdp };
    if (last !== undefined) described.push(last);
  }
  if (last?.received?.negotiation === undefined) return [];
  const now = last;
  const earlier = described.filter(
    (one) => one !== now && one.received?.negotiation === now.received?.negotiation && !isCopy(one, now),
  );
  const { role } = now.received?.told ?? {};
  const offer =
    role === 'answer' || role === 'preview'
      ? nearest(
          earlier.filter((one) => isOfferTo(one, now)),
          now,
        )
      : undefined;
  const previous = nearest(
    earlier.filter((one) => sideOf(one) === sideOf(now)),
    now,
  );
  return [
    ...(offer === undefined ? [] : [comparison(offer, now, 'offer')]),
    ...(previous === undefined ? [] : [comparison(previous, now, 'previous')]),
  ];
}

/** Whether it is the same message, sent again or seen on another hop. */
function isCopy({ row: one }: Described, { row: other }: Described): boolean {
  return (
    one.kind === other.kind && one.method === other.method && one.cseq === other.cseq && one.fromTag === other.fromTag
  );
}

function isOfferTo(one: Described, answer: Described): boolean {
  return one.received?.told.role === 'offer' && sideOf(one) !== sideOf(answer);
}

/** The tag of whoever sent it. */
function sideOf({ row }: Described): string {
  return (row.kind === 'request' ? row.fromTag : row.toTag) ?? '';
}

/** The last one between the same two endpoints, else the last: what an element between has rewritten is compared as it was seen there. */
function nearest(all: readonly Described[], now: Described): Described | undefined {
  return all.findLast((one) => wayOf(one) === wayOf(now)) ?? all.at(-1);
}

function wayOf({ row }: Described): string {
  return [senderOf(row), receiverOf(row)].toSorted().join(' ');
}

function comparison(before: Described, now: Described, as: SdpComparison['with']): SdpComparison {
  const { frame, index } = before.row;
  return {
    with: as,
    frame,
    ...(index === undefined ? {} : { index }),
    ...compareDescriptions(before.sdp, now.sdp, { as, shift: 0 }),
  };
}
