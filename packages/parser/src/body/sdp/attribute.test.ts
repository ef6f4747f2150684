import { describe, expect, test } from 'vitest';
import { sdpAttributeExamples } from '../../../test/sdp-attribute-examples.ts';
import { sdpAttributeTable } from '../../registry/sdp-attribute.ts';
import { type Attribute, parseAttribute } from './attribute.ts';
import { type AttributeName, attributeTable } from './attribute-table.ts';
import { buildAttribute } from './write-attribute.ts';

/** Where the line may stand. */
function levelOf(name: string): 'session' | 'media' | 'source' {
  const [, levels] = attributeTable[name as AttributeName];
  return levels === 'session' || levels === 'source' ? levels : 'media';
}

const nameOf = (line: string): string => line.split(':')[0] ?? '';
const parse = (line: string): Attribute => parseAttribute(line, levelOf(nameOf(line)));

describe("the attributes of the RFCs' examples", () => {
  test.each(sdpAttributeExamples)('a=%s', (line, typed) => {
    const attribute = parse(line);

    expect(attribute.typed).toEqual(typed);
    expect(attribute.diagnostics).toEqual([]);
  });

  test.each(sdpAttributeExamples)('a=%s says the same when it is written', (line, typed) => {
    const { name, value } = buildAttribute(nameOf(line) as AttributeName, typed as never);

    expect(parse(value === undefined ? name : `${name}:${value}`).typed).toEqual(typed);
  });

  test('are there for every name of the table', () => {
    const nested = ['acap', 'dcsa', 'ssrc'];
    const names = new Set([...sdpAttributeExamples.map(([line]) => nameOf(line)), ...nested]);

    expect([...names].toSorted()).toEqual(Object.keys(attributeTable).toSorted());
  });

  test('have every attribute of the registry among them', () => {
    const missing = sdpAttributeTable.filter(({ name }) => !Object.hasOwn(attributeTable, name));

    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});

describe('an attribute behind a number', () => {
  test('is an attribute itself', () => {
    const source = parseAttribute('a=ssrc:314159 cname:user@example.com').typed as { id: number; attribute: Attribute };
    const channel = parseAttribute('a=dcsa:2 accept-types:text/plain').typed as typeof source;
    const capability = parseAttribute('a=acap:1 ptime:30').typed as typeof source;

    expect([source.id, source.attribute.name, source.attribute.typed]).toEqual([314159, 'cname', 'user@example.com']);
    expect([channel.id, channel.attribute.typed]).toEqual([2, ['text/plain']]);
    expect([capability.id, capability.attribute.typed]).toEqual([1, 30]);
  });

  test('is told of at the level of sources', () => {
    const { diagnostics } = parseAttribute('ssrc:1 mid:x');

    expect(diagnostics).toMatchObject([{ code: 'sdp-attribute-level', header: 'a=mid', span: [7, 12] }]);
  });

  test('may nest as deep as the text wants', () => {
    expect(() => parseAttribute('ssrc:1 '.repeat(100_000)).diagnostics).not.toThrow();
  });

  test('is built from its parts', () => {
    const attribute = buildAttribute('ssrc', { id: 1, attribute: { name: 'cname', value: 'a@b' } });

    expect(attribute).toEqual({ name: 'ssrc', value: '1 cname:a@b' });
  });
});

describe('an attribute that is wrong', () => {
  const wrong: readonly (readonly [line: string, code: string, at: string])[] = [
    ['candidate:1 1 UDP x 192.0.2.1 1 typ host', 'sdp-attribute-value', 'x'],
    ['candidate:1 1 UDP 1 192.0.2.1 1 type host', 'sdp-attribute-value', 'type'],
    ['candidate:1 1 UDP 1 192.0.2.1 65536 typ host', 'sdp-port', '65536'],
    ['candidate:1 257 UDP 1 192.0.2.1 1 typ host', 'sdp-attribute-value', '257'],
    ['candidate:1 1 UDP 1 192.0.2.1 1 typ host raddr', 'sdp-attribute-value', ''],
    ['crypto:1 AES_CM_128_HMAC_SHA1_80 inline:', 'sdp-attribute-value', 'inline:'],
    ['crypto:1 AES_CM_128_HMAC_SHA1_80 inline:a|2^99', 'sdp-attribute-value', 'inline:a|2^99'],
    ['crypto:1 AES_CM_128_HMAC_SHA1_80 inline:a KDR=25', 'sdp-attribute-value', 'KDR=25'],
    ['fingerprint:sha-1 00:11', 'sdp-attribute-value', '00:11'],
    ['fingerprint:sha-x 0g', 'sdp-attribute-value', '0g'],
    ['ice-ufrag:abc', 'sdp-attribute-value', 'abc'],
    ['ice-pwd:tooshort', 'sdp-attribute-value', 'tooshort'],
    ['setup:both', 'sdp-attribute-value', 'both'],
    ['rtcp-mux:yes', 'sdp-attribute-value', 'yes'],
    ['mid', 'sdp-attribute-value', ''],
    ['rtcp-fb:x nack', 'sdp-attribute-value', 'x'],
    ['extmap:1/both urn:x', 'sdp-attribute-value', 'both'],
    ['simulcast:both 1', 'sdp-attribute-value', 'both'],
    ['imageattr:97 sent [x=1,y=2]', 'sdp-attribute-value', 'sent [x=1,y=2]'],
    ['imageattr:97 send', 'sdp-attribute-value', 'send'],
    ['des:qos must e2e sendrecv', 'sdp-attribute-value', 'must'],
    ['curr:qos e2e both', 'sdp-attribute-value', 'both'],
    ['pcfg:1 t=a', 'sdp-attribute-value', 't=a'],
    ['file-range:x', 'sdp-attribute-value', 'x'],
    ['dcmap:1 label=x', 'sdp-attribute-value', 'label=x'],
    ['T38FaxFillBitRemoval:yes', 'sdp-attribute-value', 'yes'],
    ['rtpmap:96 opus', 'sdp-rtpmap', ''],
    ['group:BUNDLE 1', 'sdp-attribute-level', 'group:BUNDLE 1'],
    ['ice-lite', 'sdp-attribute-level', 'ice-lite'],
  ];

  test.each(wrong)('%s: %s', (line, code, at) => {
    const { diagnostics } = parseAttribute(line);

    expect(diagnostics.map((one) => [one.code, line.substring(...one.span), one.header])).toEqual([
      [code, at, `a=${nameOf(line)}`],
    ]);
  });

  test('is told of once, however many of its pieces are wrong', () => {
    expect(parseAttribute(`rid:1 send pt=${','.repeat(1000)}`).diagnostics).toHaveLength(1);
  });
});

describe('an attribute that is not known', () => {
  test.each(['__proto__', 'constructor', 'toString', 'X-nat'])('%s keeps its text', (name) => {
    const attribute = parseAttribute(`a=${name}:x y`);

    expect([attribute.name, attribute.value, attribute.typed, attribute.diagnostics]).toEqual([name, 'x y', 'x y', []]);
  });
});
