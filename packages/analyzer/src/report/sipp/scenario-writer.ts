import type { Hop } from './hop.ts';
import { fieldsKept, hasTag, MessageWriter, type Places } from './message-writer.ts';
import { attribute, remark } from './sipp-text.ts';
import { isProvisional, isReliable, type SippSide, type Step } from './steps.ts';

/** Shorter gaps are the time a machine takes. */
const shortestPauseMs = 20;
const longestPauseMs = 3_600_000;
/** How much longer than in the call a message is waited for: Timer B (RFC 3261 §17.1.1.2). */
const patienceMs = 32_000;

/** Writes the commands of one side, one after the other. */
export class ScenarioWriter {
  readonly #side: SippSide;
  readonly #steps: readonly Step[];
  readonly #messages: MessageWriter;
  readonly #lines: string[] = [];
  /** Commands so far: SIPp makes branches of their numbers. */
  #commands = 0;
  #knowsTarget = false;
  #dialog = '';
  #reliable: string | undefined;
  #isChallenged = false;
  /** Where requests were sent, and how many were by then. */
  readonly #sentAt = new Map<Step, { readonly command: number; readonly number: number }>();
  #sent = 0;
  readonly #numbers = new Map<Step, number>();

  constructor(hop: Hop, side: SippSide, steps: readonly Step[]) {
    this.#side = side;
    this.#steps = steps;
    this.#messages = new MessageWriter(hop, side);
    for (const [number, step] of steps.entries()) this.#numbers.set(step, number);
    // The callee asks with what the INVITE said of both.
    if (side === 'uas' && steps.some(isOwnInDialog)) {
      const first = steps[0];
      if (first !== undefined) {
        first.seen.isKept = true;
        this.#dialog = this.#variable(first);
      }
    }
    for (const step of steps) {
      const final = step.isSent && step.method === 'ACK' ? this.#finalBefore(step) : undefined;
      if (final !== undefined && this.#isInterrupted(step)) final.seen.isCounted = true;
    }
  }

  write(): readonly string[] {
    let previousMs = this.#steps[0]?.atMs ?? 0;
    for (const [at, step] of this.#steps.entries()) {
      if (step.isSent) this.#pause(step.atMs - previousMs);
      if (step.isSent) this.#send(step, at);
      else this.#receive(step, at, step.atMs - previousMs);
      previousMs = step.atMs;
    }
    const last = this.#steps.at(-1);
    if (last?.isSent === true && last.status === undefined) this.#pause(last.seen.lastMs - last.atMs);
    return this.#lines;
  }

  #pause(gapMs: number): void {
    if (gapMs < shortestPauseMs) return;
    this.#lines.push(`  <pause milliseconds="${Math.min(longestPauseMs, Math.round(gapMs))}"/>`);
    this.#commands++;
  }

