import type { TimeFormat } from '../follow/format-time.ts';
import { callId, dialogId, transactionId } from '../follow/row-id.ts';
import { keptText } from '../message/kept-text.ts';
import type { FindingCounts, FindingGroupRow, FindingRow } from '../rows/finding-row.ts';
import type { MediaFault } from './media-case.ts';
import type { Fault, Rule } from './rule.ts';
import type { Seen } from './seen.ts';

export type FindingLimits = {
  /** Findings told of one rule; beyond, they are counted. */
  readonly findingsOfRule: number;
  /** Devices counted apart of one rule; the others are counted together. */
  readonly devicesOfRule: number;
};

/** Where a finding of media is told: there is no message. `timeNs` of the packet. */
type MediaPlace = { readonly call: number; readonly fault: MediaFault };

type Group = { readonly rule: Rule; readonly device: string; count: number; readonly first: FindingRow };

/** Rules that are named in the row of a call. */
const rulesOfCall = 50;
const otherDevices = 'others';
/** Of media that is missing. */
const unknownDevice = 'unknown';
const noBytes = new Uint8Array(0);

/** What is needed of a finding: its row and the message only where it is told. */
type Told = {
  readonly call: number;
  readonly device: string;
  readonly row: () => FindingRow;
  readonly bytes: () => Uint8Array;
};

type FindingStoreOptions = {
  readonly times: TimeFormat;
  readonly limits: FindingLimits;
  /** Whether they are kept, to be asked for. */
  readonly keep: boolean;
  readonly tell: ((row: FindingRow, bytes: Uint8Array) => void) | undefined;
};

/** The findings: the first of each rule as rows, all as counts by rule and device. */
export class FindingStore {
  readonly #options: FindingStoreOptions;
  readonly #rows: FindingRow[] = [];
  readonly #groups = new Map<Rule, Map<string, Group>>();
  /** Of open calls: findings by level, and the rules they are of. */
  readonly #ofCalls = new Map<number, { readonly counts: Map<string, number>; readonly rules: Set<string> }>();
  #count = 0;

  constructor(options: FindingStoreOptions) {
    this.#options = options;
  }

  /** How many there are in truth. */
  get count(): number {
    return this.#count;
  }

  rows(): readonly FindingRow[] {
    return this.#rows;
  }

  /** Those most often found first. */
  groups(): readonly FindingGroupRow[] {
    const all = [...this.#groups.values()].flatMap((devices) => [...devices.values()]);
    return all.sort((a, b) => b.count - a.count).map(groupRow);
  }

  /** All of them, by level. */
  byLevel(): FindingCounts {
    const counts = new Map<string, number>();
    for (const { level, count } of this.groups()) counts.set(level, (counts.get(level) ?? 0) + count);
    return Object.fromEntries(counts);
  }

  /** Findings of a call so far, by level, and the rules they are of; undefined where there are none. */
  ofCall(call: number): { readonly findings: FindingCounts; readonly rules: readonly string[] } | undefined {
    const known = this.#ofCalls.get(call);
    return known === undefined ? undefined : { findings: Object.fromEntries(known.counts), rules: [...known.rules] };
  }

  /** `at`: the message it is told of. `before`: how often the rule failed before. */
  add(rule: Rule, fault: Fault, at: Seen, before: number): void {
    const told: Told = {
      call: at.belongs.call,
      device: deviceOf(at),
      row: () => this.#row(rule, fault, at),
      bytes: () => at.bytes.slice(),
    };
    this.#take(rule, told, before);
  }

  /** The same of media; `call`: its number, -1 of a stream that is of none. */
  addMedia(rule: Rule, fault: MediaFault, call: number, before: number): void {
    const row = (): FindingRow => this.#mediaRow(rule, { call, fault });
    this.#take(
      rule,
      { call, device: fault.stream?.srcIp ?? fault.ends?.srcIp ?? unknownDevice, row, bytes: () => noBytes },
      before,
    );
  }

