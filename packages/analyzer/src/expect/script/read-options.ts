import type { Options, Transport } from './script.ts';
import type { Line } from './read-words.ts';
import { wordsOf } from './read-words.ts';
import { octetsText } from './wire-bytes.ts';

/** Words that are yet to be read. */
export class Words {
  readonly #words: readonly string[];
  #at = 0;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#words.length;
  }

  peek(): string | undefined {
    return this.#words[this.#at];
  }

  next(what: string): string {
    const word = this.#words[this.#at++];
    if (word === undefined) throw new Error(`${what} is missing`);
    return word;
  }

  skip(word: string): boolean {
    if (this.peek() !== word) return false;
    this.#at++;
    return true;
  }

  number(what: string): number {
    const word = this.next(what);
    const value = Number(word);
    if (word.trim() === '' || !Number.isFinite(value)) throw new Error(`${what} is no number: ${word}`);
    return value;
  }

  numbers(): number[] {
    const numbers: number[] = [];
    while (this.peek() !== undefined && /^[\d.]+$/.test(this.peek() ?? '')) numbers.push(this.number('number'));
    return numbers;
  }

  rest(): string[] {
    const rest = this.#words.slice(this.#at);
    this.#at = this.#words.length;
    return rest;
  }
}

const transports: readonly Transport[] = ['UDP', 'TCP', 'TLS', 'SCTP', 'WS', 'WSS'];

type ReadOption = (options: Options, words: Words) => void;

const optionReaders: Readonly<Record<string, ReadOption>> = {
  again(options, words) {
    if (words.skip('after')) options.againAfter = words.numbers();
    else options.again = true;
  },
  twice(options, words) {
    options.twiceAfter = words.skip('after') ? words.number('seconds') : 0.000_05;
  },
  unseen(options) {
    options.unseen = true;
  },
  optional(options) {
    options.optional = true;
  },
  fragments(options, words) {
    options.fragments = words.number('fragments');
  },
  unreachable(options, words) {
    options.unreachableAfter = words.skip('after') ? words.number('seconds') : 0.001;
  },
  lost(options) {
    options.lost = true;
  },
  own(options) {
    options.own = true;
  },
  reliable(options) {
    options.reliable = true;
  },
  over(options, words) {
    const name = words.next('transport').toUpperCase();
    const transport = transports.find((one) => one === name);
    if (transport === undefined) throw new Error(`no such transport: ${name}`);
    options.transport = transport;
  },
  in(options, words) {
    options.inCall = words.next('name of a call');
  },
  as(options, words) {
    options.asCall = words.next('name of a call');
  },
  same(options, words) {
    if (!words.skip('call')) throw new Error('expected `same call`');
    options.sameCall = true;
  },
  to(options, words) {
    options.toActor = words.next('name of who is meant');
  },
  branch(options, words) {
    options.branch = words.next('branch');
  },
  tag(options, words) {
    options.tag = words.next('tag');
  },
  cseq(options, words) {
    options.cseq = words.number('CSeq');
  },
  'call-id': (options, words) => {
    options.callId = words.next('Call-ID');
  },
  event(options, words) {
    options.event = words.next('event');
  },
  expires(options, words) {
    options.expires = words.number('seconds');
  },
  state(options, words) {
    options.state = words.next('subscription state');
  },
  'refer-to': (options, words) => {
    options.referTo = words.next('URI');
  },
  replaces(options, words) {
    options.replaces = dialogReference(words);
  },
  joins(options, words) {
    options.joins = dialogReference(words);
  },
  challenge(options, words) {
    options.challenge = words.peek()?.startsWith('nonce=') === true ? words.next('nonce').slice(6) : '';
  },
  credentials(options, words) {
    const [user, password] = words.next('user:password').split(':');
    if (password === undefined) throw new Error('expected `credentials user:password`');
    options.credentials = { user, password };
  },
  without(options, words) {
    options.without.push(words.next('name of a header field'));
  },
  sdp(options, words) {
    options.sdp = words.rest();
  },
  text(options, words) {
    options.text = words.next('text');
  },
  sipfrag(options, words) {
    options.sipfrag = words.rest().join(' ');
  },
  pidf(options, words) {
    options.pidf = words.next('open or closed');
  },
  mwi(options, words) {
    const waiting = words.next('yes or no');
    options.mwi = { waiting, voice: /^\d+\/\d+$/.test(words.peek() ?? '') ? words.next('messages') : undefined };
  },
  octets(options, words) {
    options.body = { type: options.body?.type ?? '', text: octetsText(words.rest()) };
  },
  body(options, words) {
    options.body = { type: words.next('media type'), text: '' };
  },
};

function dialogReference(words: Words): { call: string; at: string } {
  const call = words.next('name of a call');
  if (!words.skip('at')) throw new Error('expected `at` and whose end of the call it is');
  return { call, at: words.next('name') };
}

export function readOptions(options: Options, words: Words): void {
  while (!words.isAtEnd) {
    const name = words.next('option');
    const read = Object.hasOwn(optionReaders, name) ? optionReaders[name] : undefined;
    if (read === undefined) throw new Error(`no such option: ${name}`);
    read(options, words);
  }
}

/** A line below a step: a header field, a line of its body, or further options. */
export function readStepLine(options: Options, line: Line): void {
  const body = /^\s*\|( (.*)|)$/s.exec(line.whole);
  if (body !== null) {
    const { type, text } = options.body ?? { type: '', text: '' };
    options.body = { type, text: `${text}${body[2] ?? ''}\r\n` };
    return;
  }
  const field = /^(\+?)([A-Za-z][\w.!%*'`~-]*)\s*:\s*(.*)$/.exec(line.text);
  if (field === null) {
    readOptions(options, new Words(wordsOf(line.text)));
    return;
  }
  const [, plus, name = '', value = ''] = field;
  (plus === '+' ? options.moreFields : options.fields).push([name, value]);
}
