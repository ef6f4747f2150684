import { describe, expect, test } from 'vitest';
import type { Ladder, LadderArrow, LadderMedia, StreamRow } from '../rows.ts';
import { formatLadder } from './format-ladder.ts';
import { buildLadder } from './ladder.ts';
import type { LadderMessage } from './ladder.ts';

const at = (ms: number): string => new Date(Date.UTC(2026, 10, 22, 5, 50, 0, ms)).toISOString();

function stream(part: Partial<StreamRow & { codec: string; lostPercent: number; mos: number }>): StreamRow {
  return {
    id: 's1',
    protocol: 'RTP',
    srcIp: '192.0.2.1',
    srcPort: 4000,
    dstIp: '192.0.2.2',
    dstPort: 4002,
    started: at(3000),
    ended: at(15_300),
    firstFrame: 7,
    lastFrame: 700,
    packets: 615,
    bytes: 98_400,
    ...part,
  };
}

const text = (...lines: readonly string[]): Uint8Array => new TextEncoder().encode(`${lines.join('\r\n')}\r\n\r\n`);

function message(frame: number, ms: number, way: 'out' | 'back', bytes: Uint8Array): LadderMessage {
  const [srcIp, dstIp] = way === 'out' ? ['192.0.2.1', '192.0.2.2'] : ['192.0.2.2', '192.0.2.1'];
  const row = { frame, time: at(ms), transport: 'UDP', srcIp, srcPort: 5060, dstIp, dstPort: 5060 } as const;
  const kind = way === 'out' ? 'request' : 'response';
  const answer = way === 'out' ? {} : { status: 200, reason: 'OK' };
  return { row: { ...row, kind, method: 'INVITE', size: bytes.length, ...answer }, index: 0, bytes };
}

const invite = message(1, 0, 'out', text('INVITE sip:bob@192.0.2.2 SIP/2.0', 'Call-ID: a', 'CSeq: 1 INVITE'));
const described = message(
  2,
  2000,
  'back',
  text(
    'SIP/2.0 200 OK',
    'Call-ID: a',
    'CSeq: 1 INVITE',
    'Content-Type: application/sdp',
    '',
    'v=0\r\no=- 1 1 IN IP4 198.51.100.9\r\ns=-\r\nc=IN IP4 198.51.100.9\r\nt=0 0\r\nm=audio 4002 RTP/AVP 8',
  ),
);
const call = { id: 'c1', callIds: ['a'], started: at(0), legs: [] } as unknown as Parameters<typeof buildLadder>[0];

describe('media in the ladder', () => {
  test('is a bar from the lane of its sender to that of its receiver, from its first packet on', () => {
    const rows = [stream({ codec: 'PCMA', lostPercent: 0.2, mos: 4.3 })];

    const { lanes, media } = buildLadder(call, [invite], undefined, rows);

    expect(lanes).toHaveLength(2);
    expect(media).toEqual([
      {
        stream: 's1',
        from: 0,
        to: 1,
        frame: 7,
        lastFrame: 700,
        time: at(3000),
        ended: at(15_300),
        sinceStartMs: 3000,
        durationMs: 12_300,
        label: 'RTP PCMA 12.3 s, lost 0.2 %, MOS 4.3',
        quality: 'good',
        codec: 'PCMA',
        packets: 615,
        lostPercent: 0.2,
        mos: 4.3,
      },
    ]);
  });

  test('of an address that only a description names stands at the lane of who sent the description', () => {
    const { lanes, media } = buildLadder(call, [invite, described], undefined, [stream({ dstIp: '198.51.100.9' })]);

    expect(lanes.map(({ address }) => address)).toEqual(['192.0.2.1:5060', '192.0.2.2:5060']);
    expect(media).toMatchObject([{ from: 0, to: 1 }]);
  });

  test('of an address that nothing names has a lane of its own', () => {
    const { lanes, media } = buildLadder(call, [invite], undefined, [stream({ dstIp: '2001:db8::9' })]);

    expect(lanes.map(({ address, messages }) => [address, messages])).toEqual([
      ['192.0.2.1:5060', 1],
      ['192.0.2.2:5060', 1],
      ['2001:db8::9', 0],
    ]);
    expect(media).toMatchObject([{ from: 0, to: 2, quality: 'unknown' }]);
  });

  test.each([
    [{ mos: 4.2 }, 'good'],
    [{ mos: 3.7 }, 'fair'],
    [{ mos: 2.1 }, 'poor'],
    [{ lostPercent: 0.3 }, 'good'],
    [{ lostPercent: 2 }, 'fair'],
    [{ lostPercent: 20 }, 'poor'],
  ])('%j is %s', (figures, quality) => {
    const { media } = buildLadder(call, [invite], undefined, [stream(figures)]);

    expect(media).toMatchObject([{ quality }]);
  });
});

