import { parseMessage } from '@sipscope/parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdsXml, readStates, type StateReading } from './read-states.ts';
import { loadXmlReader } from './xml-reader.ts';

const xml = await loadXmlReader();
const encoder = new TextEncoder();

function read(type: string, body: string): StateReading {
  const length = encoder.encode(body).length;
  const text = `NOTIFY sip:a@example.com SIP/2.0\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n${body}`;
  const parsed = parseMessage(encoder.encode(text)).body;
  if (parsed === undefined) return { documents: [], more: 0, list: undefined, status: undefined, reason: undefined };
  return readStates(parsed, xml);
}

const whats = (reading: StateReading): readonly string[] => reading.documents.map(({ what }) => what);

describe('readStates()', () => {
  test('tells what a device is busy with, and what a service says of itself', () => {
    const reading = read(
      'application/pidf+xml',
      `<presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model"
        xmlns:r="urn:ietf:params:xml:ns:pidf:rpid" entity="pres:a@example.com">
        <tuple id="1"><status><basic>open</basic></status><contact>mailto:a@example.com</contact></tuple>
        <tuple id="2"><status><basic>closed</basic></status><contact priority="0.5">im:a@example.com</contact></tuple>
        <dm:person id="p"><r:activities><r:meeting/><r:other>lunch soon</r:other></r:activities>
          <r:user-input>idle</r:user-input></dm:person>
      </presence>`,
    );

    expect(whats(reading)).toEqual([
      'open at mailto:a@example.com, closed at im:a@example.com (0.5); meeting, lunch soon; idle',
    ]);
  });

  test('names eight things of many, and counts the others', () => {
    const dialogs = Array.from({ length: 12 }, (_, i) => `<dialog id="${i}"><state>early</state></dialog>`).join('');

    const reading = read(
      'application/dialog-info+xml',
      `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="3" state="full" entity="sip:a@example.com">${dialogs}</dialog-info>`,
    );

    expect(whats(reading)).toEqual([`${Array.from({ length: 8 }, () => 'early').join(', ')} and 4 more`]);
    expect(reading.documents[0]).toMatchObject({ version: 3, of: 'sip:a@example.com', isPartial: false });
  });

  test('tells a list within a list by its resources', () => {
    const inner = [
      '--in',
      'Content-Type: application/rlmi+xml',
      '',
      '<list xmlns="urn:ietf:params:xml:ns:rlmi" uri="sip:inner@x" version="0" fullState="true">' +
        '<resource uri="sip:b@x"><instance id="1" state="active" cid="b@x"/></resource></list>',
      '--in',
      'Content-Type: application/simple-message-summary',
      'Content-ID: <b@x>',
      '',
      'Messages-Waiting: no',
      '--in--',
    ].join('\r\n');
    const outer = [
      '--out',
      'Content-Type: application/rlmi+xml',
      '',
      '<list xmlns="urn:ietf:params:xml:ns:rlmi" uri="sip:outer@x" version="4" fullState="false">' +
        '<resource uri="sip:inner@x"><instance id="1" state="active" cid="inner@x"/></resource></list>',
      '--out',
      'Content-Type: multipart/related;boundary=in',
      'Content-ID: <inner@x>',
      '',
      inner,
      '--out--',
    ].join('\r\n');

    const reading = read('multipart/related;boundary=out', outer);

    expect(reading.list).toMatchObject({ uri: 'sip:outer@x', version: 4, isFull: false });
    expect(reading.documents).toMatchObject([{ of: 'sip:b@x', what: 'no messages waiting' }]);
  });

  test('tells of bodies that are not read what they are', () => {
    const texts = [
      ...whats(read('application/x-broadworks-thing', 'abc')),
      ...whats(read('text/plain', 'Hello\r\nthere')),
      ...whats(read('application/x-feature+xml', '<DoNotDisturbEvent xmlns="http://x"/>')),
    ];

    expect(texts).toEqual([
      'application/x-broadworks-thing, 3 bytes',
      '"Hello there"',
      '<DoNotDisturbEvent> of application/x-feature+xml, 37 bytes',
    ]);
  });

  test('tells of documents without types what their innermost elements say', () => {
    const feature = '<device>phone1</device><doNotDisturbOn>true</doNotDisturbOn>';

    const texts = whats(
      read('application/x-as-feature-event+xml', `<DoNotDisturbEvent>${feature}</DoNotDisturbEvent>`),
    );

    expect(texts).toEqual(['<DoNotDisturbEvent> device phone1, doNotDisturbOn true']);
  });

  test('tells presence as phones wrote it before RFC 3863', () => {
    const atom =
      '<atom id="1"><address uri="sip:a@x"><status status="inuse"/><msnsubstatus substatus="onthephone"/></address></atom>';

    const texts = whats(read('application/xpidf+xml', `<presence><presentity uri="sip:a@x"/>${atom}</presence>`));

    expect(texts).toEqual(['inuse, onthephone']);
  });

  test('expands no entities: a billion laughs are told as what cannot be read', () => {
    const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');

    const reading = read('application/pidf+xml', `<!DOCTYPE p [<!ENTITY l0 "lol">${laughs}]><presence>&l9;</presence>`);

    expect(reading.documents.every(({ what }) => what.length < 300)).toBe(true);
    expect(reading.documents).toHaveLength(1);
  });

  test('reads parts nested deeper than the limit no further', () => {
    let body = 'deep';
    for (let i = 0; i < 60; i++)
      body = `--b${i}\r\nContent-Type: multipart/mixed;boundary=b${i - 1}\r\n\r\n${body}\r\n--b${i}--`;

    expect(read('multipart/mixed;boundary=b59', body).documents.length).toBeLessThan(3);
  });

  test('counts the documents beyond the limit', () => {
    const parts = Array.from({ length: 300 }, () => '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n').join('');

    const reading = read('multipart/mixed;boundary=b', `${parts}--b--`);

    expect(reading.documents.length + reading.more).toBeLessThanOrEqual(300);
    expect(reading.documents.length).toBeLessThanOrEqual(256);
  });

  const types = fc.constantFrom(
    'application/pidf+xml',
    'application/pidf-diff+xml',
    'application/dialog-info+xml',
    'application/conference-info+xml',
    'application/watcherinfo+xml',
    'application/reginfo+xml',
    'application/rlmi+xml',
    'application/xcap-diff+xml',
    'application/kpml-response+xml',
    'application/simple-message-summary',
    'application/vq-rtcpxr',
    'message/sipfrag',
    'message/external-body;url="x"',
    'multipart/related;boundary=b',
    'application/resource-lists+xml',
    'text/plain',
  );
  const tokens = fc.constantFrom(
    '<presence xmlns="urn:ietf:params:xml:ns:pidf">',
    '</presence>',
    '<tuple id="a">',
    '</tuple>',
    '<status><basic>open</basic></status>',
    '<contact>',
    '<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="9" state="partial">',
    '<dialog id="">',
    '<state event="">',
    '<conference-info xmlns="urn:ietf:params:xml:ns:conference-info" version="-1">',
    '<users><user>',
    '<watcherinfo xmlns="urn:ietf:params:xml:ns:watcherinfo"><watcher-list>',
    '<watcher>',
    '<reginfo xmlns="urn:ietf:params:xml:ns:reginfo"><registration>',
    '<contact id="1">',
    '<list xmlns="urn:ietf:params:xml:ns:rlmi"><resource>',
    '<instance/>',
    '<xcap-diff xmlns="urn:ietf:params:xml:ns:xcap-diff"><document/>',
    '<pidf-diff xmlns="urn:ietf:params:xml:ns:pidf-diff"><add sel="x">',
    '<pidf-full xmlns="urn:ietf:params:xml:ns:pidf-diff">',
    '--b\r\nContent-Type: application/rlmi+xml\r\nContent-ID: <x>\r\n\r\n',
    '--b--',
    'Messages-Waiting: yes\r\n',
    'Voice-Message: 2/8\r\n',
    'SIP/2.0 200 OK\r\n',
    'VQSessionReport\r\n',
    '\u0000',
    '&amp;',
    '&lol;',
    '/>',
    '>',
  );

  test('never throws, and tells in few words, whatever a body is', () => {
    const bodies = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(tokens, { maxLength: 20 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(types, bodies, (type, body) => {
        for (const { what, kind } of read(type, body).documents) {
          expect(what.length).toBeLessThanOrEqual(240);
          expect(what).not.toMatch(/[\r\n]/);
          expect(kind).not.toBe('');
        }
      }),
    );
  });
});

describe('holdsXml()', () => {
  test('finds XML in a part', () => {
    const text = `NOTIFY sip:a SIP/2.0\r\nContent-Type: multipart/mixed;boundary=b\r\n\r\n--b\r\nContent-Type: application/pidf+xml\r\n\r\n<a/>\r\n--b--`;
    const body = parseMessage(encoder.encode(text)).body;

    expect(body !== undefined && holdsXml(body)).toBe(true);
  });
});
