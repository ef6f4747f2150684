import type { FaxSignal } from '../../rows/fax-row.ts';
import { type IfpField, type IfpSyntax, readIfp, shownSyntax, type T30DataType, type T30Indicator } from './ifp.ts';
import { type LoggedImage, SignalLog } from './signal-log.ts';
import { demandedRate, readAbilities } from './t30-abilities.ts';
import { readT30Frame, reverseBits, stationNumber, type T30Frame } from './t30-signal.ts';
import type { IfpReceiver } from './udptl-order.ts';

/** T.30 frames are far shorter; what is longer is no signal. */
const maxFrameOctets = 260;

const tones: Partial<Record<T30Indicator, string>> = {
  cng: 'CNG',
  ced: 'CED',
  'v8-ansam': 'ANSam',
  'v8-signal': 'V.8',
  'v34-CC-retrain': 'V.34 retrain',
};

const stationSignals: ReadonlySet<string> = new Set(['CSI', 'TSI', 'CIG']);
const abilitySignals: ReadonlySet<string> = new Set(['DIS', 'DTC', 'DCS']);

/** What one side of a fax sends by T.38: its indicators, the frames of T.30 in V.21, and images. T.38 §7. */
export class FaxSide implements IfpReceiver {
  readonly log: SignalLog = new SignalLog();
  malformed = 0;
  badFrames = 0;
  syntax: IfpSyntax | undefined;
  /** Whether packets have shown the syntax. */
  #isShown = false;
  #frame = 0;
  #timeNs = 0;
  #isRecovered = false;
  #indicator: T30Indicator | undefined;
  readonly #octets = new Uint8Array(maxFrameOctets);
  #length = 0;
  #isDamaged = false;
  #image: LoggedImage | undefined;
  /** Trainings since the last DCS: data after the first is the training check. -1 before any DCS. */
  #trainings = -1;

  /** `syntax`: what the session description says of it; what packets show is stronger. */
  constructor(syntax?: IfpSyntax) {
    this.syntax = syntax;
  }

  at(timeNs: number, frame: number): void {
    this.#timeNs = timeNs;
    this.#frame = frame;
  }

  lose(): void {
    if (this.#length > 0) this.#isDamaged = true;
  }

  receive(bytes: Uint8Array, start: number, end: number, isRecovered: boolean): void {
    this.#isRecovered = isRecovered;
    const shown = shownSyntax(bytes, start, end);
    if (shown !== undefined) {
      this.syntax = shown;
      this.#isShown = true;
    }
    const packet = readIfp(bytes, start, end, this.syntax ?? '1998');
    // A parity may have zeros behind the packet.
    if (packet === undefined || (!packet.complete && !isRecovered)) this.malformed++;
    if (packet === undefined) return;
    if (packet.kind === 'indicator') this.#receiveIndicator(packet.indicator);
    else {
      this.#indicator = undefined;
      for (const field of packet.fields) this.#receiveField(packet.dataType, field, bytes);
    }
  }

  /** Said several times, so that one may be lost. */
  #receiveIndicator(indicator: T30Indicator): void {
    if (indicator === this.#indicator) return;
    this.#indicator = indicator;
    this.#endImage();
    const tone = tones[indicator];
    if (tone !== undefined) this.#add({ signal: tone });
    if (!indicator.endsWith('training')) return;
    if (this.#trainings >= 0) this.#trainings++;
    this.#add({ signal: 'training', ...rateOf(indicator) });
  }

  #receiveField(dataType: T30DataType, read: IfpField, bytes: Uint8Array): void {
    if (dataType === 'v8') return;
    const isControl = dataType === 'v21' || dataType === 'v34-CC-1200';
    const field = this.#asMeant(read);
    if (field.type === 'hdlc-data') {
      if (isControl) this.#addOctets(bytes, field);
      else this.#addImage(dataType, field, true);
    } else if (field.type === 't4-non-ecm-data' || field.type === 't4-non-ecm-sig-end') {
      if (field.start >= 0) this.#addImage(dataType, field, false);
    } else if (isControl && field.type.startsWith('hdlc-fcs')) this.#endFrame(field.type.startsWith('hdlc-fcs-OK'));
    if (!field.type.endsWith('sig-end')) return;
    this.#length = 0;
    this.#isDamaged = false;
    this.#endImage();
  }

  /**
   * A frame does not end without a word on its check sequence, as it would if the end of frames in 2002 were read by 1998. Some say nothing else that would
   * tell the syntax.
   */
  #asMeant(field: IfpField): IfpField {
    const isMisread = !this.#isShown && field.type === 'hdlc-sig-end' && this.#length > 2;
    if (!isMisread) return field;
    this.syntax = '2002';
    this.#isShown = true;
    return { ...field, type: 'hdlc-fcs-OK' };
  }

