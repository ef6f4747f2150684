import type { Evidence } from '../rows.ts';
import type { EndpointFacts } from './endpoint-facts.ts';
import { Union } from './union.ts';

/** Why endpoints are one: sentences that are kept of each device. */
const maxEvidence = 5;

/** Endpoints of one device, and why they are taken to be one. */
export type MergedEndpoints = { readonly endpoints: readonly EndpointFacts[]; readonly evidence: readonly Evidence[] };

/** Two endpoints of one address that something else shows to be one. */
export type EndpointLink = Evidence & { readonly one: string; readonly other: string };

type Index = { readonly at: number; readonly frame: number };

/**
 * Which endpoints are one device, in order of the first of each. Only endpoints of one address may be: those that name one instance or one place (Via sent-by, Contact,
 * protected ports), and those that share User-Agent and user, as where a client connects anew. Two that speak with each other (`talks`) are two.
 */
export function mergeEndpoints(
  endpoints: readonly EndpointFacts[],
  talks: (one: string, other: string) => boolean,
  links: readonly EndpointLink[] = [],
): readonly MergedEndpoints[] {
  const merger = new Merger(endpoints, talks);
  for (const [at, facts] of endpoints.entries()) merger.addPlace(at, facts);
  for (const [at, facts] of endpoints.entries()) merger.addNames(at, facts);
  for (const [at, facts] of endpoints.entries()) merger.addAlike(at, facts);
  for (const link of links) merger.addLink(link);
  return merger.list();
}

class Merger {
  readonly #endpoints: readonly EndpointFacts[];
  readonly #talks: (one: string, other: string) => boolean;
  readonly #union: Union;
  readonly #byKey = new Map<string, Index>();
  readonly #evidence = new Map<number, Evidence[]>();

  constructor(endpoints: readonly EndpointFacts[], talks: (one: string, other: string) => boolean) {
    this.#endpoints = endpoints;
    this.#talks = talks;
    this.#union = new Union(endpoints.length);
  }

  /** Who sends from a place is there, whatever it says. */
  addPlace(at: number, { ip, endpoint }: EndpointFacts): void {
    this.#byKey.set(`place ${ip} ${endpoint}`, { at, frame: 0 });
  }

  /** What no other device of the address has: an instance, a place. */
  addNames(at: number, facts: EndpointFacts): void {
    const { ip, instances, places, users } = facts;
    for (const [instance, frame] of instances)
      this.#joinBy(`instance ${ip} ${instance}`, { at, frame }, `They are one instance, ${instance}.`);
    for (const [place, frame] of places) {
      // Behind translation, networks of equal addresses may share one: then the user is to be the same too.
      const [user] = place.startsWith(`${hostText(ip)}:`) ? [''] : users.keys();
      if (user !== undefined)
        this.#joinBy(`place ${ip} ${place}${user}`, { at, frame }, `They name one place, ${place}.`);
    }
  }

  /** As where a client connects anew. */
  addAlike(at: number, { ip, userAgents, users }: EndpointFacts): void {
    const [userAgent] = userAgents;
    const [user] = users;
    if (userAgent === undefined || user === undefined) return;
    const key = `user ${ip} ${userAgent[0]} ${user[0]}`;
    this.#joinBy(key, { at, frame: user[1] }, `They share a User-Agent, ${userAgent[0]}, and a user, ${user[0]}.`);
  }

  addLink({ one, other, sentence, frames }: EndpointLink): void {
    const [a, b] = [this.#placeOf(one), this.#placeOf(other)];
    if (a !== undefined && b !== undefined) this.#join(a, b, { sentence, frames });
  }

  #placeOf(endpoint: string): number | undefined {
    const ip = endpoint.slice(0, endpoint.lastIndexOf(':')).replace(/^\[(.*)\]$/, '$1');
    return this.#byKey.get(`place ${ip} ${endpoint}`)?.at;
  }

  #joinBy(key: string, index: Index, sentence: string): void {
    const known = this.#byKey.get(key);
    if (known === undefined) this.#byKey.set(key, index);
    else {
      const frames = [known.frame, index.frame].filter((frame) => frame > 0);
      this.#join(known.at, index.at, { sentence, frames });
    }
  }

  #join(one: number, other: number, evidence: Evidence): void {
    if (!this.#isPossible(one, other) || !this.#union.join(one, other)) return;
    const known = this.#evidence.get(one) ?? [];
    if (known.length < maxEvidence) this.#evidence.set(one, [...known, evidence]);
  }

  #isPossible(one: number, other: number): boolean {
    const [a, b] = [this.#endpoints[one], this.#endpoints[other]];
    if (a === undefined || b === undefined || this.#talks(a.endpoint, b.endpoint)) return false;
    // Two that name different hosts lie behind one translated address.
    const [hostsOfA, hostsOfB] = [innerHosts(a), innerHosts(b)];
    return hostsOfA.size === 0 || hostsOfB.size === 0 || [...hostsOfA].some((host) => hostsOfB.has(host));
  }

  list(): readonly MergedEndpoints[] {
    const merged = new Map<number, { readonly endpoints: EndpointFacts[]; readonly evidence: Evidence[] }>();
    for (const [at, facts] of this.#endpoints.entries()) {
      const root = this.#union.rootOf(at);
      let group = merged.get(root);
      if (group === undefined) merged.set(root, (group = { endpoints: [], evidence: [] }));
      group.endpoints.push(facts);
      group.evidence.push(...(this.#evidence.get(at) ?? []));
    }
    return [...merged.values()].map(({ endpoints, evidence }) => ({
      endpoints,
      evidence: evidence.slice(0, maxEvidence),
    }));
  }
}

/** The hosts of the places it names that are not its address. */
function innerHosts({ ip, places }: EndpointFacts): ReadonlySet<string> {
  const hosts = [...places.keys()].map((place) => place.slice(0, place.lastIndexOf(':')));
  return new Set(hosts.filter((host) => host !== hostText(ip)));
}

/** As it stands in a place. */
function hostText(ip: string): string {
  return ip.includes(':') ? `[${ip}]` : ip;
}
