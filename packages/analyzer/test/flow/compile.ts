import { Network, type Packet } from './network.ts';
import { RequestWriter } from './write-request.ts';
import { ResponseWriter } from './write-response.ts';
import { type Script, ScriptError, type Step } from '../../src/expect/script/script.ts';
import { printSip } from './sip-text.ts';
import { wireBytes } from '../../src/expect/script/wire-bytes.ts';
import { rtpStream } from './rtp.ts';

/** The packets of a flow, as its elements sent them, in order of time. */
export function compile(script: Script): Packet[] {
  return new Compiler(script).compile();
}

class Compiler {
  readonly #script: Script;
  readonly #packets: Packet[] = [];
  readonly #network = new Network();
  readonly #requests = new RequestWriter(this.#network);
  readonly #responses = new ResponseWriter(this.#network);
  #seconds = 0;

  constructor(script: Script) {
    this.#script = script;
  }

  compile(): Packet[] {
    for (const step of this.#script.steps) {
      this.#refuse(step);
      this.#seconds = step.time.isRelative ? this.#seconds + step.time.seconds : step.time.seconds;
      try {
        this.#run(step);
      } catch (error) {
        if (error instanceof ScriptError || !(error instanceof Error)) throw error;
        throw new ScriptError(this.#script.file, step.line, error.message, { cause: error });
      }
    }
    return this.#captured();
  }

  /** What an expectation may leave open. */
  #refuse({ line, from, to, time, what, options }: Step): void {
    const open = [from, to].find(({ isOpen }) => isOpen);
    const refused =
      open !== undefined
        ? `${open.name} has no address`
        : time.since !== undefined
          ? 'a capture wants times that count from the line before'
          : what.kind === 'response' && what.statuses !== String(what.status)
            ? `a capture wants one status, not ${what.statuses}`
            : options.transport === 'SCTP' || options.transport === 'WSS'
              ? `no such transport: ${options.transport}`
              : undefined;
    if (refused !== undefined) throw new ScriptError(this.#script.file, line, refused);
  }

  #run(step: Step): void {
    const { what, options } = step;
    if (what.kind === 'rtp') {
      this.#packets.push(...rtpStream(step, what, this.#seconds));
      return;
    }
    const text = wireBytes(this.#textOf(step));
    const transport = options.transport ?? step.from.transport;
    const sent = { from: step.from, to: step.to, transport, text, line: step.line, isUnseen: options.unseen === true };
    const labelOf = (copy: number) => (step.label === undefined || copy === 1 ? step.label : `${step.label}.${copy}`);
    let copies = 1;
    const { fragments, unreachableAfter } = options;
    const first = {
      ...sent,
      seconds: this.#seconds,
      label: labelOf(copies),
      id: this.#network.nextId(),
      ...(fragments === undefined ? {} : { fragments }),
    };
    this.#packets.push(first);
    if (unreachableAfter !== undefined) this.#packets.push(this.#refusal(first, unreachableAfter));
    if (options.twiceAfter !== undefined) {
      this.#packets.push({ ...first, label: labelOf(++copies), seconds: this.#seconds + options.twiceAfter });
    }
    for (const seconds of options.againAfter ?? []) {
      const again = { ...sent, seconds: this.#seconds + seconds, label: labelOf(++copies) };
      this.#packets.push({ ...again, id: this.#network.nextId() });
    }
  }

  /** What its receiver's host says where nobody takes a datagram. */
  #refusal(refused: Packet, afterSeconds: number): Packet {
    const { from, to, seconds } = refused;
    const back = { from: to, to: from, seconds: seconds + afterSeconds, label: undefined };
    return { ...refused, ...back, text: '', id: this.#network.nextId(), refuses: refused };
  }

  #textOf(step: Step): string {
    const { what, options } = step;
    if (what.kind === 'raw') return what.text;
    if (what.kind === 'rtp') return '';
    if (options.again === true) return printSip(this.#network.sentBefore(step));
    const message = what.kind === 'request' ? this.#requests.write(step, what) : this.#responses.write(step, what);
    this.#network.remember(step, message);
    return printSip(message);
  }

  #captured(): Packet[] {
    const { from = 0, until } = this.#script.window;
    const inside = this.#packets
      .filter(({ seconds, isUnseen }) => !isUnseen && seconds >= from && (until === undefined || seconds <= until))
      .toSorted((a, b) => a.seconds - b.seconds);
    if (until === undefined || inside.at(-1)?.seconds === until) return inside;
    const [one] = this.#script.actors.values();
    if (one === undefined) return inside;
    const other = { ...one, port: 9 };
    const end = {
      from: other,
      to: other,
      transport: 'UDP',
      text: 'the capture goes on',
      line: 0,
      isUnseen: false,
    } as const;
    return [...inside, { ...end, seconds: until, label: undefined, id: this.#network.nextId() }];
  }
}
