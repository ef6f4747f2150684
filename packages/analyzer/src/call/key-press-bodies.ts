import type { Body } from '@sipscope/parser';
import type { CapturedMessage } from '../message/captured-message.ts';
import { method } from '../message/method.ts';
import { keyOfEvent } from '../media/payload/telephone-event-table.ts';
import { BytePattern } from '../transport/byte-pattern.ts';
import type { KeyPress } from './key-press.ts';

/** Keys that one message tells at most. */
const maxKeys = 64;
/** Of text that is looked at. */
const maxCharacters = 4096;

/** What a message says of keys. `isEnd`: of a key that it, or one before, has told to be pressed. */
export type ToldKeys = Pick<KeyPress, 'digits' | 'durationMs' | 'source'> & { readonly isEnd?: boolean };

const kpml = new BytePattern('kpml');
const telephoneEvent = new BytePattern('telephone-event');

/** Whether a message may tell of keys, or ask for them: any INFO with a body, and few other requests. */
export function mayTellKeys(message: CapturedMessage): boolean {
  if (message.method === method.info) return true;
  return message.hasBytes(kpml) || (message.method === method.notify && message.hasBytes(telephoneEvent));
}

/** The keys that an INFO or NOTIFY tells; undefined where it tells none. */
export function toldKeys(message: CapturedMessage): ToldKeys | undefined {
  const { body } = message.parsed();
  if (body === undefined) return undefined;
  for (const one of [body, ...body.parts]) {
    const told = message.method === method.info ? keysOfInfo(one, message) : keysOfNotify(one);
    if (told !== undefined) return told;
  }
  return undefined;
}

function keysOfInfo(body: Body, message: CapturedMessage): ToldKeys | undefined {
  const { value, mediaType } = body;
  if (value.kind === 'dtmf') {
    const { signal, durationMs } = value;
    return signal === undefined ? undefined : { digits: signal.slice(0, maxKeys), durationMs, source: 'info' };
  }
  if (mediaType === 'audio/telephone-event') return keysOfEvent(body, 'info');
  const text = textOf(body);
  // d= has the keys (as Nortel and Asterisk write it).
  if (mediaType === 'application/vnd.nortelnetworks.digits')
    return keysOfText(/^[ \t]*d[ \t]*=[ \t]*([^\r\n]*)/im.exec(text)?.[1] ?? '', 'info');
  // A key alone; other text is none.
  const isAlone = mediaType === 'text/plain' || mediaType === '';
  const isOfPackage = message.parsed().get('Info-Package')?.value.trim().toLowerCase().startsWith('dtmf') === true;
  return (isAlone && text.trim().length === 1) || isOfPackage ? keysOfText(text, 'info') : undefined;
}

function keysOfNotify(body: Body): ToldKeys | undefined {
  if (body.mediaType === 'audio/telephone-event') return keysOfEvent(body, 'notify');
  if (body.mediaType !== 'application/kpml-response+xml') return undefined;
  // An attribute of the only element there is (RFC 4730 §5.2): the reader of XML is not loaded for it.
  const [, digits = ''] = /\sdigits[ \t\r\n]*=[ \t\r\n]*["']([^"'<]*)["']/.exec(textOf(body)) ?? [];
  return keysOfText(digits, 'kpml');
}

/** The block of RFC 4733 in a message, as Cisco has it: its duration is in milliseconds. */
function keysOfEvent({ content }: Body, source: 'info' | 'notify'): ToldKeys | undefined {
  if (content.length !== 4)
    return content.length <= 2 ? keysOfText(String.fromCharCode(...content), source) : undefined;
  const key = keyOfEvent(content[0]!);
  if (key === undefined) return undefined;
  const duration = (content[2]! << 8) | content[3]!;
  const isEnd = (content[1]! & 0x80) !== 0;
  return { digits: key, durationMs: duration === 0 ? undefined : duration, source, isEnd };
}

function keysOfText(text: string, source: KeyPress['source']): ToldKeys | undefined {
  const keys = text.trim().toUpperCase();
  if (keys === 'R' || keys === 'FLASH') return { digits: 'flash', durationMs: undefined, source };
  const digits = keys.slice(0, maxKeys);
  return /^[0-9*#A-D]+$/.test(digits) ? { digits, durationMs: undefined, source } : undefined;
}

function textOf({ text }: Body): string {
  return text.slice(0, maxCharacters);
}
