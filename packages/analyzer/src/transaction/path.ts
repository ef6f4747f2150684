import type { Transaction } from './transaction.ts';

/** An element that a request passed. Durations are nanoseconds of capture time. */
export type PathElement = {
  /** Its endpoint, by the number of the `FlowTable`: where it got the request, or sent it from where it is the first. */
  readonly endpoint: number;
  /** The transaction by which it got the request; of the first element, that by which it sent it. */
  readonly transaction: number;
  /** What it took to forward the request, and the final response that came back; `undefined` of the ends, NaN where not both were captured. */
  readonly requestNs: number | undefined;
  readonly responseNs: number | undefined;
  /** It made the final response. */
  readonly answered: true | undefined;
};

/** Elements beyond these are not told: Max-Forwards begins with 70 (RFC 3261 §8.1.1.6). */
const maxElements = 100;

type EndpointsOf = {
  sourceEndpoint(flow: number): number;
  destinationEndpoint(flow: number): number;
};

/**
 * The way of a transaction's request, from the client that made it on: back through the hops it came from, and on through those the final response came from, else
 * the first it was forwarded by. `find`: a transaction by its number; what it does not give is not told.
 */
export function pathOf(
  transaction: Transaction,
  find: (number: number) => Transaction | undefined,
  flows: EndpointsOf,
): readonly PathElement[] {
  const hops = [...hopsBefore(transaction, find), transaction, ...hopsAfter(transaction, find)];
  const first = hops[0]!;
  const elements: PathElement[] = [
    {
      endpoint: flows.sourceEndpoint(first.flow),
      transaction: first.number,
      requestNs: undefined,
      responseNs: undefined,
      answered: undefined,
    },
  ];
  for (const [index, hop] of hops.entries()) {
    const next = hops[index + 1]?.passage;
    const endpoint = flows.destinationEndpoint(hop.flow);
    elements.push({
      endpoint,
      transaction: hop.number,
      requestNs: next?.requestNs,
      responseNs: next?.responseNs,
      answered: hop.final >= 0 && (hop.passage?.answeredBy ?? endpoint) === endpoint ? true : undefined,
    });
  }
  return elements;
}

/** Nearest the client first. */
function hopsBefore(
  { passage }: Transaction,
  find: (number: number) => Transaction | undefined,
): readonly Transaction[] {
  const hops: Transaction[] = [];
  let number = passage?.forwardedFrom ?? -1;
  while (number >= 0 && hops.length < maxElements) {
    const hop = find(number);
    if (hop === undefined) break;
    hops.push(hop);
    number = hop.passage?.forwardedFrom ?? -1;
  }
  return hops.reverse();
}

function hopsAfter(
  { passage }: Transaction,
  find: (number: number) => Transaction | undefined,
): readonly Transaction[] {
  const hops: Transaction[] = [];
  let at = passage;
  while (at !== undefined && hops.length < maxElements) {
    const number = at.answeredThrough >= 0 ? at.answeredThrough : (at.forwardedTo[0] ?? -1);
    const hop = number < 0 ? undefined : find(number);
    if (hop === undefined) break;
    hops.push(hop);
    at = hop.passage;
  }
  return hops;
}
