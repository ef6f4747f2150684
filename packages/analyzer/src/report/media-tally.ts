import type { StreamRecord } from '../media/stream-record.ts';
import type { Summary } from '../rows.ts';

/** Codecs that are told apart. */
const mostCodecs = 100;

/** What the summary tells of media. */
export class MediaTally {
  readonly #protocols = new Map<string, number>();
  readonly #codecs = new Map<string, number>();
  readonly #problems = new Map<string, number>();
  #streams = 0;
  #packets = 0;
  #expected = 0;
  #lost = 0;
  #ns = 0;
  #scored = 0;
  #scores = 0;
  #worst = Infinity;

  add(record: StreamRecord, problems: readonly { readonly code: string }[]): void {
    const { protocol, packets, startedNs, endedNs, facts } = record;
    this.#streams++;
    this.#packets += packets;
    this.#ns += Math.max(0, endedNs - startedNs);
    count(this.#protocols, protocol);
    const { codec, expected = 0, lost = 0, mos } = facts;
    if (codec !== undefined) count(this.#codecs, codec);
    this.#expected += expected;
    this.#lost += lost;
    for (const code of new Set(problems.map((problem) => problem.code))) count(this.#problems, code);
    if (mos === undefined) return;
    this.#scored += packets;
    this.#scores += mos * packets;
    this.#worst = Math.min(this.#worst, mos);
  }

  /** Undefined where there was none. */
  row(): Summary['media'] {
    if (this.#streams === 0) return undefined;
    const [expected, lost] = [this.#expected, this.#lost];
    return {
      protocols: record(this.#protocols),
      codecs: record(this.#codecs),
      packets: this.#packets,
      minutes: Math.round(this.#ns / 6e8) / 100,
      ...(expected === 0 ? {} : { lost, lostPercent: Math.round((lost / expected) * 1e4) / 100 }),
      ...(this.#scored === 0
        ? {}
        : { mosMean: Math.round((this.#scores / this.#scored) * 100) / 100, mosMin: this.#worst }),
      problems: record(this.#problems),
    };
  }
}

function count(counts: Map<string, number>, what: string): void {
  if (counts.size >= mostCodecs && !counts.has(what)) return;
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

/** Most frequent first. Names may come from the wire. */
function record(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  const made = Object.create(null) as Record<string, number>;
  for (const [what, times] of [...counts].sort(([, a], [, b]) => b - a)) made[what] = times;
  return made;
}
