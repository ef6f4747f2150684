import type { StreamRow } from '../../rows/stream-row.ts';

/** What of a stream tells which recording it belongs to. */
export type AudioRow = Pick<
  StreamRow,
  | 'id'
  | 'protocol'
  | 'kind'
  | 'dialog'
  | 'from'
  | 'ssrc'
  | 'srcIp'
  | 'srcPort'
  | 'dstIp'
  | 'dstPort'
  | 'started'
  | 'ended'
  | 'firstFrame'
  | 'lastFrame'
  | 'packets'
  | 'codec'
  | 'clockHz'
  | 'codecChanges'
>;

type Side = 'left' | 'right';
export type StreamToHear = { readonly row: AudioRow; readonly side: Side };

/** One recording: what is said between two ends. */
export type AudioLeg = {
  readonly dialog?: string;
  readonly streams: readonly StreamToHear[];
};

/** Streams of one side that run beside each other for longer are the same voice at another place, or another's. */
const OVERLAP_MS = 1000;

type Leg = { readonly dialog: string | undefined; readonly streams: StreamToHear[] };

/**
 * The streams of a call as recordings, the longest first: each dialog has its own, and so has each hop where the media was captured more than once. A stream that follows another, after a
 * re-INVITE or with a new SSRC, goes on in the same.
 */
export function audioLegs(rows: readonly AudioRow[]): readonly AudioLeg[] {
  const legs: Leg[] = [];
  const audible = rows.filter(isAudible).toSorted((a, b) => a.firstFrame - b.firstFrame);
  for (const row of audible) {
    const ofDialog = legs.filter(({ dialog }) => dialog === row.dialog);
    const leg =
      ofDialog.find(({ streams }) => streams.some((one) => isPair(one.row, row))) ??
      ofDialog.find((one) => hasRoom(one, row) && one.streams.some((other) => isBetweenSameHosts(other.row, row))) ??
      ofDialog.find((one) => hasRoom(one, row));
    if (leg === undefined) legs.push({ dialog: row.dialog, streams: [{ row, side: sideOf(row, []) }] });
    else leg.streams.push({ row, side: sideOf(row, leg.streams) });
  }
  return legs
    .toSorted((a, b) => packetsOf(b) - packetsOf(a))
    .map(({ dialog, streams }) => ({ ...(dialog === undefined ? {} : { dialog }), streams }));
}

/** RTP that carries audio, or what may be audio. */
function isAudible({ protocol, kind, ssrc }: AudioRow): boolean {
  return (protocol === 'RTP' || protocol === 'SRTP') && ssrc !== undefined && (kind ?? 'audio') === 'audio';
}

function packetsOf({ streams }: Leg): number {
  return streams.reduce((sum, { row }) => sum + row.packets, 0);
}

function end(ip: string, port: number): string {
  return `${ip} ${port}`;
}

/** Between the same two addresses, in whichever direction. */
function isPair(a: AudioRow, b: AudioRow): boolean {
  const [from, to] = [end(a.srcIp, a.srcPort), end(a.dstIp, a.dstPort)];
  const [otherFrom, otherTo] = [end(b.srcIp, b.srcPort), end(b.dstIp, b.dstPort)];
  return (from === otherFrom && to === otherTo) || (from === otherTo && to === otherFrom);
}

function isBetweenSameHosts(a: AudioRow, b: AudioRow): boolean {
  return (a.srcIp === b.srcIp && a.dstIp === b.dstIp) || (a.srcIp === b.dstIp && a.dstIp === b.srcIp);
}

/** Whether nobody speaks on its side at the same time. */
function hasRoom({ streams }: Leg, row: AudioRow): boolean {
  const side = sideOf(row, streams);
  return streams.every((other) => other.side !== side || overlapMs(other.row, row) <= OVERLAP_MS);
}

function overlapMs(a: AudioRow, b: AudioRow): number {
  return Math.min(Date.parse(a.ended), Date.parse(b.ended)) - Math.max(Date.parse(a.started), Date.parse(b.started));
}

/** The caller is heard on the left; where nobody knows who that is, who spoke first. */
function sideOf(row: AudioRow, others: readonly StreamToHear[]): Side {
  if (row.from !== undefined) return row.from === 'caller' ? 'left' : 'right';
  for (const { row: other, side } of others) {
    if (row.srcIp === other.srcIp && row.srcPort === other.srcPort) return side;
    if (isPair(row, other)) return opposite(side);
  }
  for (const { row: other, side } of others) {
    if (row.srcIp === other.srcIp) return side;
    if (isBetweenSameHosts(row, other)) return opposite(side);
  }
  const [first] = others;
  return first === undefined ? 'left' : opposite(first.side);
}

function opposite(side: Side): Side {
  return side === 'left' ? 'right' : 'left';
}
