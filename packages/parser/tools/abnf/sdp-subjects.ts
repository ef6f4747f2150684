import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import { type AttributeLevel, attributeRow } from '../../src/body/sdp/attribute-table.ts';
import { readAttribute } from '../../src/body/sdp/attribute.ts';
import { parseSdp } from '../../src/body/sdp/parse-sdp.ts';
import { SourceText } from '../../src/text/source-text.ts';
import type { Subject } from './subject.ts';

type AttributeSubject = readonly [name: string, rfc: number, rule: string, derives: 'line' | 'field' | 'value'];

/** Attributes, their rules, and whether these derive the line, the line but for its `a=`, or the value alone. */
const attributes: readonly AttributeSubject[] = [
  ['altc', 6947, 'altc-attr', 'field'],
  ['candidate', 8839, 'candidate-attribute', 'field'],
  ['cat', 8866, 'cat-value', 'value'],
  ['charset', 8866, 'charset-value', 'value'],
  ['cname', 5576, 'cname-attr', 'field'],
  ['conf', 3312, 'confirm-status', 'line'],
  ['crypto', 4568, 'crypto-attribute', 'line'],
  ['curr', 3312, 'current-status', 'line'],
  ['dcmap', 8864, 'dcmap-value', 'value'],
  ['dcsa', 8864, 'dcsa-value', 'value'],
  ['des', 3312, 'desired-status', 'line'],
  ['fmtp', 8866, 'fmtp-value', 'value'],
  ['framerate', 8866, 'framerate-value', 'value'],
  ['group', 5888, 'group-attribute', 'line'],
  ['ice-options', 8839, 'ice-options', 'field'],
  ['ice-pacing', 8839, 'ice-pacing-att', 'field'],
  ['ice-pwd', 8839, 'ice-pwd-att', 'field'],
  ['ice-ufrag', 8839, 'ice-ufrag-att', 'field'],
  ['key-mgmt', 4567, 'key-mgmt-attribute', 'field'],
  ['keywds', 8866, 'keywds-value', 'value'],
  ['lang', 8866, 'lang-value', 'value'],
  ['max-message-size', 8841, 'max-message-size-value', 'value'],
  ['maxprate', 3890, 'max-p-rate-def', 'line'],
  ['maxptime', 8866, 'maxptime-value', 'value'],
  ['mid', 5888, 'mid-attribute', 'line'],
  ['orient', 8866, 'orient-value', 'value'],
  ['previous-ssrc', 5576, 'previous-ssrc-attr', 'field'],
  ['ptime', 8866, 'ptime-value', 'value'],
  ['quality', 8866, 'quality-value', 'value'],
  ['record', 7866, 'record-attr', 'field'],
  ['recordpref', 7866, 'recordpref-attr', 'line'],
  ['remote-candidates', 8839, 'remote-candidate-att', 'field'],
  ['rtcp', 3605, 'rtcp-attribute', 'line'],
  ['rtcp-fb', 4585, 'rtcp-fb-syntax', 'line'],
  ['rtcp-xr', 3611, 'rtcp-xr-attrib', 'line'],
  ['rtpmap', 8866, 'rtpmap-value', 'value'],
  ['sctp-port', 8841, 'sctp-port-value', 'value'],
  ['sdplang', 8866, 'sdplang-value', 'value'],
  ['simulcast', 8853, 'sc-value', 'value'],
  ['ssrc', 5576, 'ssrc-attr', 'field'],
  ['ssrc-group', 5576, 'ssrc-group-attr', 'field'],
  ['tls-id', 8842, 'tls-id-value', 'value'],
  ['tool', 8866, 'tool-value', 'value'],
  ['type', 8866, 'type-value', 'value'],
];

/** The lines that have a grammar of their own. RFC 8866 §9. */
const lines: readonly (readonly [type: string, rule: string])[] = [
  ['o', 'origin-field'],
  ['c', 'connection-field'],
  ['b', 'bandwidth-field'],
  ['t', 'time-field'],
  ['r', 'repeat-field'],
  ['z', 'zone-field'],
  ['m', 'media-field'],
];

/** Lines of a session description and values of attributes: what is said of them at all counts, as most of it is a warning. */
export function sdpSubjects(): readonly Subject[] {
  return [...lines.map(lineSubject), ...attributes.map(attributeSubject)];
}

const common = {
  framed(value: Uint8Array): Uint8Array {
    const end = value.findIndex((byte) => byte === 0x0a || byte === 0x0d);
    return end === -1 ? value : value.subarray(0, end);
  },
  isError: ({ code }: Diagnostic): boolean => code !== 'sdp-attribute-level',
};

function attributeSubject([name, rfc, rule, derives]: AttributeSubject): Subject {
  const before = { line: `a=${name}:`, field: `${name}:`, value: '' }[derives];
  const read = (value: Uint8Array): readonly Diagnostic[] => {
    const source = new SourceText(Buffer.concat([Buffer.from(`${name}:`), value]));
    const { diagnostics } = readAttribute(source, [0, source.end], levelOf(name));
    return diagnostics.map((one) => moved(one, -name.length - 1));
  };
  return { name: `a=${name}`, start: { node: { kind: 'rule', name: rule }, rfc }, before, behind: '', read, ...common };
}

function moved(diagnostic: Diagnostic, by: number): Diagnostic {
  return { ...diagnostic, span: [diagnostic.span[0] + by, diagnostic.span[1] + by] };
}

function levelOf(name: string): AttributeLevel {
  const levels = attributeRow(name)?.[1];
  return levels === 'session' || levels === 'source' ? levels : 'media';
}

function lineSubject([type, rule]: readonly [type: string, rule: string]): Subject {
  const read = (value: Uint8Array): readonly Diagnostic[] => {
    const line = Buffer.concat([Buffer.from(`${type}=`), value, Buffer.from('\r\n')]);
    const { bytes, start } = descriptionWith(type, line);
    const { diagnostics } = parseSdp(bytes);
    return diagnostics
      .filter(({ span }) => span[0] >= start && span[1] <= start + line.length)
      .map((one) => moved(one, -start - 2));
  };
  const start = { node: { kind: 'rule', name: rule }, rfc: 8866 } as const;
  return { name: `${type}=`, start, before: `${type}=`, behind: '\r\n', read, ...common };
}

/** A session description in which a line stands at its place. */
function descriptionWith(type: string, line: Uint8Array): { bytes: Uint8Array; start: number } {
  const whole = [
    'v=0',
    'o=- 1 1 IN IP4 192.0.2.1',
    's=-',
    'c=IN IP4 192.0.2.1',
    'b=AS:64',
    't=0 0',
    'r=1 1 0',
    'z=0 0',
    'm=audio 9 RTP/AVP 0',
  ];
  const at = whole.findIndex((other) => other.startsWith(type));
  const head = Buffer.from(
    whole
      .slice(0, at)
      .map((other) => `${other}\r\n`)
      .join(''),
  );
  const tail = Buffer.from(
    whole
      .slice(at + 1)
      .map((other) => `${other}\r\n`)
      .join(''),
  );
  return { bytes: Buffer.concat([head, line, tail]), start: head.length };
}
