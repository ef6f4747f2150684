import type { SipMessage } from '@sipscope/parser';
import type { PlacedMessage } from '../message/read-message.ts';
import type { ImsSection, ValueRow } from '../rows.ts';
import { accessNetworks } from './access-networks.ts';
import { chargingVectors } from './charging-vectors.ts';
import { continuityHints } from './continuity.ts';
import { emergencyEvidence } from './emergency.ts';
import { nodeRoles } from './node-roles.ts';
import { preconditions } from './preconditions.ts';
import { securityAgreements } from './security-agreements.ts';
import { valueRows } from './value-rows.ts';

/** What is read of one value, where there is something. */
type Said = Omit<ValueRow, 'senders' | 'frames'>;

/** Values of a field of one message that are read. */
const maxValues = 20;

/** What the header fields of IMS say in the messages of a call, or of a registration, in order; `undefined` where there are none. */
export function describeIms(messages: readonly PlacedMessage[]): ImsSection | undefined {
  const section = {
    ...listed('accessNetworks', accessNetworks(messages)),
    ...listed('visitedNetworks', values(messages, visitedNetworksOf)),
    ...listed('chargingVectors', chargingVectors(messages)),
    ...listed('chargingFunctions', values(messages, chargingFunctionsOf)),
    ...listed('services', values(messages, servicesOf)),
    ...listed('users', values(messages, usersOf)),
    ...listed('routes', values(messages, routesOf)),
    ...listed('security', securityAgreements(messages)),
    ...listed('features', values(messages, featuresOf)),
    ...listed('preconditions', preconditions(messages)),
    ...listed('emergency', emergencyEvidence(messages)),
    ...listed('continuity', continuityHints(messages)),
    ...listed('nodes', nodeRoles(messages).rows()),
  } as ImsSection;
  return Object.keys(section).length === 0 ? undefined : section;
}

function listed<Name extends keyof ImsSection>(name: Name, list: ImsSection[Name] & readonly unknown[]): object {
  return list.length === 0 ? {} : { [name]: list };
}

function values(
  messages: readonly PlacedMessage[],
  read: (parsed: SipMessage) => readonly Said[],
): readonly ValueRow[] {
  return valueRows(messages, ({ parsed }) => read(parsed).slice(0, maxValues));
}

function visitedNetworksOf(parsed: SipMessage): readonly Said[] {
  return parsed.get('P-Visited-Network-ID').map(({ name }) => ({ field: 'P-Visited-Network-ID', value: name }));
}

function chargingFunctionsOf(parsed: SipMessage): readonly Said[] {
  return parsed
    .get('P-Charging-Function-Addresses')
    .flatMap(({ ccf, ecf }) => [
      ...ccf.map((value) => ({ field: 'CCF', value })),
      ...ecf.map((value) => ({ field: 'ECF', value })),
    ]);
}

function servicesOf(parsed: SipMessage): readonly Said[] {
  return (['P-Preferred-Service', 'P-Asserted-Service'] as const).flatMap((field) =>
    parsed.get(field).map(({ urn }) => ({ field, value: urn })),
  );
}

function usersOf(parsed: SipMessage): readonly Said[] {
  const said: Said[] = parsed
    .get('P-Associated-URI')
    .map(({ uriText }) => ({ field: 'P-Associated-URI', value: uriText }));
  for (const field of ['P-Called-Party-ID', 'P-Profile-Key', 'P-User-Database'] as const) {
    const address = [parsed.get(field)].flat()[0];
    if (address !== undefined) said.push({ field, value: address.uriText });
  }
  const served = [parsed.get('P-Served-User')].flat()[0];
  if (served !== undefined) {
    const facts = [served.sessionCase, served.registrationState, served.isDiverted ? 'orig-cdiv' : undefined];
    const words = facts.filter((fact) => fact !== undefined);
    said.push({ field: 'P-Served-User', value: [served.uriText, ...words].join(' ') });
  }
  return said;
}

function routesOf(parsed: SipMessage): readonly Said[] {
  return (['Path', 'Service-Route'] as const).flatMap((field) => {
    const uris = parsed.get(field).map(({ uriText }) => uriText);
    return uris.length === 0 ? [] : [{ field, value: uris.slice(0, maxValues).join(', ') }];
  });
}

function featuresOf(parsed: SipMessage): readonly Said[] {
  return parsed.get('Feature-Caps').flatMap(({ params }) =>
    params.map(({ name, value }) => ({
      field: 'Feature-Caps',
      value: value === undefined ? name : `${name}=${value}`,
    })),
  );
}
