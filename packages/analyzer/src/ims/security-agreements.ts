import type { SecurityMechanism } from '@sipscope/parser';
import { isFirstCopy, type PlacedMessage } from '../message/read-message.ts';
import type { SecurityAgreementRow, SecurityEnd } from '../rows.ts';

/** Further agreements are not listed; of each so many frames. */
const maxAgreements = 20;
const maxFrames = 20;

type Agreement = {
  readonly callId: string | undefined;
  readonly offered: readonly SecurityMechanism[];
  readonly client: string;
  readonly frames: number[];
  server: string | undefined;
  listed: readonly SecurityMechanism[];
  verified: boolean | undefined;
};

/** How devices and the servers next to them agree on protecting their way: Security-Client, -Server and -Verify (RFC 3329 §2.3, TS 33.203 §7). */
export function securityAgreements(messages: readonly PlacedMessage[]): readonly SecurityAgreementRow[] {
  const agreements = new Map<string, Agreement>();
  for (const message of messages) if (isFirstCopy(message.row)) receive(agreements, message);
  const rows = [...agreements.values()].flatMap((agreement) => agreementRow(agreement) ?? []);
  return rows.map((row) => ({ ...row, ...protectedBy(row, messages) }));
}

/** The device's own copies: what is sent on to the core says the same. */
function receive(agreements: Map<string, Agreement>, { row, parsed }: PlacedMessage): void {
  const key = `${row.callId ?? ''} ${row.fromTag ?? ''}`;
  const known = agreements.get(key);
  const offered = parsed.get('Security-Client');
  if (row.kind === 'response') {
    const listed = parsed.get('Security-Server');
    if (known === undefined || listed.length === 0 || parsed.via.length !== 1) return;
    known.listed = listed;
    known.server = row.srcIp;
    note(known, row);
    return;
  }
  if (known === undefined) {
    if (offered.length === 0 || parsed.via.length !== 1 || agreements.size >= maxAgreements) return;
    const agreement = {
      callId: row.callId,
      offered,
      client: row.srcIp,
      server: undefined,
      listed: [],
      verified: undefined,
    };
    agreements.set(key, { ...agreement, frames: [row.frame] });
    return;
  }
  const verified = parsed.get('Security-Verify');
  if (verified.length === 0 || known.listed.length === 0 || parsed.via.length !== 1) return;
  known.verified = textOf(verified) === textOf(known.listed);
  note(known, row);
}

function note({ frames }: Agreement, { frame }: PlacedMessage['row']): void {
  if (frames.length < maxFrames) frames.push(frame);
}

/** Parameters in any order. */
function textOf(mechanisms: readonly SecurityMechanism[]): string {
  const texts = mechanisms.map(({ mechanism, params }) =>
    [mechanism, ...params.map(({ name, value }) => `${name}=${value ?? ''}`).toSorted()].join(';'),
  );
  return texts.toSorted().join(', ').toLowerCase();
}

function agreementRow(agreement: Agreement): SecurityAgreementRow | undefined {
  const { offered, listed, callId, verified, frames } = agreement;
  const chosen = chosenOf(listed, offered);
  const own = offered.find((one) => isAlike(one, chosen ?? one));
  if (own === undefined) return undefined;
  const shown = chosen ?? own;
  const names = [...new Set(offered.map((one) => nameOf(one)))].slice(0, maxFrames);
  return {
    mechanism: shown.mechanism,
    ...(chosen?.algorithm === undefined ? {} : { algorithm: chosen.algorithm }),
    ...(chosen?.encryptAlgorithm === undefined ? {} : { encryption: chosen.encryptAlgorithm }),
    client: endOf(own, agreement.client),
    ...(chosen === undefined || agreement.server === undefined ? {} : { server: endOf(chosen, agreement.server) }),
    offered: names,
    ...(verified === undefined ? {} : { verified }),
    ...(callId === undefined ? {} : { callId }),
    frames,
  };
}

/** Of what the server lists and the device offered too, what the server likes best (RFC 3329 §2.3.1). */
function chosenOf(
  listed: readonly SecurityMechanism[],
  offered: readonly SecurityMechanism[],
): SecurityMechanism | undefined {
  const common = listed.filter((one) => offered.some((other) => isAlike(other, one)));
  return common.toSorted((a, b) => (b.q ?? 0) - (a.q ?? 0))[0];
}

function isAlike(one: SecurityMechanism, other: SecurityMechanism): boolean {
  return nameOf(one) === nameOf(other);
}

function nameOf({ mechanism, algorithm, encryptAlgorithm }: SecurityMechanism): string {
  return [mechanism, algorithm, encryptAlgorithm ?? 'null']
    .filter((part) => part !== undefined)
    .join(' ')
    .toLowerCase();
}

function endOf({ portClient, portServer, spiClient, spiServer }: SecurityMechanism, ip: string): SecurityEnd {
  return {
    ip,
    ...(portClient === undefined ? {} : { portClient }),
    ...(portServer === undefined ? {} : { portServer }),
    ...(spiClient === undefined ? {} : { spiClient }),
    ...(spiServer === undefined ? {} : { spiServer }),
  };
}

/** Messages between ports that both sides named: mostly they cannot be read, and where they can, they were not encrypted or were captured above. */
function protectedBy(
  { client, server }: SecurityAgreementRow,
  messages: readonly PlacedMessage[],
): Pick<SecurityAgreementRow, 'protectedFrames'> {
  const frames = messages.flatMap(({ row }) => {
    if (row.duplicate === true) return [];
    const isTo = isPort(client, row.srcIp, row.srcPort) && isPort(server, row.dstIp, row.dstPort);
    const isFrom = isPort(server, row.srcIp, row.srcPort) && isPort(client, row.dstIp, row.dstPort);
    return isTo || isFrom ? [row.frame] : [];
  });
  return frames.length === 0 ? {} : { protectedFrames: frames.slice(0, maxFrames) };
}

function isPort(end: SecurityEnd | undefined, ip: string, port: number): boolean {
  return end?.ip === ip && (end.portClient === port || end.portServer === port);
}
