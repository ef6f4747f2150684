import type { StreamProblemRow } from '../rows/stream-problem.ts';
import type { FlowMedia } from './flow-media.ts';
import type { FlowTie } from './flow-tie.ts';
import type { FormatUse } from './format-use.ts';
import type { TimeText } from './payload/payload-reader.ts';
import type { RtpPacket } from './rtp-packet.ts';
import type { Related } from './ssrc-index.ts';

/** Packets that came while their receiver wanted none. */
export class UnwantedPackets {
  packets = 0;
  firstNs = 0;
  lastNs = 0;
  firstFrame = 0;
  lastFrame = 0;

  receive({ timeNs, frame }: RtpPacket): void {
    if (this.packets++ === 0) {
      this.firstNs = timeNs;
      this.firstFrame = frame;
    }
    this.lastNs = timeNs;
    this.lastFrame = frame;
  }
}

type Judged = {
  readonly flow: FlowMedia;
  readonly related: Related | undefined;
  readonly startedNs: number;
  readonly firstFrame: number;
};

type Seen = {
  readonly uses: readonly FormatUse[];
  readonly unwanted: UnwantedPackets | undefined;
  readonly time: TimeText;
};

/** A packet or two may be under way when what is agreed on changes, or be made up on the way. */
const fewestUnwanted = 5;

/** Where a stream is not as its receiver has asked for it. */
export function agreementProblems(judged: Judged, { uses, unwanted, time }: Seen): StreamProblemRow[] {
  const problems: StreamProblemRow[] = [];
  const address = addressProblem(judged.flow, judged.firstFrame);
  const source = sourceProblem(judged);
  if (source !== undefined) problems.push(source);
  if (address !== undefined) problems.push(address);
  for (const use of uses) if (use.isNegotiated === false && problems.length < 16) problems.push(formatProblem(use));
  if (unwanted !== undefined && unwanted.packets >= fewestUnwanted) problems.push(holdProblem(unwanted, time));
  return problems;
}

/** Both send for so long at once: else one may have gone on as the other. */
const overlapNs = 1e9;

/** RFC 3550 §8.2. */
function sourceProblem({ related, startedNs, firstFrame }: Judged): StreamProblemRow | undefined {
  if (related === undefined || related.other.lastNs < startedNs + overlapNs) return undefined;
  const frames = [related.other.firstFrame, firstFrame];
  switch (related.kind) {
    case 'collision':
      return { code: 'ssrc-collision', text: 'The other side sends with the same SSRC.', frames };
    case 'loop':
      return {
        code: 'ssrc-loop',
        text: 'The other side sends with the same SSRC, sequence numbers and timestamps: packets come back, or both play one recording.',
        frames,
      };
    default:
      return undefined;
  }
}

/** An end of a stream that is not where it was named: which, where it is, where it was said to be, and by which message. */
export type Elsewhere = {
  readonly end: 'source' | 'destination';
  readonly seen: string;
  readonly named: string;
  readonly frame: number;
};

export function elsewhereOf({ tie, source, destination }: FlowMedia): Elsewhere | undefined {
  if (tie === undefined) return undefined;
  const asked = tie.by === 'destination' ? undefined : placeOf(tie.receiver);
  if (asked !== undefined)
    return { end: 'destination', seen: destination.endpoint, named: asked.endpoint, frame: asked.frame };
  const expected = tie.by === 'destination' && tie.sent.length === 0 ? placeOf(tie.sender) : undefined;
  if (expected === undefined) return undefined;
  return { end: 'source', seen: source.endpoint, named: expected.endpoint, frame: expected.frame };
}

function addressProblem(flow: FlowMedia, firstFrame: number): StreamProblemRow | undefined {
  const elsewhere = elsewhereOf(flow);
  if (elsewhere === undefined) return undefined;
  const { end, seen, named, frame } = elsewhere;
  const text =
    end === 'destination'
      ? `Goes to ${seen}, where ${named} was asked for.`
      : `Comes from ${seen}, where its sender has named ${named}.`;
  return { code: 'other-address', text, frames: [frame, firstFrame] };
}

/** Where a party wants media, as it has said last; undefined where it has named several places, or none. */
function placeOf(party: FlowTie['sender']): { readonly endpoint: string; readonly frame: number } | undefined {
  const described = party?.current.at(-1) ?? party?.offered.at(-1);
  if (described === undefined || party === undefined || party.current.length > 1) return undefined;
  const places = described.places.filter(({ isRtcp }) => !isRtcp);
  return places.length === 1 ? { endpoint: places[0]!.endpoint, frame: described.frame } : undefined;
}

function formatProblem({ payloadType, packets, firstFrame, format }: FormatUse): StreamProblemRow {
  const name = format === undefined ? '' : ` (${format.name})`;
  return {
    code: 'wrong-payload-type',
    text: `${packets} packets have payload type ${payloadType}${name}, which their receiver has not named.`,
    frames: [firstFrame],
  };
}

function holdProblem(
  { packets, firstNs, lastNs, firstFrame, lastFrame }: UnwantedPackets,
  time: TimeText,
): StreamProblemRow {
  return {
    code: 'during-hold',
    text: `${packets} packets came while their receiver wanted none.`,
    from: time(firstNs),
    to: time(lastNs),
    frames: [firstFrame, lastFrame],
  };
}
