import { parseMessage } from '@sipscope/parser';
import type { FindingRow } from '@sipscope/analyzer';
import { deviceOfRow, fingerprintOf, type Suppression, suppressionOf } from '@sipscope/analyzer/conformance';
import { type Excerpt, excerptOf } from './excerpt.ts';

/** A finding that is told. */
export type Finding = {
  readonly row: FindingRow;
  /** The same in other captures of the same device. */
  readonly fingerprint: string;
  readonly excerpt: Excerpt | undefined;
  /** Bytes of its message. */
  readonly size: number;
  /** Its message, where it is asked for. */
  readonly bytes: Uint8Array | undefined;
};

/** Whether a finding counts: it is new; it stands in the baseline; somebody accepts it. */
type FindingState = 'new' | 'known' | 'suppressed';

/** What one device did against one rule. */
export type FindingGroup = {
  readonly first: FindingRow;
  readonly device: string;
  readonly state: FindingState;
  /** Of those that are suppressed. */
  readonly suppression: Suppression | undefined;
  count: number;
  /** The first of them. */
  readonly findings: Finding[];
};

/** What a finding has in common with the same one in other captures. */
export type DifferentFinding = {
  readonly fingerprint: string;
  readonly rule: string;
  readonly device: string;
  readonly seen: string;
};

/** Different findings of one input that a baseline takes. */
const mostDifferent = 20_000;
/** Devices told apart of one rule; the others are counted together. */
const mostDevices = 100;
/** Of messages of all findings together. */
const mostKeptBytes = 64 * 1024 * 1024;
const otherDevices = 'others';

type FindingGroupsOptions = {
  readonly file: string;
  /** Findings of a rule that are told in full, and of a group. The first of each group is. */
  readonly perRule: number;
  readonly perGroup: number;
  readonly suppressions: readonly Suppression[];
  /** Whether a finding stands in the baseline; absent where there is none. */
  readonly isKnown: ((fingerprint: string) => boolean) | undefined;
  /** Whether a baseline is to be written. */
  readonly tracks: boolean;
  readonly keepsBytes: boolean;
};

/** The findings of one input, by rule and device: the first of each group in full, all as counts. */
export class FindingGroups {
  readonly #options: FindingGroupsOptions;
  readonly #groups = new Map<string, FindingGroup>();
  /** By rule. */
  readonly #devices = new Map<string, Set<string>>();
  readonly #told = new Map<string, number>();
  readonly #different = new Map<string, DifferentFinding>();
  #keptBytes = 0;

  constructor(options: FindingGroupsOptions) {
    this.#options = options;
  }

  /** In order of the first finding of each. */
  get all(): readonly FindingGroup[] {
    return [...this.#groups.values()];
  }

  /** Those that are not suppressed, each once. */
  get different(): readonly DifferentFinding[] {
    return [...this.#different.values()];
  }

  add(row: FindingRow, bytes: Uint8Array): void {
    const { suppressions, isKnown, tracks, file } = this.#options;
    let message: ReturnType<typeof parseMessage> | undefined;
    const parsed = (): ReturnType<typeof parseMessage> => (message ??= parseMessage(bytes));
    const suppression = suppressionOf(suppressions, {
      rule: row.rule,
      device: deviceOfRow(row),
      file,
      callId: () => parsed().callId,
    });
    // Of a flood only those are told apart that are told, where there is no baseline.
    const fingerprint = once(() => fingerprintOf(row, row.span === undefined ? undefined : parsed()));
    const state = suppression !== undefined ? 'suppressed' : isKnown?.(fingerprint()) === true ? 'known' : 'new';
    const device = this.#deviceOf(row);
    const group = this.#groupOf(row, { device, state, suppression });
    group.count++;
    if (tracks && state !== 'suppressed') this.#track({ row, device, fingerprint: fingerprint() });
    if (!this.#isTold(group)) return;
    this.#told.set(row.rule, (this.#told.get(row.rule) ?? 0) + 1);
    const excerpt = excerptOf(bytes, row.span);
    const told = { row, fingerprint: fingerprint(), excerpt, size: bytes.length, bytes: this.#kept(bytes) };
    group.findings.push(told);
  }

  #track({ row, device, fingerprint }: Pick<Finding, 'row' | 'fingerprint'> & { readonly device: string }): void {
    if (this.#different.has(fingerprint) || this.#different.size >= mostDifferent) return;
    this.#different.set(fingerprint, { fingerprint, rule: row.rule, device, seen: row.seen });
  }

  #isTold({ first, findings }: FindingGroup): boolean {
    const { perRule, perGroup } = this.#options;
    if (findings.length === 0) return true;
    return findings.length < perGroup && (this.#told.get(first.rule) ?? 0) < perRule;
  }

  #kept(bytes: Uint8Array): Uint8Array | undefined {
    if (!this.#options.keepsBytes || this.#keptBytes + bytes.length > mostKeptBytes) return undefined;
    this.#keptBytes += bytes.length;
    return bytes;
  }

  #groupOf(row: FindingRow, known: Pick<FindingGroup, 'device' | 'state' | 'suppression'>): FindingGroup {
    const { device, state, suppression } = known;
    const at = suppression === undefined ? '' : this.#options.suppressions.indexOf(suppression);
    const key = `${row.rule} ${state}${at} ${device}`;
    const group = this.#groups.get(key) ?? { ...known, first: row, count: 0, findings: [] };
    this.#groups.set(key, group);
    return group;
  }

  #deviceOf(row: FindingRow): string {
    const device = deviceOfRow(row);
    const known = this.#devices.get(row.rule) ?? new Set();
    this.#devices.set(row.rule, known);
    if (known.has(device)) return device;
    if (known.size >= mostDevices) return otherDevices;
    known.add(device);
    return device;
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}
