import type { ExpectedStep } from './expected-steps.ts';
import { fitsKind } from './fits.ts';
import type { Actor } from './script/script.ts';
import { endpointKey, type SeenEndpoint, type SeenMessage } from './seen-message.ts';

/** Where somebody of the flow is; without a port, at any of that host which is nobody else's. */
type Place = {
  readonly ip: string;
  readonly port: number | undefined;
  /** The flow says the port; otherwise it was seen, and a host may send from other ports than it listens on. */
  readonly isPortStated: boolean;
};

/** Who of the flow is at which address. */
export class Casting {
  readonly #places = new Map<string, Place>();
  /** By `ip:port`; filled as it is asked. */
  readonly #names = new Map<string, string>();

  private constructor(places: Iterable<readonly [name: string, place: Place]>) {
    for (const [name, place] of places) this.#places.set(name, place);
  }

  /** Those whose address is stated. */
  static stated(actors: Iterable<Actor>): Casting {
    const places: [string, Place][] = [];
    for (const actor of actors) {
      if (actor.isOpen) continue;
      const { address, port } = actor.nat ?? actor;
      const isPortStated = actor.nat !== undefined || actor.isPortStated;
      places.push([actor.name, { ip: address, port: isPortStated ? port : undefined, isPortStated }]);
    }
    return new Casting(places);
  }

  with(name: string, { ip, port }: SeenEndpoint): Casting {
    return new Casting([...this.#places, [name, { ip, port, isPortStated: false }]]);
  }

  has(name: string): boolean {
    return this.#places.has(name);
  }

  /** Whoever is at this address; empty where it is nobody of the flow. */
  nameAt(endpoint: SeenEndpoint): string {
    const key = endpointKey(endpoint);
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = this.#find(endpoint);
    this.#names.set(key, name);
    return name;
  }

  hostOf(name: string): string | undefined {
    return this.#places.get(name)?.ip;
  }

  isAt(name: string, endpoint: SeenEndpoint): boolean {
    const found = this.nameAt(endpoint);
    if (found === name) return true;
    // Two of the flow may share a host and state no ports.
    const [one, other] = [this.#places.get(found), this.#places.get(name)];
    return one !== undefined && other !== undefined && one.ip === other.ip && one.port === other.port;
  }

  #find({ ip, port }: SeenEndpoint): string {
    const atHost = [...this.#places].filter(([, place]) => place.ip === ip);
    const exact = atHost.find(([, place]) => place.port === port);
    const anyPort = atHost.find(([, place]) => place.port === undefined);
    const [only] = atHost.length === 1 ? atHost : [];
    const [name = ''] = exact ?? anyPort ?? (only?.[1].isPortStated === false ? only : []);
    return name;
  }
}

/** Castings that are tried. */
const mostCastings = 120;
/** Addresses that those without one may be at. */
const mostEndpoints = 12;

/** Who may be at which address, where the flow leaves it open: first as the messages come that fit, then all other ways. */
export function* castings(
  stated: Casting,
  steps: readonly ExpectedStep[],
  messages: readonly SeenMessage[],
): Generator<Casting> {
  const open = openNames(steps, stated);
  if (open.length === 0) {
    yield stated;
    return;
  }
  yield firstFit(stated, steps, messages);
  const endpoints = freeEndpoints(stated, messages);
  let count = 1;
  const tried: { readonly casting: Casting; readonly used: readonly string[] }[] = [{ casting: stated, used: [] }];
  // Depth first, each level is one of those without an address.
  for (let one = tried.pop(); one !== undefined && count < mostCastings; one = tried.pop()) {
    const name = open[one.used.length];
    if (name === undefined) {
      count++;
      yield one.casting;
      continue;
    }
    for (const endpoint of endpoints.toReversed()) {
      const key = endpointKey(endpoint);
      if (!one.used.includes(key)) tried.push({ casting: one.casting.with(name, endpoint), used: [...one.used, key] });
    }
  }
}

function openNames(steps: readonly ExpectedStep[], stated: Casting): string[] {
  const names = new Set(steps.flatMap(({ step }) => [step.from.name, step.to.name]));
  return [...names].filter((name) => !stated.has(name));
}

/** Each is bound by the first message that fits. */
function firstFit(stated: Casting, steps: readonly ExpectedStep[], messages: readonly SeenMessage[]): Casting {
  let casting = stated;
  for (const expected of steps) {
    const { from, to } = expected.step;
    if (casting.has(from.name) && casting.has(to.name)) continue;
    const found = messages.find((message) => {
      if (!fitsKind(expected, message)) return false;
      return canBe(casting, from.name, message.from) && canBe(casting, to.name, message.to);
    });
    if (found === undefined) continue;
    if (!casting.has(from.name)) casting = casting.with(from.name, found.from);
    if (!casting.has(to.name)) casting = casting.with(to.name, found.to);
  }
  return casting;
}

function canBe(casting: Casting, name: string, endpoint: SeenEndpoint): boolean {
  return casting.has(name) ? casting.isAt(name, endpoint) : casting.nameAt(endpoint) === '';
}

function freeEndpoints(stated: Casting, messages: readonly SeenMessage[]): SeenEndpoint[] {
  const found = new Map<string, SeenEndpoint>();
  for (const { from, to } of messages) {
    for (const endpoint of [from, to]) {
      if (found.size >= mostEndpoints) return [...found.values()];
      if (stated.nameAt(endpoint) === '') found.set(endpointKey(endpoint), endpoint);
    }
  }
  return [...found.values()];
}