  #send(step: Step, at: number): void {
    const isRequest = step.status === undefined;
    if (isRequest && step.method !== 'ACK' && step.method !== 'CANCEL') this.#sent++;
    if (isRequest) this.#sentAt.set(step, { command: this.#commands, number: this.#sent });
    const { lines, remarks } = this.#messages.write(step, this.#places());
    this.#lines.push(...remarks.map((text) => `  ${remark(text)}`));
    this.#lines.push(
      `  <send${this.#isSentAgain(step, at) ? ' retrans="500"' : ''}><![CDATA[`,
      ...lines,
      '',
      ']]></send>',
    );
    this.#commands++;
  }

  /** What SIPp sends again until something comes: it counts a request that never gets a response as failed. */
  #isSentAgain(step: Step, at: number): boolean {
    if (this.#steps[at + 1]?.isSent !== false) return false;
    if (step.status === undefined) return step.method !== 'ACK' && step.seen.isAnswered;
    return step.method === 'INVITE' && (step.status >= 200 || isReliable(step));
  }

  #receive(step: Step, at: number, gapMs: number): void {
    const { method, status, seen } = step;
    const name = status === undefined ? `request="${attribute(method)}"` : `response="${status}"`;
    const next = this.#steps[at + 1];
    const isOptional = isProvisional(step) && !isReliable(step) && next !== undefined && !next.isSent;
    const isTarget = this.#isTarget(step);
    if (isTarget) this.#knowsTarget = true;
    if (seen.isTriedAgain) this.#isChallenged = true;
    const attributes = [
      name,
      ...(isOptional ? ['optional="true"'] : []),
      ...(isTarget ? ['rrs="true"'] : []),
      ...(seen.isTriedAgain ? ['auth="true"'] : []),
      `timeout="${Math.min(longestPauseMs, Math.round(Math.max(0, gapMs))) + patienceMs}"`,
    ].join(' ');
    const actions = this.#actions(step);
    if (actions.length === 0) this.#lines.push(`  <recv ${attributes}/>`);
    else this.#lines.push(`  <recv ${attributes}>`, '    <action>', ...actions, '    </action>', '  </recv>');
    this.#commands++;
  }

  /** Whether it tells where requests inside the dialog go: RFC 3261 §12.1. */
  #isTarget(step: Step): boolean {
    if (step.method !== 'INVITE' || step.message.header('Contact') === undefined) return false;
    if (this.#side === 'uas') return step.status === undefined && !hasTag(step.message.header('To'));
    const { status } = step;
    return status !== undefined && ((status >= 200 && status < 300) || isReliable(step));
  }

  /** What is kept of a message: a variable that is not used would be refused. */
  #actions(step: Step): readonly string[] {
    const name = this.#variable(step);
    const lines: string[] = [];
    const keep = (header: string, variable: string, occurrence = 1, pattern = '.*'): void => {
      const which = occurrence === 1 ? '' : ` occurrence="${occurrence}"`;
      lines.push(
        `      <ereg regexp="${pattern}" search_in="hdr" header="${header}:"${which} assign_to="${name}${variable}"/>`,
      );
    };
    const isPracked = isReliable(step) && this.#steps.some((other) => isPrackOf(other, step));
    if (isPracked) {
      this.#reliable = name;
      keep('RSeq', 'rseq');
      keep('CSeq', 'cseq');
    }
    if (step.seen.isCounted) keep('CSeq', 'number', 1, '[0-9]+');
    if (step.status !== undefined || !step.seen.isKept) return lines;
    const answers = this.#steps.filter(({ request, isSent }) => isSent && request === step);
    if (answers.length > 0) {
      for (let at = 1; at <= fieldsKept(step.message, 'Via'); at++) keep('Via', `via${at}`, at);
      if (answers.some(({ message }) => message.header('Record-Route') !== undefined))
        for (let at = 1; at <= fieldsKept(step.message, 'Record-Route'); at++) keep('Record-Route', `route${at}`, at);
      keep('CSeq', 'cseq');
    }
    keep('From', 'from');
    keep('To', 'to');
    return lines;
  }

  #places(): Places {
    return {
      back: (step) => {
        const invite = this.#inviteOf(step);
        return invite === undefined ? undefined : this.#commands - invite.command;
      },
      kept: (request) => this.#variable(request),
      knowsTarget: this.#knowsTarget,
      cseq: (step) => this.#cseq(step),
      reliable: this.#reliable,
      dialog: this.#dialog,
      isChallenged: this.#isChallenged,
    };
  }

  /** Of an ACK or CANCEL: SIPp's number is that of the latest request. */
  #cseq(step: Step): string {
    if (step.method !== 'ACK' && step.method !== 'CANCEL') return '[cseq]';
    const final = step.method === 'ACK' ? this.#finalBefore(step) : undefined;
    if (final?.seen.isCounted === true) return `[$${this.#variable(final)}number]`;
    const invite = this.#sentInvite(step);
    const back = invite === undefined ? 0 : this.#sent - invite.number;
    return back === 0 ? '[cseq]' : `[cseq-${back}]`;
  }

  /** Whether other requests go either way between an INVITE and its ACK. */
  #isInterrupted(ack: Step): boolean {
    const end = this.#numbers.get(ack) ?? 0;
    for (let at = end - 1; at >= 0; at--) {
      const step = this.#steps[at];
      if (step?.isSent === true && step.method === 'INVITE' && step.status === undefined) return false;
      if (step?.status === undefined && step?.method !== 'CANCEL' && step?.method !== 'ACK') return true;
    }
    return false;
  }

  /** The final response that an ACK is sent for. */
  #finalBefore(ack: Step): Step | undefined {
    for (let at = (this.#numbers.get(ack) ?? 0) - 1; at >= 0; at--) {
      const step = this.#steps[at];
      if (step?.isSent === false && step.method === 'INVITE' && (step.status ?? 0) >= 200) return step;
    }
    return undefined;
  }

  /** Of a CANCEL and of an ACK to a refusal, which have the branch of the INVITE: RFC 3261 §9.1, §17.1.1.3. */
  #inviteOf(step: Step): { readonly command: number } | undefined {
    if (step.method === 'CANCEL') return this.#sentInvite(step);
    if (step.method !== 'ACK') return undefined;
    return (this.#finalBefore(step)?.status ?? 0) >= 300 ? this.#sentInvite(step) : undefined;
  }

  #sentInvite(step: Step): { readonly command: number; readonly number: number } | undefined {
    for (let at = (this.#numbers.get(step) ?? 0) - 1; at >= 0; at--) {
      const other = this.#steps[at];
      if (other?.isSent === true && other.method === 'INVITE' && other.status === undefined)
        return this.#sentAt.get(other);
    }
    return undefined;
  }

  #variable(step: Step): string {
    return `m${(this.#numbers.get(step) ?? 0) + 1}`;
  }
}

function isOwnInDialog({ isSent, status, message }: Step): boolean {
  return isSent && status === undefined && hasTag(message.header('To'));
}

/** RFC 3262 §4. */
function isPrackOf({ isSent, method, status, message }: Step, response: Step): boolean {
  if (!isSent || method !== 'PRACK' || status !== undefined) return false;
  const acknowledged = message.header('RAck')?.value.split(/\s+/, 1)[0];
  return acknowledged !== undefined && acknowledged === response.message.header('RSeq')?.value;
}
