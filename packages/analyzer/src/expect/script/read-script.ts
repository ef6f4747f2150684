import { readActor } from './read-actor.ts';
import { readExpectation } from './read-expectation.ts';
import { readOptions, readStepLine, Words } from './read-options.ts';
import { readMessages } from './read-messages.ts';
import { readTime, startsLikeStep } from './read-time.ts';
import { type Line, linesOf, wordsOf } from './read-words.ts';
import {
  type Actor,
  type Expectation,
  type Options,
  type Script,
  ScriptError,
  type Step,
  type What,
} from './script.ts';

/** Reads a flow. `file` is for what is told of errors; `readBeside` gives the text of another file in its folder. */
export function readScript(file: string, text: string, readBeside: ReadBeside = nothingBeside): Script {
  const title = /^#\s*(.+)$/m.exec(text)?.[1]?.trim();
  if (title === undefined) throw new ScriptError(file, 1, 'the first line is a comment that says what happens');
  return new ScriptReader(file, linesOf(text), readBeside).read(title);
}

type ReadBeside = (name: string) => string;

function nothingBeside(name: string): string {
  throw new Error(`there is no ${name} here`);
}

class ScriptReader {
  readonly #file: string;
  readonly #lines: readonly Line[];
  readonly #actors = new Map<string, Actor>();
  /** Words that lines begin with: who there is is among them. */
  readonly #heads: ReadonlySet<string>;
  readonly #steps: Step[] = [];
  readonly #labels = new Set<string>();
  readonly #expectations: Expectation[] = [];
  readonly #readBeside: ReadBeside;
  #messages: ReadonlyMap<string, string> = new Map();
  readonly #passwords: { readonly user: string; readonly secret: string }[] = [];
  readonly #aliases = new Map<string, string>();
  #window: Script['window'] = {};
  #isStrict = false;
  #tolerance: number | undefined = undefined;
  /** Groups of steps that may come in any order, so far. */
  #groups = 0;
  #isInGroup = false;

  constructor(file: string, lines: readonly Line[], readBeside: ReadBeside) {
    this.#file = file;
    this.#lines = lines;
    this.#heads = new Set(lines.filter(({ indent }) => indent === 0).map(({ text }) => text.split(/\s/, 1)[0] ?? ''));
    this.#readBeside = readBeside;
  }

  read(title: string): Script {
    let block: { readonly head: Line; readonly below: Line[] } | undefined;
    for (const line of this.#lines) {
      if (!this.#isBelow(line)) {
        if (block !== undefined) this.#readBlock(block.head, block.below);
        block = { head: line, below: [] };
      } else if (block === undefined) throw new ScriptError(this.#file, line.number, 'this belongs to nothing');
      else block.below.push(line);
    }
    if (block !== undefined) this.#readBlock(block.head, block.below);
    return {
      file: this.#file,
      title,
      actors: this.#actors,
      steps: this.#steps,
      window: this.#window,
      isStrict: this.#isStrict,
      tolerance: this.#tolerance,
      given: { passwords: this.#passwords, aliases: this.#aliases },
      expectations: this.#expectations,
    };
  }

  #readBlock(line: Line, below: readonly Line[]): void {
    const [first = ''] = wordsOf(line.text);
    if (first === 'expect') this.#expectations.push(readExpectation(this.#file, line, below));
    else if (this.#readSetting(line)) return;
    else if (first === 'capture') this.#window = this.#located(line, () => readWindow(line.text));
    else if (first === 'given') this.#located(line, () => this.#readGiven(new Words(wordsOf(line.text))));
    else if (first === 'messages')
      this.#messages = this.#located(line, () => readMessages(this.#readBeside(wordsOf(line.text)[1] ?? '')));
    else if (this.#isStep(line)) this.#steps.push(this.#readStep(line, below));
    else {
      const actor = this.#located(line, () => readActor(wordsOf(line.text), line.text));
      if (this.#actors.has(actor.name))
        throw new ScriptError(this.#file, line.number, `${actor.name} is there already`);
      this.#actors.set(actor.name, actor);
    }
  }

  /** Lines of expectations: `strict`, `tolerance 0.05`, `any order` and the `end` of what may come so. */
  #readSetting({ text, number }: Line): boolean {
    if (text === 'strict') this.#isStrict = true;
    else if (text === 'any order') {
      this.#groups++;
      this.#isInGroup = true;
    } else if (text === 'end' && this.#isInGroup) this.#isInGroup = false;
    else if (/^tolerance\s/.test(text)) {
      const seconds = Number(text.slice('tolerance'.length));
      if (!(seconds >= 0)) throw new ScriptError(this.#file, number, `no tolerance in seconds: ${text}`);
      this.#tolerance = seconds;
    } else return false;
    return true;
  }

  /** `given password alice secret`, `given name 192.0.2.1 Reception`. */
  #readGiven(words: Words): void {
    words.next('given');
    if (words.skip('password')) this.#passwords.push({ user: words.next('user'), secret: words.next('password') });
    else if (words.skip('name')) this.#aliases.set(words.next('address'), words.next('name'));
    else throw new Error(`given what? ${words.peek()}`);
  }

  #readStep(line: Line, below: readonly Line[]): Step {
    const options: Options = { fields: [], moreFields: [], without: [] };
    const words = new Words(wordsOf(line.text));
    const step = this.#located(line, () => this.#stepHead(line, words));
    const what = this.#located(line, () => this.#what(words, step.label));
    this.#located(line, () => readOptions(options, words));
    for (const one of below) this.#located(one, () => readStepLine(options, one));
    if (what.kind !== 'raw' || options.body === undefined) return { ...step, what, options };
    return { ...step, what: { kind: 'raw', text: options.body.text }, options };
  }

  /** `message` is that of the label, `message F4` another. */
  #what(words: Words, label: string | undefined): What {
    if (!words.skip('message')) return readWhat(words);
    const name = words.isAtEnd ? label : words.next('name');
    const text = name === undefined ? undefined : this.#messages.get(name);
    if (text === undefined) throw new Error(`there is no message ${name}`);
    return { kind: 'raw', text };
  }

  #stepHead(line: Line, words: Words): Omit<Step, 'what' | 'options'> {
    const label = words.peek()?.endsWith(':') === true ? words.next('label').slice(0, -1) : undefined;
    if (label !== undefined && this.#labels.has(label)) throw new Error(`there is a line ${label} already`);
    if (label !== undefined) this.#labels.add(label);
    const time = readTime(words);
    const left = this.#actor(words.next('who sends'));
    const arrow = words.next('->');
    const right = this.#actor(words.next('who receives'));
    if (arrow !== '->' && arrow !== '<-') throw new Error(`expected -> or <-, found ${arrow}`);
    const [from, to] = arrow === '->' ? [left, right] : [right, left];
    if (time.since !== undefined && !this.#labels.has(time.since))
      throw new Error(`no line before has the label ${time.since}`);
    return {
      line: line.number,
      text: line.text.replaceAll(/\s+/g, ' '),
      label,
      time,
      group: this.#isInGroup ? this.#groups : undefined,
      from,
      to,
    };
  }

  /** Steps may stand anywhere in their line, so that labels can stand before them. One without a time begins with somebody who is there. */
  #isStep({ text, indent }: Line): boolean {
    if (startsLikeStep(text)) return true;
    const [, label, name = ''] = /^(\S+:\s+)?(\S+)\s+(?:->|<-)\s/.exec(text) ?? [];
    return this.#heads.has(name) && (label === undefined || indent === 0);
  }

  #isBelow(line: Line): boolean {
    return line.indent > 0 && !this.#isStep(line);
  }

  #actor(name: string): Actor {
    const actor = this.#actors.get(name);
    if (actor === undefined) throw new Error(`nobody is called ${name}`);
    return actor;
  }

  #located<T>(line: Line, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof ScriptError || !(error instanceof Error)) throw error;
      throw new ScriptError(this.#file, line.number, error.message);
    }
  }
}

