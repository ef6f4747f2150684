import { callOutcomes } from '@sipscope/analyzer';
import { type TObject, type TSchema, Type } from 'typebox';
import { count, ms, object, oneOf, shape, text, texts, time, yes } from './shape.ts';

/* What is drawn of messages. Lanes and arrows are told by their places, from 0. */

const transport = oneOf('UDP', 'TCP', 'TLS', 'SCTP', 'WS', 'WSS');
const frames = Type.Array(count);
const number = Type.Number();
const direction = oneOf('sendrecv', 'sendonly', 'recvonly', 'inactive');
const counts = object({ 'must?': count, 'security?': count, 'should?': count, 'robustness?': count, 'info?': count });
const list = (item: TSchema): TSchema => Type.Array(item);

const agreement = object({
  kind: text,
  status: oneOf('active', 'declined', 'disabled', 'unanswered'),
  direction,
  'hold?': oneOf('local', 'remote', 'both'),
  'codec?': text,
});

const arrow = object({
  frame: count,
  'index?': count,
  from: count,
  to: count,
  time,
  sinceStartMs: ms,
  deltaMs: ms,
  kind: oneOf('request', 'response'),
  method: text,
  'status?': count,
  label: text,
  transport,
  'cseq?': count,
  'callId?': text,
  'retransmission?': yes,
  'duplicate?': yes,
  'sighting?': oneOf('spiral', 'loop', 'stray'),
  'sdp?': object({
    'role?': oneOf('offer', 'answer', 'preview'),
    'repeated?': yes,
    'differs?': yes,
    'crossed?': yes,
    media: list(object({ kind: text, 'address?': text, 'port?': count, direction, codecs: texts })),
  }),
  'rolledBack?': yes,
  'transaction?': text,
  'dialog?': text,
  'problems?': texts,
  'findings?': counts,
  'call?': count,
  'leg?': count,
  'timer?': oneOf('A', 'E', 'G', '2xx', '1xx', 'copy'),
  'notes?': list(text),
  'agreed?': list(agreement),
  'earlyMedia?': yes,
});

const media = object({
  stream: text,
  from: count,
  to: count,
  frame: count,
  lastFrame: count,
  time,
  ended: time,
  sinceStartMs: ms,
  durationMs: ms,
  label: text,
  quality: oneOf('good', 'fair', 'poor', 'unknown'),
  'kind?': text,
  'codec?': text,
  packets: count,
  'lostPercent?': number,
  'mos?': number,
  'problems?': texts,
  'call?': count,
  'earlyMs?': ms,
});

const lane = object({
  id: text,
  address: text,
  'name?': text,
  'role?': text,
  'participant?': text,
  messages: count,
  'addresses?': texts,
  'merged?': list(oneOf('participant', 'nat', 'user')),
  'colour?': count,
});

const transaction = object({
  id: text,
  method: text,
  client: count,
  server: count,
  first: count,
  last: count,
  messages: count,
  'finalStatus?': count,
  'state?': text,
  'timedOut?': yes,
});

const dialog = object({
  id: text,
  'callId?': text,
  local: count,
  remote: count,
  first: count,
  last: count,
  'confirmed?': count,
  'ended?': count,
  method: text,
});

const link = object({
  kind: oneOf('transfer', 'replaces', 'fork', 'redirect', 'retry', 'cancel', 'ack', 'prack', 'leg'),
  from: count,
  to: count,
  label: text,
  frames,
});

const timer = object({
  name: oneOf('B', 'F', 'H', 'L', 'C', 'session'),
  lane: count,
  time,
  sinceStartMs: ms,
  setBy: count,
  fires: Type.Boolean(),
  'caused?': count,
  'transaction?': text,
  'dialog?': text,
  label: text,
  frames,
});

const ghost = object({
  from: count,
  to: count,
  label: text,
  time,
  sinceStartMs: ms,
  after: count,
  why: text,
  'transaction?': text,
  frames,
});

const loss = object({
  where: oneOf('unanswered', 'response-to-client', 'ack-to-server', 'response-or-ack', 'before-capture', 'capture-gap'),
  from: count,
  to: count,
  arrow: count,
  'lost?': yes,
  time,
  sinceStartMs: ms,
  label: text,
  transaction: text,
  frames,
});

const state = object({
  'dialog?': text,
  local: count,
  remote: count,
  time,
  sinceStartMs: ms,
  'ended?': time,
  'durationMs?': ms,
  arrow: count,
  media: list(agreement),
  'preview?': yes,
  'rollback?': yes,
  frames,
});

/** A call, or several, or whatever was asked for. */
export const ladder: TObject & { readonly $id: string } = shape('Ladder', {
  'call?': text,
  'calls?': list(object({ id: text, 'from?': text, 'to?': text, outcome: oneOf(...callOutcomes) })),
  started: time,
  lanes: list(lane),
  arrows: list(arrow),
  'moreArrows?': count,
  'media?': list(media),
  'legs?': list(
    object({ callId: text, from: count, to: count, 'call?': count, first: count, last: count, messages: count }),
  ),
  'transactions?': list(transaction),
  'dialogs?': list(dialog),
  'links?': list(link),
  'timers?': list(timer),
  'ghosts?': list(ghost),
  'losses?': list(loss),
  'states?': list(state),
  'earlyMedia?': list(
    object({ from: count, to: count, time, sinceStartMs: ms, durationMs: ms, 'call?': count, frames }),
  ),
  'digits?': list(
    object({
      'lane?': count,
      time,
      sinceStartMs: ms,
      'durationMs?': ms,
      digits: text,
      source: oneOf('rtp-event', 'rtp-tone', 'in-band', 'info', 'kpml', 'notify'),
      'call?': count,
      frames,
    }),
  ),
  'natPairs?': list(object({ inside: count, outside: count, sentence: text, frames })),
});
