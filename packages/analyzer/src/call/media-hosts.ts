import type { StreamRecord } from '../media/stream-record.ts';

/** Hosts beyond these are not followed. */
const mostHosts = 65_536;

/** `open`: streams that go on for now. */
type Heard = { readonly firstNs: number; lastNs: number; open: number };

/** Since when, and until when, media of a host was captured: what of it did not come while others of its did, was not sent this way. */
export class MediaHosts {
  readonly #hosts = new Map<string, Heard>();
  /** Numbers of streams that go on for now. */
  readonly #open = new Set<number>();
  #lastNs = -Infinity;

  receive({ number, state, startedNs, endedNs }: StreamRecord, hosts: readonly string[]): void {
    const isOpen = state === 'begun';
    const wasOpen = this.#open.has(number);
    if (isOpen) this.#open.add(number);
    else this.#open.delete(number);
    this.#lastNs = Math.max(this.#lastNs, endedNs);
    for (const host of hosts) {
      const heard = this.#host(host, startedNs);
      if (heard === undefined) continue;
      heard.lastNs = Math.max(heard.lastNs, endedNs);
      heard.open += Number(isOpen) - Number(wasOpen);
    }
  }

  wasHeard(host: string, fromNs: number, toNs: number): boolean {
    const heard = this.#hosts.get(host);
    return heard !== undefined && heard.firstNs <= toNs && (heard.open > 0 || heard.lastNs >= fromNs);
  }

  /** When media of any host was captured last. */
  heardUntilNs(nowNs: number): number {
    return this.#open.size > 0 ? nowNs : this.#lastNs;
  }

  #host(host: string, startedNs: number): Heard | undefined {
    let heard = this.#hosts.get(host);
    if (heard === undefined && this.#hosts.size < mostHosts) {
      heard = { firstNs: startedNs, lastNs: startedNs, open: 0 };
      this.#hosts.set(host, heard);
    }
    return heard;
  }
}

/** `192.0.2.1` of `192.0.2.1:4000`, `2001:db8::1` of `[2001:db8::1]:4000`. */
export function hostOf(endpoint: string): string {
  const host = endpoint.slice(0, endpoint.lastIndexOf(':'));
  return host.startsWith('[') ? host.slice(1, -1) : host;
}
