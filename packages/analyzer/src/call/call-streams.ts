import type { StreamRecord } from '../media/stream-record.ts';
import type { FaxFacts, StreamRow } from '../rows.ts';
import { type FaxTone, faxToneOf } from './call-fax.ts';
import { type Silence, silencesOf } from './dead-air.ts';

/** What is kept of a stream for its call. */
export type CallStream = {
  readonly number: number;
  readonly from: StreamRow['from'];
  /** Id. */
  readonly dialog: string | undefined;
  readonly isAudio: boolean;
  readonly isEncrypted: boolean;
  /** `192.0.2.1:4000`, where it comes from; and the address alone. */
  readonly source: string;
  readonly startedNs: number;
  readonly endedNs: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly packets: number;
  readonly lost: number;
  readonly expected: number;
  readonly mos: number | undefined;
  readonly codec: string | undefined;
  /** It is silent now and then by itself. */
  readonly hasPauses: boolean;
  readonly isDuringHold: boolean;
  readonly fax?: FaxFacts | undefined;
  /** The first of a fax machine in its sound, or as an event. */
  readonly faxTone?: FaxTone | undefined;
  /** Long ones, of which it says itself. */
  readonly silences: readonly Silence[];
  /** More is expected of it for now. */
  readonly isOpen: boolean;
  /** Number of the stream that it is a hop on of; -1 where it is none. */
  readonly relayOf: number;
  readonly dscp: number | undefined;
};

/** `source`: the endpoint of its flow. */
export function callStream(record: StreamRecord, ties: Pick<StreamRow, 'dialog' | 'from'>, source: string): CallStream {
  const { facts, protocol, kind, number, startedNs, endedNs, firstFrame, lastFrame, packets, state } = record;
  return {
    number,
    from: ties.from,
    dialog: ties.dialog,
    isAudio: kind === 'audio' || (kind === undefined && (protocol === 'RTP' || protocol === 'SRTP')),
    isEncrypted: protocol === 'SRTP',
    source,
    startedNs,
    endedNs,
    firstFrame,
    lastFrame,
    packets,
    lost: facts.lost ?? 0,
    expected: facts.expected ?? 0,
    mos: facts.mos,
    codec: facts.codec,
    hasPauses: (facts.pauses ?? 0) > 0,
    isDuringHold: facts.problems?.some(({ code }) => code === 'during-hold') === true,
    fax: facts.fax,
    faxTone: faxToneOf(facts),
    silences: silencesOf(facts),
    isOpen: state === 'begun',
    relayOf: record.relayOf,
    dscp: facts.dscp,
  };
}
