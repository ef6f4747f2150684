import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ParsedXml, parseXmlBody, readXml, type XmlElement } from '../src/xml.ts';
import { decode, encode } from './sip.ts';

const folder = join(import.meta.dirname, '../../../fixtures/messages/xml');
const documents: readonly Uint8Array[] = readdirSync(folder)
  .filter((name) => name.endsWith('.xml'))
  .map((name) => new Uint8Array(readFileSync(join(folder, name))));

const codes = ({ diagnostics }: Pick<ParsedXml, 'diagnostics'>): readonly string[] =>
  diagnostics.map(({ code }) => code);

/** Every element, without recursion. */
function elementsOf(root: XmlElement | undefined): readonly XmlElement[] {
  const elements: XmlElement[] = root === undefined ? [] : [root];
  for (let at = 0; at < elements.length; at++) elements.push(...elements[at]!.children);
  return elements;
}

function expectTree({ root, diagnostics }: Pick<ParsedXml, 'root' | 'diagnostics'>, length: number): void {
  const wrong: unknown[] = [];
  for (const { name, span, contentSpan, children, attributes } of elementsOf(root)) {
    const [start, end] = contentSpan;
    if (!(span[0] <= start && start <= end && end <= span[1])) wrong.push([name, span, contentSpan]);
    let before = start;
    for (const child of children) {
      if (!(before <= child.span[0] && child.span[0] < child.span[1] && child.span[1] <= end))
        wrong.push([name, child]);
      before = child.span[1];
    }
    for (const attribute of attributes) {
      const [from, to] = attribute.span;
      if (!(span[0] < from && from <= to && to < Math.max(start, span[1]))) wrong.push([name, attribute]);
    }
  }
  for (const { span } of diagnostics) if (!(0 <= span[0] && span[0] <= span[1] && span[1] <= length)) wrong.push(span);
  expect(wrong).toEqual([]);
}

const laughs = `<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, level) => `<!ENTITY lol${level + 1} "${`&lol${level === 0 ? '' : level};`.repeat(10)}">`).join('')}]>
<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="pres:a@b"><note>&lol9;</note></presence>`;

