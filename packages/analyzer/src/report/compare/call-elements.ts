import type { CallMessage } from '../../message/call-message.ts';
import { receiverOf, senderOf } from '../../message/read-message.ts';
import { hostOf } from '../ladder-lanes.ts';
import { requestOf } from '../ladder-order.ts';
import { laneOrder } from '../lane-order.ts';
import type { NeutralNames } from './neutral-message.ts';

/** The elements of a call in the order of its path, from the caller: `ip:port`. */
export type CallElements = { readonly addresses: readonly string[]; placeOf(address: string): number };

export function callElements(messages: readonly CallMessage[]): CallElements {
  const lanes = new Map<string, number>();
  const laneOf = (address: string): number => {
    const known = lanes.get(address) ?? lanes.size;
    lanes.set(address, known);
    return known;
  };
  const requests = messages.map(({ row }) => requestOf(row, laneOf(senderOf(row)), laneOf(receiverOf(row))));
  const appeared = [...lanes.keys()];
  const addresses = laneOrder(appeared.map(hostOf), requests).flatMap((lane) => appeared[lane] ?? []);
  const places = new Map(addresses.map((address, place) => [address, place]));
  return { addresses, placeOf: (address) => places.get(address) ?? 0 };
}

/** What both sides' addresses are called; what is the same in both keeps its own. */
export function neutralNames(
  left: CallElements,
  right: CallElements,
  ends: { readonly left: readonly (string | undefined)[]; readonly right: readonly (string | undefined)[] },
): { readonly left: NeutralNames; readonly right: NeutralNames } {
  const hosts = [left, right].map(({ addresses }) => new Set(addresses.map((one) => hostOf(one).toLowerCase())));
  const named = (
    elements: CallElements,
    own: readonly (string | undefined)[],
    other: readonly (string | undefined)[],
    others: ReadonlySet<string> | undefined,
  ) => {
    const names = new Map<string, string>();
    for (const [place, address] of elements.addresses.entries()) {
      const host = hostOf(address).toLowerCase();
      if (others?.has(host) !== true && !names.has(host))
        names.set(host, `${nameOf(place, elements.addresses.length)}.invalid`);
    }
    for (const [at, end] of own.entries()) {
      const [one, another] = [partsOf(end), partsOf(other[at])];
      const name = at === 0 ? 'caller' : 'callee';
      if (one.user !== another.user && one.user !== '') names.set(`:${one.user}@`, `:${name}@`);
      if (one.host !== another.host && one.host !== '' && !isAddress(one.host))
        names.set(`@${one.host}`, '@home.invalid');
    }
    return names;
  };
  return { left: named(left, ends.left, ends.right, hosts[1]), right: named(right, ends.right, ends.left, hosts[0]) };
}

function nameOf(place: number, count: number): string {
  if (place === 0) return 'caller';
  return place === count - 1 ? 'callee' : `element-${place}`;
}

/** User and host of `sip:alice@example.com;user=phone`; empty where it has none. */
function partsOf(uri: string | undefined): { readonly user: string; readonly host: string } {
  const { user = '', host = '' } =
    /^(?:sips?:)?(?<user>[^\s@<>]{1,200})@(?<host>[^\s;?:>@]{1,200})/i.exec(uri ?? '')?.groups ?? {};
  return { user, host };
}

function isAddress(host: string): boolean {
  return host.startsWith('[') || /^[\d.]+$/.test(host);
}
