import type { StreamFacts } from '../../rows/stream-row.ts';
import type { StreamDtmfRow, TelephoneEventRow } from '../../rows/dtmf-row.ts';
import type { TimeText } from './payload-reader.ts';
import { type EventConduct, FaultCount } from './event-conduct.ts';
import { keyOfEvent, nameOfEvent } from './telephone-event-table.ts';

/** Events of one stream beyond these are counted, and not told. */
const maxEvents = 1000;
/** Events that a late or repeated packet may still be about. */
const maxRecent = 8;
/** What one packet can tell at most (RFC 4733 §2.3.5). */
const longestSegment = 0xffff;
/** A segment that is as long as can be told, and as some senders make it. */
const fullSegment = 0xf000;
const shortSegment = 0x3000;
/** A first packet that tells more than this was not the first: updates are recommended every 50 ms (RFC 4733 §2.5.1.2). */
const firstReportMs = 100;

/** What one packet says of an event. */
export type EventReport = {
  readonly event: number;
  readonly isEnd: boolean;
  readonly volume: number;
  /** In units of the clock, of the segment that begins at `timestamp`. */
  readonly duration: number;
  readonly timestamp: number;
  readonly sequence: number;
  readonly marker: boolean;
  readonly timeNs: number;
  readonly frame: number;
};

type LoggedEvent = {
  readonly event: number;
  readonly beginNs: number;
  readonly firstFrame: number;
  readonly volume: number;
  readonly isBeginLost: boolean;
  /** Of its latest segment. */
  timestamp: number;
  duration: number;
  /** The one before, of which packets may come late. */
  timestampBefore: number;
  /** Of the segments that are over. */
  durationBefore: number;
  lastSequence: number;
  lastFrame: number;
  endFrame: number;
  endPackets: number;
};

/** Puts the reports of events together: each event is told by several packets, with one timestamp, and by others where it lasts long (RFC 4733 §2.5). */
export class EventLog {
  readonly #clockHz: number;
  readonly #events: LoggedEvent[] = [];
  #recent: LoggedEvent[] = [];
  #more = 0;
  readonly #unmarked = new FaultCount();
  readonly #marked = new FaultCount();
  readonly #moved = new FaultCount();
  readonly #shrunk = new FaultCount();

  constructor(clockHz: number) {
    this.#clockHz = clockHz;
  }

  get size(): number {
    return this.#events.length + this.#more;
  }

  receive(report: EventReport): void {
    for (const logged of this.#recent) {
      if (logged.event !== report.event) continue;
      if (logged.timestamp === report.timestamp) {
        this.#judge(logged, report);
        return update(logged, report);
      }
      // A packet of a segment that is over.
      if (logged.timestampBefore === report.timestamp) return;
    }
    const last = this.#recent[0];
    if (last !== undefined && goesOn(last, report)) this.#continue(last, report);
    else this.#begin(report);
  }

  conduct(): EventConduct {
    return {
      events: this.size,
      unmarked: this.#unmarked.fault,
      marked: this.#marked.fault,
      moved: this.#moved.fault,
      shrunk: this.#shrunk.fault,
    };
  }

