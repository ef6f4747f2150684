import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatLadder } from './format-ladder.ts';
import type { Ladder, LadderArrow, LadderLane } from '../rows.ts';

function arrow(part: Partial<LadderArrow>): LadderArrow {
  return {
    frame: 1,
    from: 0,
    to: 1,
    time: '2026-11-22T05:50:59.678796Z',
    sinceStartMs: 0,
    deltaMs: 0,
    kind: 'request',
    method: 'INVITE',
    label: 'INVITE',
    transport: 'UDP',
    ...part,
  };
}

function lane(address: string, name?: string): LadderLane {
  return { id: address, address, messages: 1, ...(name === undefined ? {} : { name }) };
}

function ladder(lanes: readonly LadderLane[], arrows: readonly LadderArrow[]): Ladder {
  return { call: 'c1', started: '2026-11-22T05:50:59.678796Z', lanes, arrows };
}

const media = [{ kind: 'audio', port: 4000, direction: 'sendrecv', codecs: ['PCMA', 'PCMU'] }] as const;
const twoHops = ladder(
  [lane('192.0.2.1:5060', 'Alice'), lane('192.0.2.2:5060', 'Proxy'), lane('192.0.2.3:5060')],
  [
    arrow({ frame: 1, sdp: { role: 'offer', media } }),
    arrow({ frame: 2, from: 1, to: 0, kind: 'response', status: 100, label: '100 Trying', sinceStartMs: 12 }),
    arrow({ frame: 3, from: 1, to: 2, sinceStartMs: 13 }),
    arrow({ frame: 4, from: 1, to: 2, sinceStartMs: 513, retransmission: true }),
    arrow({ frame: 15, from: 2, to: 0, kind: 'response', status: 486, label: '486 Busy Here', sinceStartMs: 1513 }),
  ],
);

describe('formatLadder() as text', () => {
  test('draws a lane an endpoint and a row a message', () => {
    expect(formatLadder(twoHops, 'text')).toBe(
      [
        'Call c1, 2026-11-22T05:50:59.678796Z',
        '               Alice                                Proxy',
        '          192.0.2.1:5060                       192.0.2.2:5060  192.0.2.3:5060',
        ' 1 +0.000        │─ INVITE · offer audio PCMA, PCMU ─▶│               │',
        ' 2 +0.012        │◀╌╌╌╌╌╌╌╌╌╌╌ 100 Trying ╌╌╌╌╌╌╌╌╌╌╌╌│               │',
        ' 3 +0.013        │                                    │─── INVITE ───▶│',
        ' 4 +0.513        │                                    │─ INVITE · ⟲ ─▶│',
        '15 +1.513        │◀────────────────── 486 Busy Here ──────────────────│',
        '',
      ].join('\n'),
    );
  });

  test('has a form in ASCII alone', () => {
    const text = formatLadder(ladder([lane('a', 'Zoë'), lane('b')], [arrow({ retransmission: true })]), 'text', {
      ascii: true,
    });

    expect(text).toMatch(/^[ -~\n]*$/);
    expect(text).toContain('|- INVITE, again ->|');
  });

  test('has a row a message, whatever the wire says', () => {
    fc.assert(
      fc.property(hostileLadder, (drawn) => {
        const rows = formatLadder(drawn, 'text').split('\n');
        const messages = rows.filter((row) => /^ *[0-9]+ +[+-][0-9.]+ /.test(row));

        expect(messages).toHaveLength(drawn.arrows.length);
      }),
    );
  });

  test('keeps to the columns there are by clipping labels, never addresses', () => {
    const label = '100 trying -- your call is important to us';
    const drawn = ladder(
      [lane('[2001:db8:1234:5678:9abc:def0:1234:5678]:5060'), lane('192.0.2.2:5060')],
      [arrow({ label, from: 1, to: 0 })],
    );

    const wide = formatLadder(drawn, 'text');
    const narrow = formatLadder(drawn, 'text', { columns: 80 });

    expect(wide).toContain(label);
    expect(narrow).toContain('100 trying');
    expect(narrow).toContain('[2001:db8:1234:5678:9abc:def0:1234:5678]:5060');
    for (const row of narrow.split('\n')) expect(row.length).toBeLessThanOrEqual(80);
  });

  test('draws a message from an endpoint to itself', () => {
    const text = formatLadder(ladder([lane('a'), lane('b')], [arrow({ from: 1, to: 1, label: 'OPTIONS' })]), 'text');

    expect(text).toContain('│ ↩ OPTIONS');
  });

  test('says that a call without messages has none', () => {
    expect(formatLadder(ladder([], []), 'text')).toBe('Call c1, 2026-11-22T05:50:59.678796Z\nNo messages.\n');
  });

  test('draws the lanes beyond the limit as one', () => {
    const text = formatLadder(twoHops, 'text', { maxLanes: 2 });

    expect(text).toContain('2 more endpoints');
    expect(text).not.toContain('192.0.2.3');
    expect(text).toContain('│ ↩ INVITE');
  });

  test('refuses a limit no drawing can keep', () => {
    expect(() => formatLadder(twoHops, 'text', { maxLanes: 1 })).toThrow(RangeError);
  });

  test('tells media that is held or switched off', () => {
    const sdp = {
      role: 'answer',
      media: [
        { kind: 'audio', port: 4000, direction: 'sendonly', codecs: ['PCMA'] },
        { kind: 'video', port: 0, direction: 'sendrecv', codecs: ['H264'] },
      ],
    } as const;

    const text = formatLadder(ladder([lane('a'), lane('b')], [arrow({ sdp })]), 'text');

    expect(text).toContain('INVITE · answer audio sendonly PCMA; video off');
  });
});

