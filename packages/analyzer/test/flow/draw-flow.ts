import { analyze } from '../../src/analyze.ts';
import type { CallMessage } from '../../src/message/call-message.ts';
import { buildFlow, type KnownToLadder } from '../../src/report/ladder.ts';
import type { Ladder } from '../../src/rows.ts';
import { readFlow } from './run-flow.ts';

/** All messages of a flow in one picture. */
export async function drawFlow(text: string, known: Pick<KnownToLadder, 'maskDigits'> = {}): Promise<Ladder> {
  return drawCapture(readFlow('test.flow', text).capture, known);
}

async function drawCapture(capture: Uint8Array, known: Pick<KnownToLadder, 'maskDigits'> = {}): Promise<Ladder> {
  const texts: Uint8Array[] = [];
  const analysis = await analyze([capture], { onMessage: (message, bytes) => (texts[message] = bytes.slice()) });
  const messages = texts.map((bytes, message): CallMessage => {
    return { row: analysis.messageRow(message, bytes), index: analysis.frame(message).index, bytes };
  });
  return buildFlow([...analysis.calls()], messages, {
    ...known,
    streams: [...analysis.streams()],
    transactions: [...analysis.transactions()],
    captured: analysis.facts,
  });
}
