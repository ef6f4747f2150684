import { diagnosticTable, parseMessage, type SipMessage } from '@sipscope/parser';
import { LadderNames } from './ladder-names.ts';
import { OfferAnswer } from './offer-answer.ts';
import type { CallRow, Ladder, LadderArrow, LadderSdp, MessageRow } from '../rows.ts';

/** A message of the call with its text. */
export type LadderMessage = {
  readonly row: MessageRow;
  /** Which message of its packet. */
  readonly index: number;
  readonly bytes: Uint8Array;
};

/** The call as it is drawn. `messages`: of all its legs, in order, as `messagesOfCall` gives them. */
export function buildLadder(call: CallRow, messages: readonly LadderMessage[]): Ladder {
  const lanes = new LaneTable();
  const names = new LadderNames();
  const offerAnswer = new OfferAnswer();
  const arrows: LadderArrow[] = [];
  const startedMs = messages[0] === undefined ? 0 : preciseMs(messages[0].row.time);
  let previousMs = startedMs;
  for (const { row, index, bytes } of messages) {
    const parsed = parseMessage(bytes);
    const from = lanes.lane(endpoint(row.srcIp, row.srcPort));
    const to = lanes.lane(endpoint(row.dstIp, row.dstPort));
    lanes.count(from);
    if (to !== from) lanes.count(to);
    names.receive(row, parsed, from, to);
    const atMs = preciseMs(row.time);
    arrows.push({
      ...arrowOf(row, parsed, offerAnswer),
      from,
      to,
      ...(index === 0 ? {} : { index }),
      sinceStartMs: roundMs(atMs - startedMs),
      deltaMs: roundMs(atMs - previousMs),
    });
    previousMs = atMs;
  }
  return { call: call.id, started: call.started, lanes: lanes.list((lane) => names.nameOf(lane)), arrows };
}

type ArrowText = Omit<LadderArrow, 'from' | 'to' | 'index' | 'sinceStartMs' | 'deltaMs'>;

function arrowOf(row: MessageRow, parsed: SipMessage, offerAnswer: OfferAnswer): ArrowText {
  const method = row.method ?? '';
  const sdp = sdpOf(parsed, offerAnswer.receive(row, parsed));
  const problems = problemsOf(parsed);
  return {
    frame: row.frame,
    time: row.time,
    kind: row.kind,
    method,
    ...(row.status === undefined ? {} : { status: row.status }),
    label: row.status === undefined ? method : [row.status, row.reason].filter((part) => part !== undefined).join(' '),
    transport: row.transport,
    ...(row.cseq === undefined ? {} : { cseq: row.cseq }),
    ...(row.callId === undefined ? {} : { callId: row.callId }),
    ...(row.retransmission === true ? { retransmission: true as const } : {}),
    ...(row.duplicate === true ? { duplicate: true as const } : {}),
    ...(sdp === undefined ? {} : { sdp }),
    ...(row.transaction === undefined ? {} : { transaction: row.transaction }),
    ...(row.dialog === undefined ? {} : { dialog: row.dialog }),
    ...(problems.length === 0 ? {} : { problems }),
  };
}

/** The codes of its errors and warnings: remarks, such as `lr=on`, are no reason to look at a message. */
function problemsOf({ bytes, diagnostics }: SipMessage): readonly string[] {
  // Its text could not be kept: see `MessageLimits`.
  if (bytes.length === 0) return [];
  const codes = new Set(diagnostics.map(({ code }) => code));
  return [...codes].filter((code) => diagnosticTable[code].severity !== 'info');
}

function sdpOf({ sdp }: SipMessage, role: LadderSdp['role']): LadderSdp | undefined {
  if (sdp === undefined) return undefined;
  return {
    ...(role === undefined ? {} : { role }),
    media: sdp.media.map(({ kind, port, connection, direction, codecs }) => ({
      kind,
      direction,
      codecs,
      ...(port === undefined ? {} : { port }),
      ...(connection === undefined ? {} : { address: connection.address }),
    })),
  };
}

/** A lane for each endpoint, in order of appearance. */
class LaneTable {
  readonly #lanes = new Map<string, number>();
  readonly #messages: number[] = [];

  lane(address: string): number {
    let lane = this.#lanes.get(address);
    if (lane === undefined) {
      lane = this.#lanes.size;
      this.#lanes.set(address, lane);
      this.#messages.push(0);
    }
    return lane;
  }

  count(lane: number): void {
    this.#messages[lane] = (this.#messages[lane] ?? 0) + 1;
  }

  list(nameOf: (lane: number) => string | undefined): Ladder['lanes'] {
    return [...this.#lanes].map(([address, lane]) => {
      const name = nameOf(lane);
      return {
        id: `l${lane + 1}`,
        address,
        ...(name === undefined ? {} : { name }),
        messages: this.#messages[lane] ?? 0,
      };
    });
  }
}

function endpoint(ip: string, port: number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

/** `Date` knows milliseconds only: the digits after them are added from the text. */
function preciseMs(time: string): number {
  const decimals = time.slice(20, -1);
  return Date.parse(`${time.slice(0, 19)}Z`) + (decimals === '' ? 0 : Number(`0.${decimals}`) * 1000);
}

/** To the microsecond, which is what sums of decimals keep. */
function roundMs(durationMs: number): number {
  return Math.round(durationMs * 1000) / 1000;
}
