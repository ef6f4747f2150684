import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { attributeRow } from '../src/body/sdp/attribute-table.ts';
import * as registry from '../src/registry/index.ts';

type Source = Record<string, unknown>;

const file = join(import.meta.dirname, '../../../../shared/standards/registries.json');
const isThere = existsSync(file);
const registries: Record<string, readonly Source[] & { causes: Source[]; map: Source }> = isThere
  ? JSON.parse(readFileSync(file, 'utf8'))
  : {};

/** Each table, its place in the collected registries, and the names of its columns there where they differ. */
const tables: readonly (readonly [table: readonly object[], source: string, renamed?: Record<string, string>])[] = [
  [registry.alertMessageErrorTable, 'alertmsgerrorcodes'],
  [registry.authSchemeTable, 'authschemes'],
  [registry.cryptoSuiteTable, 'cryptosuites'],
  [registry.digestAlgorithmTable, 'authalgs'],
  [registry.dispositionTable, 'dispositions'],
  [registry.diversionReasonTable, 'diversionreasons'],
  [registry.eventPackageTable, 'events', { package: 'name' }],
  [registry.featureCapabilityTable, 'fcaps'],
  [registry.geolocationErrorTable, 'geolocationerrorcodes'],
  [registry.iceCandidateTypeTable, 'icecandidatetypes'],
  [registry.infoPackageTable, 'infopackages'],
  [registry.mediaFeatureTagTable, 'mediafeaturetags'],
  [registry.methodFactsTable, 'methods', { name: 'method' }],
  [registry.optionTagTable, 'optiontags'],
  [registry.passportClaimTable, 'passportclaims'],
  [registry.priorityValueTable, 'priorityvalues'],
  [registry.privacyValueTable, 'privacy'],
  [registry.purposeTable, 'purposes'],
  [registry.qopTable, 'qop'],
  [registry.reasonLocationTable, 'reasonlocations'],
  [registry.reasonProtocolTable, 'reasonprotocols'],
  [registry.redirectCauseTable, 'redirectcauses'],
  [registry.resourcePriorityTable, 'resourcepriority'],
  [registry.rtcpPacketTypeTable, 'rtcptypes', { pt: 'packetType' }],
  [registry.sdpAddressTypeTable, 'sdpaddrtypes'],
  [registry.sdpAttributeTable, 'sdpattributes'],
  [registry.sdpBandwidthTable, 'sdpbandwidth'],
  [registry.sdpGroupSemanticsTable, 'sdpgroupsemantics'],
  [registry.sdpMediaTypeTable, 'sdpmedia'],
  [registry.sdpNetworkTypeTable, 'sdpnettypes'],
  [registry.sdpProtocolTable, 'sdpprotos'],
  [registry.securityMechanismTable, 'secmechanisms'],
  [registry.subscriptionReasonTable, 'substatereasons'],
  [registry.uriSchemeTable, 'urischemes'],
  [registry.viaTransportTable, 'viatransports'],
  [registry.warningCodeTable, 'warncodes'],
];

/** A row of the collected registries as the tables write it. */
function asRow(source: Source, renamed: Record<string, string> = {}): Source {
  const { defined, nonRfc, ...rest } = source;
  expect(nonRfc === true).toBe(defined === null);
  const columns = Object.entries(rest).map(([name, value]) => [renamed[name] ?? name, truth(name, value)]);
  return { ...Object.fromEntries(columns), ...(defined as Source | null) };
}

const truth = (name: string, value: unknown): unknown =>
  name === 'reliable' || name === 'challengeable' ? value === 'yes' : value;

