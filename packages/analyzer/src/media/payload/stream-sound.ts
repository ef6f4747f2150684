import type { StreamDtmfRow } from '../../rows/dtmf-row.ts';
import type { StreamFacts } from '../../rows/stream-row.ts';
import { dbm0AtOverload } from '../tones/tone-block.ts';
import { ToneMeter } from '../tones/tone-meter.ts';
import { decibels, LevelMeter } from './level-meter.ts';
import type { TimeText } from './payload-reader.ts';

/** What is heard in one stream, whatever codecs it has in turn. */
export class StreamSound {
  /** Whether it is agreed on that keys are told as events (RFC 4733), so that none need be looked for in the sound. */
  hasEvents = false;
  readonly #addLevel: (timeNs: number, dBov: number) => void;
  #levels: LevelMeter | undefined = undefined;
  #tones: ToneMeter | undefined = undefined;
  #tonesHz = 0;

  /** `addLevel` takes how loud each packet is, in dBov. */
  constructor(addLevel: (timeNs: number, dBov: number) => void) {
    this.#addLevel = addLevel;
  }

  /** Where the level of packets is told: by the first who can tell it, for the whole stream. */
  levels(by: 'samples' | 'header'): LevelMeter {
    return (this.#levels ??= new LevelMeter(by));
  }

  /** A packet whose sound has that mean power, 1 being that of 0 dBov. */
  measure(levels: LevelMeter, power: number, timeNs: number, frame: number): void {
    const dBov = decibels(power);
    levels.receive(dBov, power, timeNs, frame);
    this.#addLevel(timeNs, dBov);
  }

  /** What listens for tones at that clock rate; one stream has one. */
  tones(clockHz: number): ToneMeter | undefined {
    if (this.#tones === undefined) {
      this.#tones = new ToneMeter(clockHz);
      this.#tonesHz = clockHz;
    }
    return this.#tonesHz === clockHz ? this.#tones : undefined;
  }

  /** Whether the samples themselves tell how loud it is. */
  get measuresSamples(): boolean {
    return this.#levels?.by === 'samples';
  }

  /** A packet of another codec says itself how loud it is: see `headerLevel`. */
  receiveHeader(level: number, timeNs: number, frame: number): void {
    const levels = this.levels('header');
    levels.speech(level > 0x7f);
    this.measure(levels, 10 ** (-(level & 0x7f) / 10), timeNs, frame);
  }

  facts(time: TimeText): Partial<StreamFacts> {
    const silentFrames = this.#levels?.silentFrames;
    const level = this.#levels?.row(time);
    const tones = this.#tones?.tones(time);
    const dtmf = this.#tones?.keys.map((key) => keyRow(key, time)) ?? [];
    const more = (tones?.more ?? 0) + (this.#tones?.moreKeys ?? 0);
    return {
      ...(level === undefined ? {} : { level }),
      ...(silentFrames === undefined
        ? {}
        : { problems: [{ code: 'silent', text: 'Nothing but silence was sent.', frames: silentFrames }] as const }),
      ...(tones === undefined || tones.tones.length === 0 ? {} : { tones: tones.tones }),
      ...(dtmf.length === 0 ? {} : { dtmf }),
      ...(more === 0 ? {} : { moreEvents: more }),
    };
  }
}

function keyRow({ key, begin, end, durationMs, power }: ToneMeter['keys'][number], time: TimeText): StreamDtmfRow {
  return {
    digit: key,
    time: time(begin.timeNs),
    durationMs,
    source: 'in-band',
    levelDbm0: Math.round(decibels(power) + dbm0AtOverload),
    frames: begin.frame === end.frame ? [begin.frame] : [begin.frame, end.frame],
  };
}