describe('formatLadder() as Mermaid', () => {
  test('is a participant a lane and a line a message', () => {
    expect(formatLadder(twoHops, 'mermaid').split('\n').slice(0, 6)).toEqual([
      'sequenceDiagram',
      '    participant P1 as Alice<br/>192.0.2.1#58;5060',
      '    participant P2 as Proxy<br/>192.0.2.2#58;5060',
      '    participant P3 as 192.0.2.3#58;5060',
      '    P1->>P2: #43;0.000 INVITE · offer audio PCMA, PCMU',
      '    P2-->>P1: #43;0.012 100 Trying',
    ]);
  });

  test.each([
    ['a new statement', 'INVITE\n    P2->>P1: 200 OK'],
    ['a statement after a semicolon', 'INVITE; P2->>P1: 200 OK'],
    ['a directive', '%%{init: {"securityLevel": "loose"}}%%'],
    ['a link', 'INVITE <a href="javascript:alert(1)">'],
    ['an entity', 'INVITE #59; P2->>P1: 200 OK'],
  ])('keeps %s in a label a label', (_, label) => {
    const lines = formatLadder(ladder([lane('a', label), lane('b')], [arrow({ label })]), 'mermaid')
      .trimEnd()
      .split('\n');

    expect(lines).toHaveLength(4);
    expect(mermaidText(/ as (.*)<br\/>a$/.exec(lines[1] ?? '')?.[1] ?? '')).toBe(label.replace('\n', '\\n'));
    expect(mermaidText(/^ {4}P1->>P2: (.*)$/.exec(lines[3] ?? '')?.[1] ?? '')).toBe(
      `+0.000 ${label.replace('\n', '\\n')}`,
    );
  });

  test('has as many arrows as the ladder, whatever the wire says', () => {
    fc.assert(
      fc.property(hostileLadder, (drawn) => {
        const lines = formatLadder(drawn, 'mermaid').split('\n').slice(1, -1);
        const isArrow = /^ {4}P[0-9]+--?>>P[0-9]+: [\p{L}\p{N} .,()·⟲…]*$/u;
        const isParticipant = /^ {4}participant P[0-9]+ as [\p{L}\p{N} .,()·⟲…]*(?:<br\/>[\p{L}\p{N} .,()·⟲…]*)?$/u;
        const read = lines.map((line) => line.replace(/#[0-9]+;/g, ''));

        expect(read.filter((line) => isArrow.test(line))).toHaveLength(drawn.arrows.length);
        expect(read.filter((line) => isParticipant.test(line))).toHaveLength(drawn.lanes.length);
        expect(lines).toHaveLength(drawn.arrows.length + drawn.lanes.length);
      }),
    );
  });
});

describe('formatLadder() as PlantUML', () => {
  test('is a participant a lane and a line a message', () => {
    expect(formatLadder(twoHops, 'plantuml').split('\n')).toEqual([
      '@startuml',
      'hide footbox',
      'participant "Alice\\n192.0.2.1<U+003A>5060" as P1',
      'participant "Proxy\\n192.0.2.2<U+003A>5060" as P2',
      'participant "192.0.2.3<U+003A>5060" as P3',
      'P1 -> P2 : <U+002B>0.000 INVITE · offer audio PCMA, PCMU',
      'P2 --> P1 : <U+002B>0.012 100 Trying',
      'P2 -> P3 : <U+002B>0.013 INVITE',
      'P2 -> P3 : <U+002B>0.513 INVITE · ⟲',
      'P3 -> P1 : <U+002B>1.513 486 Busy Here',
      '@enduml',
      '',
    ]);
  });

  test('has as many arrows as the ladder, whatever the wire says', () => {
    fc.assert(
      fc.property(hostileLadder, (drawn) => {
        const lines = formatLadder(drawn, 'plantuml').trimEnd().split('\n').slice(2, -1);
        const read = lines.map((line) => line.replace(/<U\+[0-9A-F]{4,6}>/g, ''));
        const isArrow = /^P[0-9]+ --?> P[0-9]+ : [\p{L}\p{N} .,()·⟲…]*$/u;
        const isParticipant = /^participant "[\p{L}\p{N} .,()·⟲…]*(?:\\n[\p{L}\p{N} .,()·⟲…]*)?" as P[0-9]+$/u;

        expect(read.filter((line) => isArrow.test(line))).toHaveLength(drawn.arrows.length);
        expect(read.filter((line) => isParticipant.test(line))).toHaveLength(drawn.lanes.length);
        expect(lines).toHaveLength(drawn.arrows.length + drawn.lanes.length);
      }),
    );
  });
});

describe('formatLadder() as SVG', () => {
  test('needs nothing but itself', () => {
    const svg = formatLadder(twoHops, 'svg');

    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).not.toMatch(/<script|<foreignObject|<image|href|url\(|@import/);
    expect(svg.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
  });

  test('tells requests, provisional and failing responses and retransmissions apart', () => {
    const classes = [...formatLadder(twoHops, 'svg').matchAll(/<g class="arrow ([^"]*)">/g)].map((match) => match[1]);

    expect(classes).toEqual(['request', 'provisional', 'request', 'request again', 'failure']);
  });

  test('keeps its drawing inside its frame', () => {
    const svg = formatLadder(ladder([lane('a')], [arrow({ from: 0, to: 0, label: 'X'.repeat(60) })]), 'svg');
    const width = Number(/width="([0-9]+)"/.exec(svg)?.[1]);

    expect(width).toBeGreaterThan(60 * 7);
  });

  test('is well-formed with an arrow a message, whatever the wire says', () => {
    fc.assert(
      fc.property(hostileLadder, (drawn) => {
        const elements = readElements(formatLadder(drawn, 'svg'));

        expect(elements.filter((name) => name === 'g')).toHaveLength(drawn.arrows.length);
        expect(
          new Set(elements).difference(
            new Set(['svg', 'title', 'style', 'rect', 'text', 'line', 'g', 'path', 'polygon']),
          ).size,
        ).toBe(0);
      }),
    );
  });
});

const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '\n',
        '\r',
        ';',
        '#',
        '<',
        '>',
        ':',
        '-',
        '%%',
        '`',
        '"',
        '&',
        ']]>',
        '@enduml',
        'end',
        '\u001b[31m',
        '\u202e',
        'P1->>P2: x',
        '!include',
        '日',
      ),
    )
    .map((parts) => parts.join('')),
);
const hostileLadder: fc.Arbitrary<Ladder> = fc
  .array(fc.record({ name: fc.option(hostileText, { nil: undefined }), address: hostileText }), {
    minLength: 1,
    maxLength: 5,
  })
  .chain((lanes) =>
    fc
      .array(
        fc.record({
          from: fc.nat(lanes.length - 1),
          to: fc.nat(lanes.length - 1),
          label: hostileText,
          codec: hostileText,
          status: fc.option(fc.integer({ min: 100, max: 699 }), { nil: undefined }),
          sinceStartMs: fc.double({ min: -1e6, max: 1e9, noNaN: true }),
        }),
        { maxLength: 8 },
      )
      .map((arrows) =>
        ladder(
          lanes.map(({ address, name }) => lane(address, name)),
          arrows.map(({ codec, status, ...rest }) =>
            arrow({
              ...rest,
              ...(status === undefined ? {} : { status, kind: 'response' }),
              sdp: { media: [{ kind: 'audio', port: 1, direction: 'sendrecv', codecs: [codec] }] },
            }),
          ),
        ),
      ),
  );

/** A Mermaid label as Mermaid shows it. */
function mermaidText(source: string): string {
  return source.replace(/#([0-9]+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

/** The names of an XML text's elements, in order; throws where a tag, an entity or the nesting is not XML's. */
function readElements(xml: string): readonly string[] {
  const names: string[] = [];
  const open: string[] = [];
  // XML 1.0 §2.2 forbids these.
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  for (const [, text, tag] of xml.matchAll(/([^<]*)(?:<([^>]*)>)?/g)) {
    expect((text ?? '').replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toMatch(/&/);
    if (tag === undefined) continue;
    const parts = /^(\/?)([a-zA-Z]+)((?: [a-zA-Z0-9-]+="[^"<]*")*)(\/?)$/.exec(tag);
    if (parts === null) throw new Error(`<${tag}> is no tag`);
    const [, closing, name = '', , empty] = parts;
    if (closing === '/' && open.pop() !== name) throw new Error(`</${name}> closes nothing`);
    if (closing === '') names.push(name);
    if (closing === '' && empty === '') open.push(name);
  }
  expect(open).toEqual([]);
  return names;
}
