import {
  parseMessage,
  parseSdp,
  readFormatParameters,
  type SessionDescription,
  sessionDescriptionInit,
  writeSessionDescription,
} from '../../../src/index.ts';
import { demand } from '../broken-promise.ts';
import { lineMutators, sdpMutators } from '../line-mutators.ts';
import { demandSpan, readEverything } from '../read-everything.ts';
import { messageSeeds } from '../seeds.ts';
import { sdpAttributeExamples } from '../../../test/sdp-attribute-examples.ts';
import type { Target } from '../target.ts';

/** A session description by itself. */
export const sdpTarget: Target = {
  name: 'sdp',
  seeds: sdpSeeds,
  mutators: [...sdpMutators, ...sdpMutators, ...lineMutators],
  check: checkSdp,
};

function sdpSeeds(): readonly Uint8Array[] {
  const bodies = messageSeeds().flatMap((bytes) => {
    const { sdp } = parseMessage(bytes);
    return sdp === undefined ? [] : [sdp.bytes.slice()];
  });
  const head = 'v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 1 RTP/AVP 0 96\r\n';
  const attributes = sdpAttributeExamples.map(([text]) => new TextEncoder().encode(`${head}a=${text}\r\n`));
  return [...bodies, ...attributes];
}

function checkSdp(bytes: Uint8Array): void {
  const session = parseSdp(bytes);
  const { diagnostics } = session;
  for (const { code, span } of diagnostics) demandSpan(span, bytes.length, `diagnostic ${code}`);
  checkLines(session, bytes);
  readEverything(session, bytes.length);
  for (const media of session.media) {
    readEverything(media, bytes.length);
    for (const { encoding, parameters } of media.payloads) readFormatParameters(encoding, parameters ?? '');
  }
  const written = writeSessionDescription(session);
  demand(
    isEqual(written, bytes),
    'writeSessionDescription() gives the bytes that were read',
    () => `${written.length} of ${bytes.length}`,
  );
  if (diagnostics.length === 0) checkRewritten(session);
}

/** Lines lie one behind the other; what is between them are empty ones. */
function checkLines(session: SessionDescription, bytes: Uint8Array): void {
  let at = 0;
  for (const { span, valueSpan } of session.lines) {
    const isRight =
      span[0] >= at &&
      valueSpan[0] >= span[0] &&
      valueSpan[0] <= valueSpan[1] &&
      valueSpan[1] <= span[1] &&
      span[1] <= bytes.length;
    demand(isRight, 'lines lie one behind the other', () => `${span[0]} behind ${at}`);
    at = span[1];
  }
}

/** One written anew from its parts, each medium too, has the same lines. */
function checkRewritten(session: SessionDescription): void {
  const again = parseSdp(writeSessionDescription(sessionDescriptionInit(session)));
  const [one, other] = [session, again].map(({ media, attributes, origin, timings, bandwidths, connections, emails }) =>
    JSON.stringify([
      media.length,
      attributes.map(({ name, value }) => [name, value]),
      origin,
      timings,
      bandwidths,
      connections,
      emails,
    ]),
  );
  demand(one === other, 'a session description made of its parts says the same', () => `${one}\n${other}`);
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
