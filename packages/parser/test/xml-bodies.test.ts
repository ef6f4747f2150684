import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseMessage } from '../src/index.ts';
import {
  attributeOf,
  childrenOf,
  describeXmlDiagnostic,
  parseXmlBody,
  xmlDocumentTable,
  type XmlValues,
} from '../src/xml.ts';
import { decode, encode } from './sip.ts';

type Fixture = {
  readonly file: string;
  readonly mediaType: string;
  readonly kind: string;
  readonly diagnostics: readonly (readonly [code: string, beginsWith: string])[];
};

const folder = join(import.meta.dirname, '../../../fixtures/messages/xml');
const fixtures: readonly Fixture[] = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));

const fixture = (file: string): Uint8Array => new Uint8Array(readFileSync(join(folder, file)));

/** A fixture's value, as what it must be. */
function valueOf<K extends keyof XmlValues>(kind: K, file: string): XmlValues[K] {
  const parsed = parseXmlBody(fixture(file));
  expect(parsed.kind).toBe(kind);
  return parsed.value as XmlValues[K];
}

describe('parseXmlBody()', () => {
  test.each(fixtures)('reads $file as $kind', ({ file, mediaType, kind, diagnostics }) => {
    const bytes = fixture(file);

    const parsed = parseXmlBody(bytes, { mediaType });

    expect(parsed.kind).toBe(kind);
    expect(parsed.diagnostics.map(({ code }) => code)).toEqual(diagnostics.map(([code]) => code));
    for (const [index, { span }] of parsed.diagnostics.entries()) {
      expect(decode(bytes.subarray(...span)).startsWith(diagnostics[index]?.[1] ?? '')).toBe(true);
    }
  });

  test('knows every document of its table by a fixture', () => {
    expect(new Set(fixtures.map(({ kind }) => kind))).toEqual(new Set([...Object.keys(xmlDocumentTable), 'unknown']));
  });

  test('reads presence, whatever the prefix, with extensions left in the tree', () => {
    const presence = valueOf('presence', 'pidf-must-understand.xml');

    expect(presence.entity).toBe('pres:someone@example.com');
    expect(presence.tuples).toMatchObject([
      { id: 'tj25ds', status: { basic: 'open' }, contact: { uri: 'tel:+09012345678', priority: 0.725 } },
    ]);
    const [extension] = childrenOf(
      presence.tuples[0]!.element,
      'complexExtension',
      'http://id.mycompany.com/presence/',
    );
    expect(extension?.children.map(({ name, text }) => [name, text])).toEqual([
      ['ex1', 'val1'],
      ['ex2', 'val2'],
    ]);
    expect(attributeOf(extension!.children[0]!, 'mustUnderstand', 'urn:ietf:params:xml:ns:pidf')?.value).toBe('1');
  });

  test('reads rich presence of RFC 4480', () => {
    const { tuples, persons, devices, notes } = valueOf('presence', 'pidf-rpid.xml');

    expect(tuples[0]).toMatchObject({
      id: 'bs35r9',
      relationship: { words: ['self'] },
      timestamp: '2005-10-27T16:49:29Z',
    });
    expect(tuples[0]?.notes.map(({ text, language }) => [language, text])).toEqual([
      ['en', "Don't Disturb Please!"],
      ['fr', "Ne derangez pas, s'il vous plait"],
    ]);
    expect(tuples[2]).toMatchObject({ class: 'email', statusIcon: 'http://example.com/mail.png' });
    expect(devices[0]).toMatchObject({ id: 'pc147', userInput: { state: 'idle', idleThresholdSeconds: 600 } });
    expect(persons[0]?.activities?.from).toBe('2005-05-30T12:00:00+05:00');
    expect(notes).toHaveLength(1);
  });

  test('reads civic and geodetic locations, and text beyond ASCII', () => {
    const { entity, tuples, devices } = valueOf('presence', 'pidf-location.xml');

    expect(entity).toBe('pres:zoë@example.com');
    const civic = tuples[0]?.status?.location;
    expect([...(civic?.locationInfo?.civic[0]?.parts ?? [])]).toEqual([
      ['country', 'DE'],
      ['A3', 'Köln'],
      ['RD', 'Hohe Straße'],
      ['HNO', '7'],
    ]);
    expect(civic?.usageRules).toMatchObject({ retransmissionAllowed: false, retentionExpiry: '2026-11-23T10:00:00Z' });
    expect(devices[0]?.location?.locationInfo?.shapes).toMatchObject([
      { name: 'Circle', position: [42.5463, -73.2512], radius: 850.24 },
      { name: 'Point', position: [42.5463, -73.2512, 26.3] },
      {
        name: 'Polygon',
        corners: [
          [42.55, -73.25],
          [42.54, -73.25],
          [42.54, -73.26],
          [42.55, -73.25],
        ],
      },
    ]);
  });

  test('reads timed status and contact information', () => {
    const { tuples, persons } = valueOf('presence', 'pidf-timed-status.xml');

    expect(tuples[0]?.timedStatus).toMatchObject([{ from: '2026-11-22T10:20:00-05:00', basic: 'closed' }]);
    expect(persons[0]).toMatchObject({ displayName: 'Alice Lewis', homepage: 'http://example.com/~alice' });
  });

  test('reads registrations and their GRUUs', () => {
    const { state, version, registrations } = valueOf('reginfo', 'reginfo-gruu.xml');

    expect([version, state]).toEqual([1, 'full']);
    expect(registrations[0]).toMatchObject({ aor: 'sip:user_aor_1@example.net', id: 'a7', state: 'active' });
    expect(registrations[0]?.contacts[0]).toMatchObject({
      id: '92',
      uri: 'sip:ua.example.com',
      event: 'registered',
      expiresSeconds: 3599,
      cseq: 23001,
      pubGruu: 'sip:user_aor_1@example.net;gr=hha9s8d-999a',
      tempGruu: { uri: 'sip:8ffkas08af7fasklzi9@example.net;gr', firstCSeq: 54301 },
      unknownParams: [{ name: '+sip.instance', value: '"<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>"' }],
    });
  });

  test('reads dialogs, with the names that only the examples of RFC 4235 have', () => {
    const { version, dialogs } = valueOf('dialog-info', 'dialog-info-replaced.xml');

    expect(version).toBe(5);
    expect(dialogs[0]).toMatchObject({ direction: 'initiator', state: { name: 'terminated', event: 'replaced' } });
    expect(dialogs[1]).toMatchObject({
      callId: 'o34oii1',
      replaces: { callId: 'a84b4c76e66710', localTag: '1928301774', remoteTag: '8736347' },
      referredBy: { uri: 'sip:bob-is-not-here@vm.example.net' },
      remote: {
        identity: { displayName: 'Cathy Jones', uri: 'sip:cjones@example.net' },
        target: {
          uri: 'sip:line3@host3.example.net',
          params: [{ name: 'actor', value: 'attendant' }, { name: 'automaton' }],
        },
      },
    });
  });

  test('reads a conference', () => {
    const conference = valueOf('conference-info', 'conference-info.xml');

    expect(conference).toMatchObject({
      entity: 'sips:conf233@example.com',
      state: 'full',
      version: 1,
      description: { subject: "Agenda: This month's goals" },
      conferenceState: { userCount: 33 },
    });
    const user = conference.users?.users[0];
    expect(user).toMatchObject({ entity: 'sip:bob@example.com', displayText: 'Bob Hoskins' });
    expect(user?.endpoints[0]).toMatchObject({
      status: 'disconnected',
      disconnectionMethod: 'departed',
      disconnectionInfo: { when: '2005-03-04T20:00:00Z', reason: 'bad voice quality', by: 'sip:mike@example.com' },
    });
    const other = conference.users?.users[1]?.endpoints[0];
    expect(other).toMatchObject({
      joiningMethod: 'dialed-out',
      media: [{ id: '1', type: 'audio', status: 'sendrecv' }],
    });
  });

  test('reads what has changed in a conference', () => {
    const { state, description, users, sidebarsByVal } = valueOf('conference-info', 'conference-info-partial.xml');

    expect(state).toBe('partial');
    expect(description?.availableMedia?.map(({ label, type }) => [label, type])).toEqual([
      ['34567', 'audio'],
      ['34569', 'video'],
    ]);
    expect(users?.users[0]?.roles).toEqual(['participant']);
    expect(users?.users[0]?.endpoints[0]?.dialog).toMatchObject({
      callId: 'hsjh8980vhsb78',
      fromTag: 'vav738dvbs',
      toTag: '8954jgjg8432',
    });
    expect(sidebarsByVal?.entries[0]?.users?.users.length).toBeGreaterThan(0);
  });

  test('reads lists within lists, and who gets a copy', () => {
    const [friends] = valueOf('resource-lists', 'resource-lists.xml').lists;
    const [copies] = valueOf('resource-lists', 'resource-lists-copy-control.xml').lists;

    expect(friends?.lists[0]).toMatchObject({ name: 'close-friends', displayName: { text: 'Close Friends' } });
    expect(friends?.lists[0]?.entries.map(({ uri }) => uri)).toEqual(['sip:joe@example.com', 'sip:nancy@example.com']);
    expect(copies?.entries.map(({ copyControl, anonymize }) => [copyControl, anonymize])).toEqual([
      ['to', undefined],
      ['to', true],
      ['to', true],
      ['cc', undefined],
      ['cc', true],
      ['bcc', undefined],
      ['bcc', undefined],
    ]);
  });

  test('reads what is told of a resource list, up to a mistake in it', () => {
    const full = valueOf('list', 'rlmi-partial.xml');
    const broken = valueOf('list', 'rlmi-stray-quote.xml');

    expect(full).toMatchObject({
      version: 2,
      fullState: false,
      resources: [{ instances: [{ state: 'pending' }] }, {}],
    });
    expect(full.resources[1]?.instances[0]?.cid).toBe('1KQhyE@pres.vancouver.example.com');
    expect(broken.names.map(({ language }) => language)).toEqual(['en', 'de']);
  });

  test('reads watchers, composing, recordings, keys, video commands and the words of an IMS core', () => {
    expect(valueOf('watcherinfo', 'watcherinfo.xml').lists[0]).toMatchObject({
      resource: 'sip:professor@example.net',
      package: 'presence',
      watchers: [
        { status: 'active', event: 'approved', durationSubscribedSeconds: 509, uri: 'sip:userA@example.net' },
        { status: 'pending', event: 'subscribe', uri: 'sip:userB@example.org' },
      ],
    });
    expect(valueOf('isComposing', 'is-composing-active.xml')).toMatchObject({ state: 'active', refreshSeconds: 90 });
    const recording = valueOf('recording', 'recording-complete.xml');
    expect(recording).toMatchObject({ dataMode: 'complete', sessions: [{ id: 'hVpd7YQgRW2nD22h7q60JQ==' }] });
    expect(recording.participants[0]?.names[0]).toMatchObject({ aor: 'sip:bob@biloxi.com', name: { text: 'Bob' } });
    expect(recording.participantStreamAssocs[0]?.send).toHaveLength(2);
    expect(valueOf('kpml-request', 'kpml-request.xml').pattern?.regexes[2]).toMatchObject({
      tag: 'vpn',
      regex: '7[x][x][x]',
    });
    expect(valueOf('kpml-request', 'kpml-request-persist.xml').pattern?.persist).toBe('persist');
    expect(valueOf('kpml-response', 'kpml-response.xml')).toMatchObject({
      code: '200',
      digits: '2225551212',
      tag: 'number',
    });
    expect(valueOf('media_control', 'media-control-fast-update.xml').primitives[0]?.pictureFastUpdate).toBe(true);
    expect(valueOf('ims-3gpp', 'ims-emergency.xml')).toMatchObject({
      version: 1,
      alternativeService: { type: 'emergency', action: 'emergency-registration' },
    });
  });

  test('keeps a document without types as a tree', () => {
    const { root } = parseXmlBody(fixture('pidf-diff.xml'));

    expect(root).toMatchObject({ name: 'pidf-diff', namespace: 'urn:ietf:params:xml:ns:pidf-diff', prefix: 'p' });
    expect(root?.children[0]?.text).toBe('open');
  });

  test('gives spans in bytes of the message', () => {
    const body = '<ims-3gpp version="ß"><service-info>für Zoë 😀</service-info></ims-3gpp>';
    const head = ['INVITE sip:a@b SIP/2.0', 'Subject: ä', 'Content-Type: application/3gpp-ims+xml', '', ''];
    const bytes = encode(head.join('\r\n') + body);
    const start = encode(head.join('\r\n')).length;
    const message = parseMessage(bytes);

    const parsed = parseXmlBody(bytes.subarray(start), { mediaType: 'application/3gpp-ims+xml', offset: start });

    expect(message.diagnostics.length).toBeGreaterThan(0);
    const at = (span: readonly [number, number] | undefined): string => decode(bytes.subarray(...(span ?? [0, 0])));
    const [info] = parsed.root?.children ?? [];
    expect(at(parsed.root?.span)).toBe(body);
    expect(at(info?.contentSpan)).toBe('für Zoë 😀');
    expect(parsed.diagnostics.map(({ code, span }) => [code, at(span)])).toEqual([['xml-value', 'ß']]);
  });

  test('takes a body with its media type and place', () => {
    const content = encode('<list xmlns="urn:ietf:params:xml:ns:rlmi" uri="sip:a@b" version="1" fullState="1"/>');

    const { root, diagnostics } = parseXmlBody({
      mediaType: 'application/pidf+xml',
      content,
      span: [100, 100 + content.length],
    });

    expect(root?.span).toEqual([100, 100 + content.length]);
    expect(diagnostics.map((one) => describeXmlDiagnostic(one))).toEqual([
      expect.objectContaining({ code: 'xml-root', class: 'xml-schema', severity: 'error', rfc: 3863, section: '4.4' }),
    ]);
  });
});
