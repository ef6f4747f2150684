import type { FlowTable } from '../../transport/flow-table.ts';
import { maxUnclaimed, unclaimedSilenceNs } from './report-limits.ts';
import { SourceReports } from './source-reports.ts';
import type { StreamCounts } from './stream-counts.ts';

/** SSRCs below it were not drawn at random: devices that draw none use the same one for all streams. */
const leastRandom = 0x1_0000;

/** Gets those that nothing was found for, when they are given up; `isFull`: as there are too many. */
type Forgotten = (source: SourceReports, isFull: boolean) => void;

/**
 * Finds the stream that RTCP speaks of: by SSRC and addresses. RTCP goes from and to the ports of RTP (RFC 5761), or to those next to them (RFC 3550 §11), or where a description says.
 */
export class SourceTable {
  readonly #flows: FlowTable;
  readonly #forgotten: Forgotten;
  /** By SSRC and both addresses with their ports: of RTP, and of RTCP where no RTP was found. */
  readonly #byPorts = new Map<string, SourceReports>();
  /** How many have an SSRC: of most that are asked for nothing was heard. */
  readonly #ssrcs = new Map<number, number>();
  /** By SSRC and both addresses; how many streams have them. */
  readonly #byHosts = new Map<string, { only: SourceReports | undefined; count: number }>();
  /** Heard of in RTCP alone, in the order in which they were. */
  readonly #unclaimed = new Set<SourceReports>();

  constructor(flows: FlowTable, forgotten: Forgotten) {
    this.#flows = flows;
    this.#forgotten = forgotten;
  }

  get heard(): number {
    return this.#unclaimed.size;
  }

  /** A stream of RTP begins. What was heard of it before is its. */
  open(ssrc: number, flow: number, counts: StreamCounts, timeNs: number, frame: number): SourceReports {
    const heard = this.#heard(ssrc, flow);
    const source = heard ?? new SourceReports(ssrc, -1, timeNs, frame);
    if (heard !== undefined) this.#forgetUnclaimed(heard);
    source.flow = flow;
    source.counts = counts;
    this.#set(source, this.#portsKey(ssrc, flow, 0, 0));
    const key = this.#hostsKey(ssrc, flow);
    const hosts = this.#byHosts.get(key);
    if (hosts === undefined) this.#byHosts.set(key, { only: source, count: 1 });
    else {
      hosts.count++;
      hosts.only = undefined;
    }
    return source;
  }

  /** Nothing more is told of it. */
  close(source: SourceReports): void {
    const { ssrc, flow } = source;
    this.#unset(source);
    const key = this.#hostsKey(ssrc, flow);
    const hosts = this.#byHosts.get(key);
    if (hosts !== undefined && --hosts.count === 0) this.#byHosts.delete(key);
  }

  /** The source that `flow` of RTCP comes from, or with `isAbout` the one that it goes to. It begins, where nothing was heard of it. */
  of(ssrc: number, rtcpFlow: number, isAbout: boolean, timeNs: number, frame: number): SourceReports {
    const flow = isAbout ? this.#flows.reverse(rtcpFlow) : rtcpFlow;
    return this.#find(ssrc, flow) ?? this.#begin(ssrc, flow, timeNs, frame);
  }

  /** What is known of it, if anything. */
  find(ssrc: number, rtcpFlow: number): SourceReports | undefined {
    return this.#find(ssrc, rtcpFlow);
  }

  /** Forgets those that were silent for long, and that nothing was found for. */
  forgetSilent(nowNs: number): void {
    for (const source of this.#unclaimed) {
      if (nowNs - source.lastNs < unclaimedSilenceNs) continue;
      this.#forgetUnclaimed(source);
      this.#forgotten(source, false);
    }
  }

  #find(ssrc: number, flow: number): SourceReports | undefined {
    if (!this.#ssrcs.has(ssrc)) return undefined;
    for (const [source, destination] of portOffsets) {
      const found = this.#byPorts.get(this.#portsKey(ssrc, flow, source, destination));
      if (found !== undefined) return found;
    }
    // Elsewhere by a description, or through a NAT.
    return ssrc < leastRandom ? undefined : this.#byHosts.get(this.#hostsKey(ssrc, flow))?.only;
  }

  /** RTCP alone spoke of it until now, on the ports of RTP or those next to them. */
  #heard(ssrc: number, flow: number): SourceReports | undefined {
    if (!this.#ssrcs.has(ssrc)) return undefined;
    for (const [source, destination] of portOffsets) {
      const found = this.#byPorts.get(this.#portsKey(ssrc, flow, -source, -destination));
      if (found !== undefined && found.flow < 0) return found;
    }
    return undefined;
  }

  #begin(ssrc: number, flow: number, timeNs: number, frame: number): SourceReports {
    if (this.#unclaimed.size >= maxUnclaimed) this.#forgetOldest();
    const source = new SourceReports(ssrc, flow, timeNs, frame);
    this.#unclaimed.add(source);
    this.#set(source, this.#portsKey(ssrc, flow, 0, 0));
    return source;
  }

  /** A quarter at once: to find the first of a set takes longer the more were taken out before it. */
  #forgetOldest(): void {
    let left = maxUnclaimed / 4;
    for (const oldest of this.#unclaimed) {
      if (left-- === 0) return;
      this.#forgetUnclaimed(oldest);
      this.#forgotten(oldest, true);
    }
  }

  #forgetUnclaimed(source: SourceReports): void {
    this.#unclaimed.delete(source);
    this.#unset(source);
  }

  #set(source: SourceReports, key: string): void {
    const { ssrc } = source;
    source.key = key;
    this.#byPorts.set(key, source);
    this.#ssrcs.set(ssrc, (this.#ssrcs.get(ssrc) ?? 0) + 1);
  }

  #unset(source: SourceReports): void {
    const { ssrc, key } = source;
    // Another stream may have come in its place.
    if (this.#byPorts.get(key) === source) this.#byPorts.delete(key);
    const left = (this.#ssrcs.get(ssrc) ?? 1) - 1;
    if (left > 0) this.#ssrcs.set(ssrc, left);
    else this.#ssrcs.delete(ssrc);
  }

  /** The ports less so much. */
  #portsKey(ssrc: number, flow: number, source: number, destination: number): string {
    const flows = this.#flows;
    const from = flows.sourcePort(flow) - source;
    const to = flows.destinationPort(flow) - destination;
    return `${ssrc} ${flows.sourceIp(flow)} ${from} ${flows.destinationIp(flow)} ${to}`;
  }

  #hostsKey(ssrc: number, flow: number): string {
    return `${ssrc} ${this.#flows.sourceIp(flow)} ${this.#flows.destinationIp(flow)}`;
  }
}

/** By how much the ports of RTCP are above those of RTP: source and destination. */
const portOffsets: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 1],
  [0, 1],
  [1, 0],
];
