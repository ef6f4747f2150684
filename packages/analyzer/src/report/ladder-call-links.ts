import type { CallRow, LadderLink, LadderLinkKind } from '../rows.ts';
import { dialogKey } from './ladder-ends.ts';
import type { LadderSource } from './ladder-source.ts';

/** What is known of calls and transactions beyond their messages: branches of forks, legs, transfers, calls that take over others, attempts under new Call-IDs. */
export function callLinks(source: LadderSource): LadderLink[] {
  const links = new CallLinks(source);
  links.addForks();
  for (const call of source.calls) {
    links.addLegs(call);
    links.addTransfer(call);
    links.addReplaces(call);
    links.addAttempts(call);
  }
  return links.list;
}

class CallLinks {
  readonly list: LadderLink[] = [];
  readonly #source: LadderSource;
  /** The first INVITE by Call-ID, and by call. */
  readonly #inviteOfLeg = new Map<string, number>();
  readonly #inviteOfCall = new Map<string, number>();
  /** The first 2xx to an INVITE, by dialog. */
  readonly #answers = new Map<string, number>();

  constructor(source: LadderSource) {
    this.#source = source;
    if (source.calls.length === 0) return;
    for (const [
      at,
      { kind, method, status = 0, callId = '', call, fromTag = '', toTag = '' },
    ] of source.rows.entries()) {
      if (method !== 'INVITE') continue;
      if (kind === 'request') {
        setFirst(this.#inviteOfLeg, callId, at);
        if (call !== undefined) setFirst(this.#inviteOfCall, call, at);
      } else if (status >= 200 && status < 300) setFirst(this.#answers, dialogKey(callId, fromTag, toTag), at);
    }
  }

  addForks(): void {
    const { transactions, index } = this.#source;
    for (const { id, forwardedTo = [], moreForwarded = 0 } of transactions.values()) {
      if (forwardedTo.length < 2) continue;
      const [from] = index.ofTransaction(id);
      const count = forwardedTo.length + moreForwarded;
      for (const [branch, other] of forwardedTo.entries())
        this.#add('fork', from, index.ofTransaction(other)[0], `branch ${branch + 1} of ${count}`);
    }
  }

  addLegs({ legs }: CallRow): void {
    const { index, arrows } = this.#source;
    for (const { joined } of legs) {
      if (joined === undefined) continue;
      const shown = joined.frames.map((frame) => index.ofFrame(frame));
      const from = shown.find((at) => at !== undefined && arrows[at]?.callId !== joined.callId);
      const how = `${joined.by.join(', ')}; confidence ${joined.confidence}`;
      this.#add('leg', from, this.#inviteOfLeg.get(joined.callId), `the same call by ${how}`, joined.frames);
    }
  }

  addTransfer({ transfer }: CallRow): void {
    if (transfer?.call === undefined) return;
    const [refer] = transfer.frames;
    const made = this.#inviteOfCall.get(transfer.call);
    this.#add('transfer', this.#source.index.ofFrame(refer), made, `REFER to ${transfer.target}`);
  }

  addReplaces({ replaces }: CallRow): void {
    if (replaces === undefined) return;
    const at = this.#source.index.ofFrame(replaces.frame);
    const header = at === undefined ? undefined : this.#source.text(at)?.replaces;
    if (header === undefined) return;
    const taken = this.#answers.get(dialogKey(header.callId, header.fromTag ?? '', header.toTag ?? ''));
    this.#add('replaces', taken ?? this.#inviteOfLeg.get(header.callId), at, 'takes over the dialog (Replaces)');
  }

  /** Under new Call-IDs: those under the same one are known by their messages. */
  addAttempts({ attempts = [] }: CallRow): void {
    const { index, arrows } = this.#source;
    for (const [number, { frame, why }] of attempts.entries()) {
      const before = attempts[number - 1];
      if (before?.status === undefined || why === undefined) continue;
      const own = index.ofTransaction(arrows[index.ofFrame(before.frame) ?? -1]?.transaction);
      const refusal = own.find((at) => arrows[at]?.status === before.status);
      const kind = why === 'redirection' ? 'redirect' : 'retry';
      this.#add(kind, refusal, index.ofFrame(frame), `again after ${before.status}`);
    }
  }

  #add(
    kind: LadderLinkKind,
    from: number | undefined,
    to: number | undefined,
    label: string,
    frames: readonly number[] = [],
  ): void {
    if (from === undefined || to === undefined || from >= to) return;
    const own = [from, to].flatMap((at) => this.#source.rows[at]?.frame ?? []);
    this.list.push({ kind, from, to, label, frames: [...new Set([...own, ...frames])] });
  }
}

function setFirst(known: Map<string, number>, key: string, at: number): void {
  if (!known.has(key)) known.set(key, at);
}