describe.runIf(isThere)('the registries', () => {
  test.each(tables.map(([table, source, renamed]) => ({ table, source, renamed })))(
    'hold every row of $source',
    ({ table, source, renamed }) => {
      expect(table).toEqual(registries[source]!.map((row) => asRow(row, renamed)));
    },
  );

  test('hold every parameter of a URI, and say of which', () => {
    expect(
      registry.uriParameterTable.map(({ place, values, ...row }) => ({ values: values ?? place, ...row })),
    ).toEqual(registries['uriparams']!.map((row) => asRow(row)));
  });

  test('hold every parameter of a header field', () => {
    expect(registry.headerParameterTable).toEqual(
      registries['headerParams']!.map((row) => ({
        header: row['header'],
        name: row['param'],
        closed: row['predefined'],
        rfc: row['definedIn'],
      })),
    );
  });

  test('hold every media type of a body, once', () => {
    const names = registries['bodytypes']!.map((row) => String(row['name']).toLowerCase());

    expect(registry.bodyTypeTable.map((row) => row.name.toLowerCase())).toEqual(
      [...new Set(names)].toSorted(byPlace(names)),
    );
  });

  test('hold the causes of Q.850, and the responses RFC 3398 pairs them with', () => {
    expect(registry.q850CauseTable.map(({ cause, name, status }) => [cause, name, status])).toEqual(
      registries['q850']!.causes.map(({ cause, name, sip }) => [
        cause,
        name,
        typeof sip === 'number' ? sip : undefined,
      ]),
    );
    expect(registry.statusQ850Table.map(({ status, cause }) => [String(status), cause])).toEqual(
      Object.entries(registries['sipToQ850']!.map),
    );
  });

  test('hold every status code, and what it ends inside a dialog', () => {
    const codes = registries['codes']!;

    expect(registry.statusTable.map(({ status, reason, rfc, section }) => ({ status, reason, rfc, section }))).toEqual(
      codes.map(({ code, reason, defined }) => ({ status: code, reason, ...(defined as Source) })),
    );
    expect(registry.statusEffectTable).toEqual(
      codes
        .filter((row) => row['midDialogEffect'] !== undefined)
        .map((row) => ({ status: row['code'], effect: row['midDialogEffect'] })),
    );
  });
});

const byPlace =
  (names: readonly string[]) =>
  (one: string, other: string): number =>
    names.lastIndexOf(one) - names.lastIndexOf(other);

describe('the tables', () => {
  test('agree about which methods are registered', () => {
    const registered = registry.methodFactsTable.filter((row) => row.rfc !== undefined);

    expect(registered.map(({ method, rfc, section }) => ({ method, rfc, section }))).toEqual(registry.methodTable);
  });

  test('name only header fields and attributes that are read', () => {
    const headers = new Set(registry.headerTable.map(({ name }) => name));
    const unread = registry.sdpAttributeTable.filter(
      ({ name, rfc }) => rfc !== undefined && attributeRow(name) === undefined,
    );

    expect(registry.headerParameterTable.filter(({ header }) => !headers.has(header as registry.HeaderName))).toEqual(
      [],
    );
    expect(unread.map(({ name }) => name)).toEqual([]);
  });

  test('are looked up without case', () => {
    expect(registry.optionTagRow('100REL')).toMatchObject({ tag: '100rel', rfc: 3262 });
    expect(registry.reasonProtocolRow('q.850')).toMatchObject({ protocol: 'Q.850' });
    expect(registry.warningCodeRow(399)?.text).toBe('Miscellaneous warning');
    expect(registry.optionTagRow('__proto__')).toBeUndefined();
    expect(registry.headerParameters('VIA').map(({ name }) => name)).toContain('branch');
  });

  test('turn causes into responses, and responses into causes', () => {
    expect([registry.q850CauseRow(17)?.status, registry.q850CauseRow(16)?.status]).toEqual([486, undefined]);
    expect([486, 487, 200, 499].map(registry.q850OfStatus)).toEqual([17, undefined, undefined, 31]);
  });

  test('tell what a response ends inside a dialog', () => {
    expect([404, 481, 499, 200].map(registry.statusEffect)).toEqual(['dialog', 'usage', 'transaction', undefined]);
  });
});
