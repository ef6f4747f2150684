import { maskedKeys } from '../call/masked-keys.ts';
import type { SessionSide } from '../rows.ts';
import type { Leg } from './story-leg.ts';
import { cut } from './names.ts';
import { statusText } from './setup.ts';
import { addFrame, type Chapter, type StoryLog, type StoryMessage, type Told } from './story-log.ts';

/** Key presses within so long are one event. */
const dtmfGapNs = 10e9;
/** Keys of one event that are written. */
const mostKeys = 64;

type Keys = { readonly told: Told; readonly side: SessionSide; keys: string; count: number; lastNs: number };

/** What is sent in the call besides: key presses, other INFO, messages. */
export class InDialog implements Chapter {
  readonly #maskDigits: boolean;
  readonly #keys = new Map<Leg, Keys>();
  /** Other INFO, by leg, side and media type. */
  readonly #others = new Map<string, { readonly told: Told; count: number }>();

  constructor(maskDigits = false) {
    this.#maskDigits = maskDigits;
  }

  receive(message: StoryMessage, log: StoryLog): void {
    const { method, status, isFirst, leg, row } = message;
    if (!isFirst) return;
    if (method === 'INFO' && status === 0) this.#receiveInfo(message, log);
    else if (method === 'INFO' && status >= 300)
      log.tell('info', message, `${leg.names[message.side]} refuses the INFO: ${statusText(message)}.`);
    else if (method === 'MESSAGE' && status === 0) this.#receiveText(message, log);
    else if (method === 'MESSAGE' && status >= 300 && row.toTag !== undefined)
      log.tell('message', message, `${leg.names[message.side]} refuses the message: ${statusText(message)}.`);
  }

  #receiveInfo(message: StoryMessage, log: StoryLog): void {
    const { leg, side, parsed, row } = message;
    const value = parsed.body?.value;
    if (value?.kind === 'dtmf' && value.signal !== undefined) {
      this.#press(message, this.#maskDigits ? maskedKeys(value.signal) : value.signal, log);
      return;
    }
    const type = row.bodyType ?? parsed.get('Info-Package')?.value ?? 'no body';
    const what = /media_control/i.test(type) ? 'asks for a new picture' : 'sends INFO';
    const key = `${leg.number} ${side} ${type}`;
    const known = this.#others.get(key);
    if (known === undefined) {
      const told = log.tell('info', message, `${leg.names[side]} ${what} (${cut(type)}).`);
      this.#others.set(key, { told, count: 1 });
    } else {
      known.count++;
      known.told.text = `${leg.names[side]} ${what} (${cut(type)}), ${known.count} times.`;
      addFrame(known.told, row.frame);
    }
  }

  #press(message: StoryMessage, signal: string, log: StoryLog): void {
    const { leg, side, timeNs, row } = message;
    const name = signal.length > 1 && !/^[0-9*#A-Dx]+$/.test(signal) ? ` ${signal} ` : signal;
    const known = this.#keys.get(leg);
    if (known === undefined || known.side !== side || timeNs - known.lastNs > dtmfGapNs) {
      const told = log.tell('dtmf', message, '');
      this.#keys.set(leg, { told, side, keys: name, count: 1, lastNs: timeNs });
    } else {
      if (known.count < mostKeys) known.keys += name;
      known.count++;
      known.lastNs = timeNs;
      addFrame(known.told, row.frame);
    }
    const keys = this.#keys.get(leg);
    if (keys === undefined) return;
    const more = keys.count > mostKeys ? ` … (${keys.count} keys)` : '';
    keys.told.text = `${leg.names[side]} presses ${keys.keys.trim()}${more} (INFO).`;
  }

  #receiveText(message: StoryMessage, log: StoryLog): void {
    const { leg, side, parsed, row } = message;
    const value = parsed.body?.value;
    const said = value?.kind === 'text' ? `: “${cut(value.text.trim())}”` : ` (${cut(row.bodyType ?? 'no body')})`;
    log.tell('message', message, `${leg.names[side]} sends a message${said}.`);
  }
}