describe('a drawn ladder', () => {
  const arrow = (part: Partial<LadderArrow>): LadderArrow => ({
    frame: 1,
    from: 0,
    to: 1,
    time: at(0),
    sinceStartMs: 0,
    deltaMs: 0,
    kind: 'request',
    method: 'INVITE',
    label: 'INVITE',
    transport: 'UDP',
    ...part,
  });
  const bar: LadderMedia = {
    stream: 's1',
    from: 1,
    to: 0,
    frame: 7,
    lastFrame: 700,
    time: at(3000),
    ended: at(15_300),
    sinceStartMs: 3000,
    durationMs: 12_300,
    label: 'RTP <b> 12.3 s',
    quality: 'poor',
    packets: 615,
    problems: ['one-way'],
  };
  const ladder: Ladder = {
    call: 'c1',
    started: at(0),
    lanes: [
      { id: 'l1', address: 'a', messages: 1 },
      { id: 'l2', address: 'b', messages: 1 },
    ],
    arrows: [arrow({}), arrow({ frame: 9, method: 'BYE', label: 'BYE', sinceStartMs: 16_000 })],
    media: [bar],
  };

  test('has media between the messages, as text', () => {
    expect(formatLadder(ladder, 'text').split('\n').slice(2)).toEqual([
      '1  +0.000  │────────── INVITE ──────────▶│',
      '7  +3.000  │◀═ RTP <b> 12.3 s · one-way ═│',
      '9 +16.000  │─────────── BYE ────────────▶│',
      '',
    ]);
    expect(formatLadder(ladder, 'text', { ascii: true })).toContain('|<= RTP <b> 12.3 s, one-way =');
  });

  test('has media as notes in Mermaid and as bold arrows in PlantUML, escaped', () => {
    const mermaid = formatLadder(ladder, 'mermaid').split('\n');
    expect(mermaid[4]).toBe('    Note over P2,P1: ← #43;3.000 RTP #60;b#62; 12.3 s · one#45;way');
    const plantuml = formatLadder(ladder, 'plantuml').split('\n');
    expect(plantuml[5]).toBe('P2 -[bold]> P1 : <U+002B>3.000 RTP <U+003C>b<U+003E> 12.3 s · one<U+002D>way');
  });

  test('has media as bars in the colour of their quality in SVG, escaped', () => {
    const svg = formatLadder(ladder, 'svg');

    expect(svg).toContain('<g class="arrow media poor">');
    expect(svg).toContain('RTP &lt;b&gt; 12.3 s · one-way');
    expect(svg).not.toContain('<b>');
  });

  test('has the media of folded lanes at the last one', () => {
    const wide = {
      ...ladder,
      lanes: [...ladder.lanes, { id: 'l3', address: 'c', messages: 0 }],
      media: [{ ...bar, from: 2 }],
    };

    expect(formatLadder(wide, 'text', { maxLanes: 2 })).toContain('◀═ RTP');
  });
});
