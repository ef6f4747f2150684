import { parseHeader } from '@sipscope/parser';
import type { Evidence, ImsNodeRow, ParticipantRow, RoleRow } from '../rows.ts';
import type { AddressNames } from './address-names.ts';
import type { EndpointFacts } from './endpoint-facts.ts';
import type { MergedEndpoints } from './merge-endpoints.ts';

/** Endpoints of a participant that are listed, and what is listed of each kind. */
const maxEndpoints = 50;
const maxListed = 10;
/** Of a User-Agent that serves as a name. */
const maxNameLength = 100;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What is known of a participant beside what its endpoints say. */
type Known = {
  readonly names: AddressNames;
  readonly roles: readonly RoleRow[];
  readonly nodes: readonly ImsNodeRow[];
};

/** `number`: from 0, in order of appearance. */
export function participantRow(number: number, { endpoints, evidence }: MergedEndpoints, known: Known): ParticipantRow {
  const row: Partial<Writable<ParticipantRow>> = { id: `n${number + 1}` };
  const userAgents = all(endpoints, ({ userAgents: texts }) => texts);
  const hosts = all(endpoints, ({ hosts: texts }) => texts);
  const name = nameOf(endpoints, { userAgents, hosts }, known.names);
  if (name !== undefined) [row.name, row.nameFrom] = [name.name, name.from];
  row.endpoints = endpoints.slice(0, maxEndpoints).map(({ endpoint }) => endpoint);
  if (endpoints.length > maxEndpoints) row.moreEndpoints = endpoints.length - maxEndpoints;
  if (evidence.length > 0) row.merged = evidence;
  if (hosts.length > 0) row.hosts = hosts;
  if (userAgents.length > 0) row.userAgents = userAgents;
  const product = userAgents[0] === undefined ? undefined : productOf(userAgents[0]);
  if (product !== undefined) row.product = product;
  const [instance] = all(endpoints, ({ instances }) => instances);
  if (instance !== undefined) row.instance = instance;
  const roles = [...known.roles, ...rolesOfNodes(known.nodes)];
  if (roles.length > 0) row.roles = roles;
  const nat = endpoints.flatMap((facts) => facts.nat.list()).slice(0, maxListed);
  if (nat.length > 0) row.nat = nat;
  row.messages = endpoints.reduce((sum, { messages }) => sum + messages, 0);
  // Every field that is always there was set.
  return row as ParticipantRow;
}

function all(
  endpoints: readonly EndpointFacts[],
  pick: (facts: EndpointFacts) => ReadonlyMap<string, number>,
): readonly string[] {
  return [...new Set(endpoints.flatMap((facts) => [...pick(facts).keys()]))].slice(0, maxListed);
}

type Said = { readonly userAgents: readonly string[]; readonly hosts: readonly string[] };

function nameOf(
  endpoints: readonly EndpointFacts[],
  { userAgents, hosts }: Said,
  names: AddressNames,
): { readonly name: string; readonly from: NonNullable<ParticipantRow['nameFrom']> } | undefined {
  for (const { ip, endpoint } of endpoints) {
    const given = names.of(ip, endpoint);
    if (given !== undefined) return given;
  }
  if (userAgents[0] !== undefined) return { name: userAgents[0].slice(0, maxNameLength), from: 'user-agent' };
  return hosts[0] === undefined ? undefined : { name: hosts[0].slice(0, maxNameLength), from: 'host' };
}

/** The first product a User-Agent names, by its own words. RFC 3261 §20.41. */
function productOf(userAgent: string): ParticipantRow['product'] {
  const product = parseHeader('User-Agent', userAgent).values[0]?.products[0];
  if (product === undefined || product.name === '') return undefined;
  return { name: product.name, ...(product.version === undefined ? {} : { version: product.version }) };
}

/** Endpoints of one device may be guessed to be the same: the surest counts. */
function rolesOfNodes(nodes: readonly ImsNodeRow[]): readonly RoleRow[] {
  const best = new Map<
    string,
    { readonly role: ImsNodeRow['role']; confidence: number; evidence: readonly Evidence[] }
  >();
  for (const { role, confidence, evidence } of nodes) {
    const known = best.get(role);
    if (known === undefined || known.confidence < confidence) best.set(role, { role, confidence, evidence });
  }
  return [...best.values()].toSorted((a, b) => b.confidence - a.confidence);
}
