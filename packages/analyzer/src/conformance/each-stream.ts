import type { JudgedStream, MediaCase, MediaFault } from './media-case.ts';
import type { Guard, MediaOutcome } from './rule.ts';

type StreamOutcome = undefined | 'kept' | Guard | MediaFault;

/** What a rule says of each stream taken together: all faults; else whether one is kept; else why nothing can be said. */
export function eachStream(
  { streams }: Pick<MediaCase, 'streams'>,
  judge: (stream: JudgedStream) => StreamOutcome,
): MediaOutcome {
  const faults: MediaFault[] = [];
  let isKept = false;
  let guard: Guard | undefined;
  for (const stream of streams) {
    const outcome = judge(stream);
    if (outcome === undefined) continue;
    if (outcome === 'kept') isKept = true;
    else if (typeof outcome === 'string') guard ??= outcome;
    else faults.push(outcome);
  }
  if (faults.length > 0) return faults;
  return isKept ? 'kept' : guard;
}

/** `frames`: other packets that prove it. */
export function faultOf(stream: JudgedStream, seen: string, frames: readonly number[] = []): MediaFault {
  return { seen, stream, timeNs: stream.record.startedNs, frames: [stream.record.firstFrame, ...frames] };
}

/** RTP or SRTP of which packets were captured. */
export function isRtp({ record: { protocol, packets } }: JudgedStream): boolean {
  return packets > 0 && (protocol === 'RTP' || protocol === 'SRTP');
}

export function isAudio(stream: JudgedStream): boolean {
  return isRtp(stream) && stream.record.kind === 'audio';
}

/** `The audio of the caller (PCMU, 192.0.2.1:4000 to 192.0.2.2:6000)`. */
export function nameOf({ record: { kind, facts, ssrc }, from, source, destination }: JudgedStream): string {
  const what = kind ?? 'media';
  const codec = facts.codec === undefined ? `SSRC ${ssrc.toString(16).padStart(8, '0')}` : facts.codec;
  return `${from === undefined ? `${what[0]!.toUpperCase()}${what.slice(1)}` : `The ${what} of the ${from}`} (${codec}, ${source} to ${destination})`;
}

/** The same within a sentence. */
export function inSentence(stream: JudgedStream): string {
  const name = nameOf(stream);
  return `${name[0]!.toLowerCase()}${name.slice(1)}`;
}

/** Nanoseconds that it lasted. */
export function lastedNs({ record: { startedNs, endedNs } }: JudgedStream): number {
  return endedNs - startedNs;
}

/** Whether nothing else than one payload type was in it, and no packet but of its codec. */
export function isPure({ record: { facts } }: JudgedStream): boolean {
  return facts.payloadTypes?.length === 1 && facts.comfortNoise === undefined && facts.redundancy === undefined;
}
