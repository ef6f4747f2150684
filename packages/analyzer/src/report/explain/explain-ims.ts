import type {
  AccessNetworkInfo,
  ChargingVector,
  LocationValue,
  ResourcePriority,
  SessionId,
  VisitedNetwork,
} from '@sipscope/parser';
import { resourcePriorityRow } from '@sipscope/parser/registry';
import { cellOf } from '../../ims/access-networks.ts';
import type { ExplainContext, Told } from './explain-context.ts';
import { listText, part, partsOf, quoted } from './explain-text.ts';

/** The session as both ends name it, whatever B2BUAs make of dialogs between. RFC 7989. */
export function explainSessionId([value]: readonly SessionId[]): readonly Told[] {
  if (value === undefined) return [];
  const facts: Told[] = [
    {
      kind: 'session-id',
      text:
        value.remote === undefined
          ? 'Only the sender’s half is there, as in RFC 7329.'
          : value.isRemoteNil
            ? 'The other side’s half is not known yet: 32 zeros.'
            : 'Both halves are there: sender’s and receiver’s.',
      ...partsOf([
        part('sender', value.uuid),
        ...(value.remote === undefined
          ? []
          : [part('remote', value.remote, value.isRemoteNil ? 'not known yet' : undefined)]),
      ]),
    },
  ];
  if (value.logMe)
    facts.push({
      kind: 'session-id',
      text: 'Everyone on the way is asked to log the session (logme).',
      short: 'logme',
    });
  return facts;
}

export function explainChargingVector([value]: readonly ChargingVector[]): readonly Told[] {
  if (value === undefined) return [];
  const transit = value.transitIoi.map(({ name }) => name);
  const from = value.origIoi === undefined ? '' : ` It comes from ${quoted(value.origIoi)}`;
  const to = value.termIoi === undefined ? '' : `${from === '' ? ' It goes' : ','} to ${quoted(value.termIoi)}`;
  return [
    {
      kind: 'ims',
      text: `All charging records of the session are joined by the icid-value.${from}${to}${from + to === '' ? '' : '.'}`,
      ...partsOf([
        ...(value.icidValue === undefined
          ? []
          : [part('icid-value', value.icidValue, 'the session’s charging identity')]),
        ...(value.icidGeneratedAt === undefined
          ? []
          : [part('icid-generated-at', value.icidGeneratedAt, 'who made it')]),
        ...(value.origIoi === undefined ? [] : [part('orig-ioi', value.origIoi, 'the network the call comes from')]),
        ...(value.termIoi === undefined ? [] : [part('term-ioi', value.termIoi, 'the network the call goes to')]),
        ...(transit.length === 0 ? [] : [part('transit-ioi', transit.join(', '), 'the networks between')]),
        ...(value.relatedIcid === undefined
          ? []
          : [part('related-icid', value.relatedIcid, 'another access leg of the same session')]),
      ]),
    },
  ];
}

/** Which cell or line the device uses, taken apart. TS 24.229 §7.2A.4, RFC 7315 §5.4. */
export function explainAccessNetwork(values: readonly AccessNetworkInfo[]): readonly Told[] {
  return values.slice(0, 4).map((value): Told => {
    const says = value.isNetworkProvided ? 'The network says' : 'The device says of itself';
    const cell = value.cellId === undefined ? undefined : cellOf(value.accessType, value.cellId);
    const parts =
      cell === undefined
        ? value.cellId === undefined
          ? []
          : [part('cell or access point', value.cellId)]
        : [
            part('MCC', cell.mcc, 'country'),
            part('MNC', cell.mnc, 'operator'),
            part(
              'area',
              cell.area,
              /nr|e-utran/i.test(value.accessType)
                ? 'tracking area code, hexadecimal'
                : 'location area code, hexadecimal',
            ),
            part('cell', cell.cell, 'cell identity, hexadecimal'),
          ];
    const line = value.lineLocation === undefined ? [] : [part('line', value.lineLocation)];
    return {
      kind: 'ims',
      text: `${says} that it is reached through ${quoted(value.accessType)}${cell === undefined ? '' : `, in a cell of network ${cell.mcc}-${cell.mnc}`}.`,
      ...(cell !== undefined && { short: `${cell.mcc}-${cell.mnc}` }),
      ...partsOf([...parts, ...line]),
    };
  });
}

export function explainVisitedNetwork(values: readonly VisitedNetwork[]): readonly Told[] {
  if (values.length === 0) return [];
  const names = values.slice(0, 4).map(({ name }) => quoted(name));
  return [{ kind: 'ims', text: `The device is in the network ${listText(names)}.` }];
}

export function explainGeolocation(values: readonly LocationValue[], { message }: ExplainContext): readonly Told[] {
  const routing = message.header('Geolocation-Routing')?.value.toLowerCase().split(';', 1)[0]?.trim();
  const used =
    routing === 'yes' ? ' Proxies may use it to route.' : routing === 'no' ? ' Proxies may not use it to route.' : '';
  return values.slice(0, 4).map((value): Told => {
    const where = value.isInBody
      ? 'The location is in a part of the body'
      : `The location can be asked for at ${quoted(value.uriText)}; it is not fetched here`;
    const by = value.locationSource === undefined ? '' : `, added by ${quoted(value.locationSource)}`;
    return { kind: 'location', text: `${where}${by}.${used}`, short: value.isInBody ? 'in the body' : 'by reference' };
  });
}

export function explainResourcePriority(values: readonly ResourcePriority[]): readonly Told[] {
  const parts = values.map(({ namespace, priority }) => {
    const row = resourcePriorityRow(namespace);
    return part(quoted(namespace), priority, row === undefined ? 'not in the registry' : undefined, row);
  });
  return [{ kind: 'priority', text: 'The request asks to be treated before others.', ...partsOf(parts) }];
}