  #take(rule: Rule, told: Told, before: number): void {
    const { keep, tell, limits } = this.#options;
    this.#count++;
    this.#countForCall(told.call, rule);
    const devices = this.#devicesOf(rule);
    const known = devices.get(told.device);
    if (known !== undefined) known.count++;
    const isTold = before < limits.findingsOfRule;
    if (known !== undefined && !isTold) return;
    const row = told.row();
    if (known === undefined) this.#addGroup(devices, rule, row);
    if (!isTold) return;
    if (keep) this.#rows.push(row);
    tell?.(row, told.bytes());
  }

  closeCall(call: number): void {
    if (!this.#options.keep) this.#ofCalls.delete(call);
  }

  #devicesOf(rule: Rule): Map<string, Group> {
    const known = this.#groups.get(rule);
    if (known !== undefined) return known;
    const devices = new Map<string, Group>();
    this.#groups.set(rule, devices);
    return devices;
  }

  #addGroup(devices: Map<string, Group>, rule: Rule, first: FindingRow): void {
    const isFull = devices.size >= this.#options.limits.devicesOfRule;
    const device = isFull
      ? otherDevices
      : (first.userAgent ?? (first.source === undefined ? unknownDevice : hostOf(first.source)));
    const group = devices.get(device);
    if (group === undefined) devices.set(device, { rule, device, count: 1, first });
    else group.count++;
  }

  #countForCall(call: number, { id, level }: Rule): void {
    if (call < 0) return;
    const known = this.#ofCalls.get(call) ?? { counts: new Map<string, number>(), rules: new Set<string>() };
    known.counts.set(level, (known.counts.get(level) ?? 0) + 1);
    if (known.rules.size < rulesOfCall) known.rules.add(id);
    this.#ofCalls.set(call, known);
  }

  #mediaRow(rule: Rule, { call, fault: { seen, stream, ends = stream, timeNs, frames } }: MediaPlace): FindingRow {
    const [frame] = frames;
    const evidence = [...new Set(frames.slice(1))].filter((one) => one !== frame).sort((a, b) => a - b);
    return {
      ...textOf(rule, seen),
      time: this.#options.times.iso(timeNs),
      ...(frame === undefined ? {} : { frame }),
      ...(call < 0 ? {} : { call: callId(call) }),
      ...(stream === undefined || stream.dialog < 0 ? {} : { dialog: dialogId(stream.dialog) }),
      ...(stream === undefined ? {} : { stream: stream.id }),
      ...(evidence.length === 0 ? {} : { evidence }),
      ...(ends === undefined ? {} : { source: ends.source, destination: ends.destination }),
    };
  }

  #row(rule: Rule, { seen, span, evidence, place }: Fault, at: Seen): FindingRow {
    const { call, dialog, transaction } = at.belongs;
    const userAgent = userAgentOf(at);
    return {
      ...textOf(rule, seen),
      ...place,
      time: this.#options.times.iso(at.timeNs),
      frame: at.frame,
      ...(at.index > 0 ? { index: at.index } : {}),
      ...(span === undefined ? {} : { span: [span[0], span[1]] }),
      ...(call < 0 ? {} : { call: callId(call) }),
      ...(dialog < 0 ? {} : { dialog: dialogId(dialog) }),
      ...(transaction < 0 ? {} : { transaction: transactionId(transaction) }),
      ...(evidence === undefined || evidence.length === 0
        ? {}
        : { evidence: [...new Set(evidence.map(({ frame }) => frame))].sort((a, b) => a - b) }),
      ...(at.offset < 0 ? {} : { offset: at.offset }),
      source: at.source,
      destination: at.destination,
      ...(userAgent === undefined ? {} : { userAgent }),
    };
  }
}

type FindingText = Pick<FindingRow, 'rule' | 'level' | 'severity' | 'title' | 'message' | 'seen' | 'rfc' | 'section'>;

function textOf(rule: Rule, seen: string): FindingText {
  return {
    rule: rule.id,
    level: rule.level,
    severity: rule.severity,
    title: rule.title,
    message: keptText(`${seen} ${rule.why} ${rule.advice}`),
    seen: keptText(seen),
    rfc: rule.rfc,
    section: rule.section,
  };
}

function userAgentOf({ message }: Seen): string | undefined {
  const text =
    message.kind === 'response' ? (message.server ?? message.userAgent) : (message.userAgent ?? message.server);
  return text === undefined ? undefined : keptText(text);
}

function deviceOf(at: Seen): string {
  return userAgentOf(at) ?? at.srcIp;
}

/** Of `ip:port`. */
function hostOf(source: string): string {
  return source.slice(0, source.lastIndexOf(':')).replace(/^\[|\]$/g, '');
}

function groupRow({ rule, device, count, first }: Group): FindingGroupRow {
  const { frame, time } = first;
  const { id, level, severity, title, rfc, section } = rule;
  return {
    rule: id,
    level,
    severity,
    title,
    rfc,
    section,
    device,
    count,
    ...(frame === undefined ? {} : { frame }),
    time,
  };
}
