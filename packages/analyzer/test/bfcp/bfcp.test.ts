/** Floor control, as streams of a capture tell of it. */

import { execFileSync } from 'node:child_process';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { readBfcp } from '../../src/media/bfcp/bfcp-message.ts';
import type { StreamRow } from '../../src/rows.ts';
import { bytesOf, uint16, uint32 } from '../build-capture.ts';
import { corpus, hasCorpus } from '../corpus.ts';
import { callMessages, rtpCapture } from '../rtp/rtp-capture.ts';
import { callee, caller } from '../rtp/rtp-stream.ts';

type Script = {
  readonly primitive: number;
  readonly isResponse?: boolean;
  readonly attributes?: readonly Uint8Array[];
};

/** RFC 8855 §5.1, over UDP. */
function bfcp({ primitive, isResponse = false, attributes = [] }: Script): Uint8Array {
  const payload = bytesOf(...attributes);
  return bytesOf(
    0x40 | (isResponse ? 0x10 : 0),
    primitive,
    uint16(payload.length / 4),
    uint32(7),
    uint16(1),
    uint16(12),
    payload,
  );
}

const attribute = (type: number, ...content: readonly number[]): Uint8Array =>
  bytesOf((type << 1) | 1, 2 + content.length, ...content);
const group = (type: number, id: number, ...inner: readonly Uint8Array[]): Uint8Array => {
  const content = bytesOf(uint16(id), ...inner);
  return bytesOf((type << 1) | 1, 2 + content.length, content);
};
const status = (code: number): Uint8Array[] => [
  group(15, 3, group(18, 3, attribute(5, code, code === 2 ? 4 : 0)), group(17, 5), group(14, 12)),
];

async function streams(
  messages: readonly { readonly isBack: boolean; readonly bytes: Uint8Array }[],
): Promise<StreamRow[]> {
  const attributes = ['a=floorctrl:c-s', 'a=confid:7', 'a=userid:12', 'a=floorid:5 mstrm:1'];
  const call = callMessages({ endedMs: 9000, media: 'application', formats: 'UDP/BFCP *', attributes });
  const sent = messages.map(({ isBack, bytes }, at) => ({
    timeUs: 1_000_000 + at * 100_000,
    source: isBack ? callee : caller,
    destination: isBack ? caller : callee,
    bytes,
  }));
  return [...(await analyze([rtpCapture([...call, ...sent])])).streams()];
}

describe('BFCP', () => {
  test('tells who asks for a floor, and what became of the request', async () => {
    const [client, server] = await streams([
      { isBack: false, bytes: bfcp({ primitive: 11 }) },
      { isBack: true, bytes: bfcp({ primitive: 12, isResponse: true }) },
      { isBack: false, bytes: bfcp({ primitive: 1, attributes: [attribute(2, 0, 5)] }) },
      { isBack: true, bytes: bfcp({ primitive: 4, isResponse: true, attributes: status(2) }) },
      { isBack: true, bytes: bfcp({ primitive: 4, attributes: status(3) }) },
      { isBack: true, bytes: bfcp({ primitive: 4, attributes: status(3) }) },
      { isBack: false, bytes: bfcp({ primitive: 2, attributes: [attribute(3, 0, 3)] }) },
      { isBack: true, bytes: bfcp({ primitive: 4, isResponse: true, attributes: status(6) }) },
    ]);

    expect(client).toMatchObject({ protocol: 'BFCP', kind: 'application', from: 'caller' });
    expect(client!.bfcp).toMatchObject({
      messages: 3,
      primitives: { Hello: 1, FloorRequest: 1, FloorRelease: 1 },
      conferences: [7],
      list: [
        { primitive: 'FloorRequest', conference: 7, transaction: 1, user: 12, floors: [5] },
        { primitive: 'FloorRelease', request: 3 },
      ],
    });
    expect(server!.bfcp!.list[0]).toMatchObject({ status: 'Accepted', queuePosition: 4, isResponse: true });
    expect(server!.bfcp!.requests).toMatchObject([
      {
        request: 3,
        user: 12,
        floors: [5],
        states: [{ status: 'Accepted' }, { status: 'Granted' }, { status: 'Released' }],
      },
    ]);
    expect(server!.bfcp!.malformed).toBeUndefined();
  });

  test('tells errors in words', async () => {
    const [server] = await streams([
      { isBack: true, bytes: bfcp({ primitive: 13, attributes: [bytesOf(13, 3, 6, 0)] }) },
    ]);

    expect(server!.bfcp!.list).toMatchObject([{ primitive: 'Error', error: 'Invalid Floor ID' }]);
  });

  test('whose lengths lie is counted, and what could be read is told', async () => {
    const [server] = await streams([
      { isBack: true, bytes: bfcp({ primitive: 4, attributes: [bytesOf(5, 200, 0, 5)] }) },
    ]);

    expect(server!.bfcp).toMatchObject({ messages: 1, malformed: 1, primitives: { FloorRequestStatus: 1 } });
  });

  test('may be anything', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const message = readBfcp(bytes, 0, bytes.length);

        expect(message === undefined || message.end <= bytes.length).toBe(true);
      }),
    );
  });
});

describe.runIf(hasCorpus)('tshark', () => {
  test('reads the same of messages in the wild', () => {
    const file = path.join(corpus, 'captures/ndpi__bfcp.pcapng');
    const options = ['-r', file, '--enable-heuristic', 'bfcp_udp', '-Y', 'udp', '-T', 'fields'];
    const fields = ['udp.payload', 'bfcp.primitive', 'bfcp.conference_id', 'bfcp.transaction_id', 'bfcp.user_id'];
    const lines = tshark([...options, ...fields.flatMap((field) => ['-e', field])]);
    if (lines === undefined) return;

    const ours = lines.map(([payload]) => {
      const bytes = Uint8Array.from(Buffer.from(payload!, 'hex'));
      const message = readBfcp(bytes, 0, bytes.length)!;
      return [message.primitive, message.conference, message.transaction, message.user];
    });

    const names: Record<string, string> = { 3: 'FloorRequestQuery', 4: 'FloorRequestStatus' };
    expect(ours).toEqual(lines.map(([, primitive, ...ids]) => [names[primitive!], ...ids.map(Number)]));
    expect(ours).toHaveLength(2);
  });
});

/** Undefined where it is not installed. */
function tshark(options: readonly string[]): string[][] | undefined {
  try {
    const text = execFileSync('tshark', options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return text
      .trim()
      .split('\n')
      .map((line) => line.split('\t'));
  } catch {
    return undefined;
  }
}