  #addOctets(bytes: Uint8Array, { start, end }: IfpField): void {
    this.#endImage();
    for (let at = start; at < end; at++) {
      if (this.#length === maxFrameOctets) {
        this.#isDamaged = true;
        return;
      }
      this.#octets[this.#length++] = bytes[at]!;
    }
  }

  #endFrame(isGood: boolean): void {
    const octets = this.#octets.subarray(0, this.#length);
    const isDamaged = this.#isDamaged || !isGood;
    this.#length = 0;
    this.#isDamaged = false;
    if (octets.length === 0) return;
    const frame = isDamaged ? undefined : readT30Frame(octets);
    if (frame === undefined) this.badFrames++;
    else this.#addFrame(frame);
  }

  #addFrame(frame: T30Frame): void {
    const { signal } = frame;
    if (signal === 'DCS') this.#trainings = 0;
    this.#add({ signal, ...frameFacts(frame) });
  }

  #addImage(dataType: T30DataType, { start, end }: IfpField, ecm: boolean): void {
    const octets = end - start;
    if (this.#image === undefined) {
      const signal = !ecm && this.#trainings === 1 ? 'TCF' : 'image';
      const from = { timeNs: this.#timeNs, frame: this.#frame, endedNs: this.#timeNs };
      this.#image = { ...from, signal, ...rateOf(dataType), bytes: 0, ...(ecm && { ecm }) };
      this.log.add(this.#image);
    }
    this.#image.bytes += octets;
    this.#image.endedNs = this.#timeNs;
  }

  #endImage(): void {
    if (this.#image === undefined) return;
    this.#image.endedNs = Math.max(this.#image.endedNs, this.#timeNs);
    this.#image = undefined;
  }

  #add(signal: Omit<FaxSignal, 'time' | 'frame' | 'ended' | 'bytes'>): void {
    this.log.add({
      timeNs: this.#timeNs,
      frame: this.#frame,
      ...signal,
      ...(this.#isRecovered && { recovered: true as const }),
    });
  }
}

function frameFacts({ signal, information }: T30Frame): Partial<FaxSignal> {
  if (stationSignals.has(signal)) {
    const station = stationNumber(information);
    return station === undefined ? {} : { station };
  }
  if (abilitySignals.has(signal)) {
    const abilities = readAbilities(information, signal === 'DCS');
    const rate = signal === 'DCS' ? demandedRate(information) : undefined;
    return { ...rate, ...(abilities && { abilities }) };
  }
  if (!signal.startsWith('PPS') || information.length < 2) return {};
  return { page: reverseBits(information[0]!), block: reverseBits(information[1]!) };
}

/** `v17-14400-long-training` is V.17 at 14400 bit/s. */
function rateOf(name: T30Indicator | T30DataType): { modulation: string; bitRate: number } | undefined {
  const [modem, rate] = name.split('-');
  const bitRate = Number(rate);
  if (modem === undefined || !Number.isFinite(bitRate)) return undefined;
  return { modulation: modem === 'v27' ? 'V.27ter' : `V.${modem.slice(1)}`, bitRate };
}
