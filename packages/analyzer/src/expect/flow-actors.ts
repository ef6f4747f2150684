import type { MessageRow } from '../rows.ts';
import { hostText } from './host-text.ts';

/** Who takes part in messages, as a flow names them. */
export type FlowActors = {
  /** A line each. */
  readonly lines: readonly string[];
  /** `caller -> proxy`, or `caller <- proxy` of what goes back: who comes first in the flow stands first. */
  arrow(row: MessageRow): readonly [left: string, arrow: '->' | '<-', right: string];
};

type Actor = { readonly name: string; readonly address: string; readonly userAgent: string | undefined };

export function actorsOf(rows: readonly MessageRow[]): FlowActors {
  const keyOf = placesOf(rows);
  const actors = new Map<string, Actor>();
  const names = new Set<string>();
  const agents = userAgentsOf(rows, keyOf);
  const last = rows.length > 0 ? lastTargetOf(rows, keyOf) : undefined;
  for (const row of rows) {
    for (const [ip, port] of [
      [row.srcIp, row.srcPort],
      [row.dstIp, row.dstPort],
    ] as const) {
      const key = keyOf(ip, port);
      if (actors.has(key)) continue;
      const name = freeName(names, actors.size === 0 ? 'caller' : key === last ? 'callee' : 'hop');
      names.add(name);
      actors.set(key, { name, address: key, userAgent: agents.get(key) });
    }
  }
  const order = [...actors.keys()];
  const nameOf = (key: string) => actors.get(key)?.name ?? '?';
  return {
    lines: linesOf([...actors.values()]),
    arrow({ srcIp, srcPort, dstIp, dstPort }) {
      const [from, to] = [keyOf(srcIp, srcPort), keyOf(dstIp, dstPort)];
      return order.indexOf(from) <= order.indexOf(to)
        ? [nameOf(from), '->', nameOf(to)]
        : [nameOf(to), '<-', nameOf(from)];
    },
  };
}

/** A host is somebody, whatever ports it sends from; where several of its ports are of different ones, each is. */
function placesOf(rows: readonly MessageRow[]): (ip: string, port: number) => string {
  const ports = new Map<string, Set<number>>();
  const shared = new Set<string>();
  for (const { transport, srcIp, srcPort, dstIp, dstPort } of rows) {
    if (srcIp === dstIp) shared.add(srcIp);
    if (transport !== 'UDP') continue;
    for (const [ip, port] of [
      [srcIp, srcPort],
      [dstIp, dstPort],
    ] as const) {
      const known = ports.get(ip) ?? new Set<number>();
      ports.set(ip, known.add(port));
      if (known.size > 1) shared.add(ip);
    }
  }
  return (ip, port) => (shared.has(ip) ? `${hostText(ip)}:${port}` : hostText(ip));
}

/** Where the last request of those that set the call up went. */
function lastTargetOf(rows: readonly MessageRow[], keyOf: (ip: string, port: number) => string): string | undefined {
  const request = rows.findLast(({ kind, toTag }) => kind === 'request' && toTag === undefined);
  return request === undefined ? undefined : keyOf(request.dstIp, request.dstPort);
}

/** Of those that never forward what they received from somebody else, which is nobody's own. */
function userAgentsOf(
  rows: readonly MessageRow[],
  keyOf: (ip: string, port: number) => string,
): ReadonlyMap<string, string> {
  const agents = new Map<string, Set<string>>();
  for (const { srcIp, srcPort, userAgent } of rows) {
    if (userAgent === undefined) continue;
    const key = keyOf(srcIp, srcPort);
    agents.set(key, (agents.get(key) ?? new Set()).add(userAgent));
  }
  return new Map(
    [...agents].flatMap(([key, [one = '', ...more]]) => (more.length === 0 && isPlain(one) ? [[key, one]] : [])),
  );
}

function isPlain(text: string): boolean {
  return /^[ !$-[\]-~]{1,60}$/.test(text);
}

function linesOf(actors: readonly Actor[]): string[] {
  const width = Math.max(0, ...actors.map(({ name }) => name.length));
  const addressWidth = Math.max(0, ...actors.map(({ address }) => address.length));
  return actors.map(({ name, address, userAgent }) => {
    const comment = userAgent === undefined ? '' : `  # ${userAgent}`;
    return `${name.padEnd(width)}  ${address.padEnd(addressWidth)}${comment}`.trimEnd();
  });
}

function freeName(taken: ReadonlySet<string>, wanted: string): string {
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}${number}`)) number++;
  return `${wanted}${number}`;
}