describe('hostile XML', () => {
  test('entities that grow are not read', () => {
    const parsed = parseXmlBody(encode(laughs), { mediaType: 'application/pidf+xml' });

    expect(parsed.root).toBeUndefined();
    expect(codes(parsed)).toEqual(['xml-dtd']);
  });

  test.each([
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    '<!DOCTYPE a SYSTEM "http://evil.example/a.dtd"><a/>',
    '<?xml version="1.0"?><?pi x?><!-- - --> \r\n<!DOCTYPE a [ unterminated',
  ])('external entities are not fetched: %s', (document) => {
    const parsed = parseXmlBody(encode(document));

    expect(parsed.root).toBeUndefined();
    expect(codes(parsed)).toEqual(['xml-dtd']);
  });

  test.each([
    ['a document type within the root', '<a><!DOCTYPE b><c/></a>'],
    ['an entity nobody declared', '<a>&x;</a>'],
    ['an entity named as a property of objects', '<a>&constructor;</a>'],
    ['an end tag that is missing', '<a><b>text'],
    ['an attribute that does not end', '<a b="c'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['a control character', '<a>\u0001</a>'],
    ['a second root', '<a/><b/>'],
    ['text behind the root', '<a/>text'],
    ['no root', ''],
    ['a document type in lower case', '<!doctype html><a/>'],
  ])('%s is told once', (_what, document) => {
    const bytes = encode(document);

    const parsed = parseXmlBody(bytes);

    expect(codes(parsed)).toEqual(['xml-syntax']);
    expectTree(parsed, bytes.length);
  });

  test('names of properties of objects are names like any other', () => {
    const { root, diagnostics } = readXml(encode('<__proto__ constructor="1" __proto__="2"><toString/></__proto__>'));

    expect(diagnostics).toEqual([]);
    expect(root?.attributes.map(({ name, value }) => [name, value])).toEqual([
      ['constructor', '1'],
      ['__proto__', '2'],
    ]);
  });

  test('what is nested 100,000 deep is read to the limit', () => {
    const bytes = encode(`${'<list>'.repeat(100_000)}${'</list>'.repeat(100_000)}`);

    const parsed = parseXmlBody(bytes, { limits: { bytes: 1e7, depth: 1e6 } });

    expect(codes(parsed)).toEqual(['limit-xml-depth']);
    expect(elementsOf(parsed.root)).toHaveLength(1000);
  });

  test('lists within lists are read to the deepest limit there is', () => {
    const lists = (depth: number): string =>
      `<resource-lists xmlns="urn:ietf:params:xml:ns:resource-lists">${'<list>'.repeat(depth)}${'</list>'.repeat(depth)}</resource-lists>`;

    expect(codes(parseXmlBody(encode(lists(255))))).toEqual([]);
    expect(codes(parseXmlBody(encode(lists(256))))).toEqual(['limit-xml-depth']);
    expect(codes(parseXmlBody(encode(lists(999)), { limits: { depth: 1e6 } }))).toEqual([]);
  });

  test('a document above the limit is read up to it', () => {
    const bytes = encode(`<a b="${'ä'.repeat(1_000_000)}"/>`);

    const parsed = parseXmlBody(bytes);

    expect(codes(parsed)).toEqual(['limit-xml-bytes']);
    expect(parsed.diagnostics[0]?.span).toEqual([1024 * 1024, bytes.length]);
  });

  const size = 900_000;
  test.each([
    ['an attribute', `<a b="${'x'.repeat(size)}"/>`],
    ['many attributes', `<a ${Array.from({ length: 60_000 }, (_, index) => `a${index}=""`).join(' ')}/>`],
    ['many references', `<a>${'&lt;'.repeat(size / 4)}</a>`],
    ['line ends', `<a>${'\r\n'.repeat(size / 2)}</a>`],
    ['brackets', `<a>${']]'.repeat(size / 2)}</a>`],
    ['a comment', `<a><!--${'-x'.repeat(size / 2)}--></a>`],
    ['a comment that does not end', `<!--${'x'.repeat(size)}`],
    ['comments in front', `${'<!---->'.repeat(size / 7)}<a/>`],
    ['open tags', '<a '.repeat(size / 3)],
    ['siblings', `<a>${'<b c="d">e</b>'.repeat(60_000)}</a>`],
    ['namespaces', `${'<a xmlns:x="y">'.repeat(250)}${'<b z:c=""/>'.repeat(50_000)}${'</a>'.repeat(250)}`],
    ['tuples', `<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="a:b">${'<tuple/>'.repeat(60_000)}</presence>`],
    ['bytes that are not UTF-8', new Uint8Array(size).fill(0xff)],
    ['every other byte not UTF-8', new Uint8Array(size).map((_, index) => (index % 2 === 0 ? 0x61 : 0xc3))],
  ])('%s of a megabyte takes linear time', (_what, document) => {
    const bytes = typeof document === 'string' ? encode(document) : document;
    const before = performance.now();

    const { diagnostics } = parseXmlBody(bytes);

    expect(performance.now() - before).toBeLessThan(3000);
    expect(diagnostics.every(({ span }) => span[1] <= bytes.length)).toBe(true);
  });

  test('spans are right behind bytes that are not UTF-8, and behind a byte order mark', () => {
    const text = '<a>é~😀<b>~ü</b></a>';
    const bytes = Uint8Array.of(0xef, 0xbb, 0xbf, ...encode(text).map((byte) => (byte === 0x7e ? 0xe2 : byte)));

    const { root, diagnostics } = readXml(bytes);

    expect(diagnostics).toEqual([{ code: 'xml-encoding', span: [8, 9] }]);
    const [b] = root?.children ?? [];
    expect(root?.span).toEqual([3, bytes.length]);
    expect(decode(bytes.subarray(...b!.span))).toBe('<b>\ufffdü</b>');
    expect([root?.text, b?.text]).toEqual(['é\ufffd😀', '\ufffdü']);
  });

  test('any bytes give a tree whose spans lie within each other', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => expectTree(parseXmlBody(bytes), bytes.length)),
      { numRuns: 500 },
    );
  });

  const pieces = [
    '<',
    '>',
    '/',
    '</',
    '/>',
    '="',
    '"',
    "'",
    '&',
    '&amp;',
    '&#x41;',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?xml version="1.0"?>',
    '<?p ?>',
    'xmlns:a',
    'a:b',
    'a',
    ' ',
    '\r\n',
    'ü',
    '😀',
    '<!DOCTYPE',
    '<a>',
    '</a>',
    '<b c="d"/>',
  ];
  test('any pieces of XML give a tree whose spans lie within each other', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (some) => {
        const bytes = encode(some.join(''));
        expectTree(parseXmlBody(bytes), bytes.length);
      }),
      { numRuns: 2000 },
    );
  });

  test('every prefix of every fixture, and fixtures with changed bytes, are read without an exception', () => {
    for (const bytes of documents) {
      for (let end = 0; end < bytes.length; end += 17) expectTree(parseXmlBody(bytes.subarray(0, end)), end);
    }
    const change = fc.tuple(fc.constantFrom(...documents), fc.nat(), fc.nat(255));
    fc.assert(
      fc.property(change, ([document, at, byte]) => {
        const bytes = document.slice();
        bytes[at % bytes.length] = byte;
        expectTree(parseXmlBody(bytes), bytes.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('an element of a fixture begins and ends with its tags', () => {
    for (const bytes of documents) {
      const { root, diagnostics } = readXml(bytes);
      if (diagnostics.length > 0) continue;
      for (const { prefix, name, span, attributes } of elementsOf(root)) {
        const written = decode(bytes.subarray(...span));
        const tag = prefix === '' ? name : `${prefix}:${name}`;
        expect(written.startsWith(`<${tag}`) && (written.endsWith('/>') || written.endsWith(`</${tag}>`))).toBe(true);
        for (const attribute of attributes) {
          const raw = decode(bytes.subarray(...attribute.span)).replace(/\s/g, ' ');
          expect(raw).toBe(attribute.value);
        }
      }
    }
  });
});