function readWhat(words: Words): What {
  const word = words.next('method or status');
  if (word === 'raw') return { kind: 'raw', text: '' };
  if (word === 'rtp') return readRtp(words);
  const datagrams = datagramWords.get(word);
  if (datagrams !== undefined) return readDatagram(words, datagrams);
  if (/^[1-6](\d\d|\dx|xx)(\|[1-6](\d\d|\dx|xx))*$/.test(word)) {
    const method = /^[A-Z][A-Z0-9-]{2,}$/.test(words.peek() ?? '') ? words.next('method') : undefined;
    const reason = /\s|^[A-Z][a-z]/.test(words.peek() ?? '') ? words.next('reason') : undefined;
    return { kind: 'response', status: Number(word.slice(0, 3).replaceAll('x', '0')), statuses: word, method, reason };
  }
  if (!/^[A-Z][A-Z0-9-]*$/.test(word)) throw new Error(`neither a method nor a status: ${word}`);
  const uri = /^[a-z][a-z+.-]*:/.test(words.peek() ?? '') ? words.next('URI') : undefined;
  return { kind: 'request', method: word, uri };
}

/** `rtp 4000 to 4002 PCMU for 2.0`. */
function readRtp(words: Words): What {
  const fromPort = words.number('port');
  if (!words.skip('to')) throw new Error('expected `to` and a port');
  const toPort = words.number('port');
  const codec = words.next('codec');
  if (!words.skip('for')) throw new Error('expected `for` and seconds');
  return { kind: 'rtp', fromPort, toPort, codec, seconds: words.number('seconds'), ways: words.rest() };
}

/** What is no RTP, by the word that begins it. */
const datagramWords: ReadonlyMap<string, string> = new Map([
  ['rtcp', 'RTCP'],
  ['datagram', 'octets'],
  ['fax', 'fax'],
  ['dtls', 'dtls'],
]);

/** `rtcp 4001 to 4003 SR 7 CNAME 7 alice@host`, `datagram 4000 to 4002 00 01`. */
function readDatagram(words: Words, codec: string): What {
  const fromPort = words.number('port');
  if (!words.skip('to')) throw new Error('expected `to` and a port');
  return { kind: 'rtp', fromPort, toPort: words.number('port'), codec, seconds: 0, ways: words.rest() };
}

/** `capture from 3.0 until 60`. */
function readWindow(line: string): Script['window'] {
  const words = new Words(wordsOf(line));
  words.next('capture');
  const window: { from?: number; until?: number } = {};
  while (!words.isAtEnd) {
    const name = words.next('from or until');
    if (name !== 'from' && name !== 'until') throw new Error(`expected from or until, found ${name}`);
    window[name] = words.number('seconds');
  }
  return window;
}