  /** A further packet of an event. */
  #judge(logged: LoggedEvent, { marker, sequence, duration, frame }: EventReport): void {
    // What comes late or again says nothing.
    if (((sequence - logged.lastSequence) & 0xffff) !== 1) return;
    if (marker) this.#marked.add(frame);
    if (duration < logged.duration) this.#shrunk.add(frame);
  }

  /** `heuristic`: no description told of events. */
  facts(time: TimeText, heuristic = false): Partial<StreamFacts> {
    const dtmf: StreamDtmfRow[] = [];
    const events: TelephoneEventRow[] = [];
    for (const logged of this.#events) {
      const digit = keyOfEvent(logged.event);
      const common = this.#row(logged, time, heuristic);
      if (digit === undefined) events.push({ event: logged.event, name: nameOfEvent(logged.event), ...common });
      else dtmf.push({ digit, source: 'rtp-event', ...common });
    }
    return {
      ...(dtmf.length === 0 ? {} : { dtmf }),
      ...(events.length === 0 ? {} : { events }),
      ...(this.#more === 0 ? {} : { moreEvents: this.#more }),
    };
  }

  #row(logged: LoggedEvent, time: TimeText, heuristic: boolean): Omit<StreamDtmfRow, 'digit' | 'source'> {
    const { beginNs, volume, isBeginLost, endPackets, firstFrame, endFrame, lastFrame } = logged;
    const duration = logged.durationBefore + logged.duration;
    const lost = [...(isBeginLost ? (['begin'] as const) : []), ...(endPackets === 0 ? (['end'] as const) : [])];
    const endedBy = endFrame < 0 ? lastFrame : endFrame;
    return {
      time: time(beginNs),
      ...(duration === 0 ? {} : { durationMs: Math.round((duration * 1e6) / this.#clockHz) / 1e3 }),
      ...(volume === 0 ? {} : { levelDbm0: -volume }),
      ...(endPackets === 0 ? {} : { endPackets }),
      ...(lost.length === 0 ? {} : { lost }),
      ...(heuristic ? { heuristic } : {}),
      frames: endedBy === firstFrame ? [firstFrame] : [firstFrame, endedBy],
    };
  }

  #continue(last: LoggedEvent, report: EventReport): void {
    const onwards = (report.timestamp - last.timestamp) >>> 0;
    // A segment is over when no packet can tell of more.
    // Among redundant blocks a segment is shorter (RFC 4733 §2.5.1.3.1).
    const isSegment = onwards === last.duration && onwards >= shortSegment;
    if (onwards < fullSegment && !isSegment) this.#moved.add(report.frame);
    // Of a sender that moves the timestamp on, each packet may tell the whole duration all the same.
    if (report.duration <= last.duration) last.durationBefore += (report.timestamp - last.timestamp) >>> 0;
    last.timestampBefore = last.timestamp;
    last.timestamp = report.timestamp;
    last.duration = 0;
    update(last, report);
  }

  #begin(report: EventReport): void {
    const { event, volume, timestamp, sequence, timeNs, frame, duration, marker } = report;
    const lastedMs = (duration * 1e3) / this.#clockHz;
    const logged: LoggedEvent = {
      event,
      beginNs: Math.round(timeNs - lastedMs * 1e6),
      firstFrame: frame,
      volume,
      isBeginLost: !marker && lastedMs > firstReportMs,
      timestamp,
      duration: 0,
      timestampBefore: -1,
      durationBefore: 0,
      lastSequence: sequence,
      lastFrame: frame,
      endFrame: -1,
      endPackets: 0,
    };
    if (!marker) this.#unmarked.add(frame);
    update(logged, report);
    this.#recent = [logged, ...this.#recent.slice(0, maxRecent - 1)];
    if (this.#events.length < maxEvents) this.#events.push(logged);
    else this.#more++;
  }
}

function update(logged: LoggedEvent, { duration, isEnd, sequence, frame }: EventReport): void {
  if (duration > logged.duration) logged.duration = duration;
  logged.lastSequence = sequence;
  logged.lastFrame = frame;
  if (!isEnd) return;
  if (logged.endFrame < 0) logged.endFrame = frame;
  logged.endPackets++;
}

/**
 * Whether a report with a timestamp of its own is about the same event: it lasted longer than one packet can tell and the next segment begins where the one
 * before ended (RFC 4733 §2.5.1.3), or the sender moves the timestamp on in every packet, as it must not: then packets follow each other without any between.
 */
function goesOn(last: LoggedEvent, { event, marker, timestamp, sequence }: EventReport): boolean {
  if (event !== last.event || marker || last.endPackets > 0) return false;
  const onwards = (timestamp - last.timestamp) >>> 0;
  if (onwards === longestSegment || (onwards === last.duration && onwards > 0)) return true;
  return ((sequence - last.lastSequence) & 0xffff) === 1 && onwards <= longestSegment;
}
