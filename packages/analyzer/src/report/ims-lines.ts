import type {
  AccessNetworkRow,
  ChargingVectorRow,
  Evidence,
  ImsSection,
  PreconditionRow,
  SecurityAgreementRow,
  SecurityEnd,
  ValueRow,
} from '../rows.ts';
import { frameList } from './frame-list.ts';

/** What the network's header fields say. The roles of endpoints stand with the participants. */
export function imsLines(section: ImsSection): readonly string[] {
  const lines = [
    ...(section.emergency ?? []).map((one) => evidenceLine(one)),
    ...(section.accessNetworks ?? []).map((one) => accessLine(one)),
    ...(section.visitedNetworks ?? []).map((one) => valueLine(one)),
    ...(section.chargingVectors ?? []).map((one) => chargingLine(one)),
    ...(section.chargingFunctions ?? []).map((one) => valueLine(one)),
    ...(section.services ?? []).map((one) => valueLine(one)),
    ...(section.users ?? []).map((one) => valueLine(one)),
    ...(section.routes ?? []).map((one) => valueLine(one)),
    ...(section.security ?? []).map((one) => securityLine(one)),
    ...(section.features ?? []).map((one) => valueLine(one)),
    ...(section.preconditions ?? []).map((one) => preconditionLine(one)),
    ...(section.continuity ?? []).map((one) => evidenceLine(one)),
  ];
  return lines.length === 0 ? [] : ['IMS', ...lines.map((line) => `  ${line}`)];
}

function evidenceLine({ sentence, frames }: Evidence): string {
  return `${sentence}  ${frameList(frames)}`;
}

function valueLine({ field, value, senders, frames }: ValueRow): string {
  return `${field} ${value}, first said by ${senders[0] ?? 'nobody'}  ${frameList(frames)}`;
}

function accessLine({ type, cell, networkProvided, value, senders, frames }: AccessNetworkRow): string {
  const place =
    cell === undefined ? value : `${type}, network ${cell.mcc}-${cell.mnc}, area ${cell.area}, cell ${cell.cell}`;
  const by = networkProvided === true ? 'by the network' : 'by the device';
  return `access network ${place}, told ${by} at ${senders[0] ?? 'nobody'}  ${frameList(frames)}`;
}

function chargingLine({ icid, generatedAt, origIoi, termIoi, callIds, frames }: ChargingVectorRow): string {
  const parts = [
    `charging identity ${icid}`,
    generatedAt === undefined ? undefined : `made at ${generatedAt}`,
    origIoi === undefined ? undefined : `from ${origIoi}`,
    termIoi === undefined ? undefined : `to ${termIoi}`,
    callIds.length > 1 ? `in ${callIds.length} Call-IDs` : undefined,
  ];
  return `${parts.filter((part) => part !== undefined).join(', ')}  ${frameList(frames)}`;
}

function securityLine(row: SecurityAgreementRow): string {
  const { mechanism, algorithm, encryption, client, server, verified, frames } = row;
  const kind = [mechanism, algorithm, encryption === undefined ? undefined : `encryption ${encryption}`];
  const ends = [client, server].flatMap((end) => (end === undefined ? [] : [endText(end)]));
  const parts = [
    `security ${server === undefined ? 'offered' : 'agreed'}: ${kind.filter((part) => part !== undefined).join(', ')}`,
    ends.join(' and '),
    verified === undefined
      ? undefined
      : verified
        ? 'verified'
        : 'the device verifies another list than the server sent',
  ];
  return `${parts.filter((part) => part !== undefined && part !== '').join('; ')}  ${frameList(frames)}`;
}

function endText({ ip, portClient, portServer, spiClient, spiServer }: SecurityEnd): string {
  const parts = [
    portClient === undefined ? undefined : `port-c ${portClient}`,
    portServer === undefined ? undefined : `port-s ${portServer}`,
    spiClient === undefined ? undefined : `spi-c ${spiClient}`,
    spiServer === undefined ? undefined : `spi-s ${spiServer}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? ip : `${ip} (${parts.join(', ')})`;
}

function preconditionLine(row: PreconditionRow): string {
  const { sender, message, media, type, current, desired, met, frame } = row;
  const state = `${type} of ${media}: now ${current.join(', ') || 'unknown'}, wanted ${desired.join(', ')}`;
  return `${message} of ${sender}, ${state}: ${met ? 'met' : 'not met'}  ${frameList([frame])}`;
}
