import { Type, type TObject } from 'typebox';
import { count, ms, object, oneOf, text, texts, time, yes } from './shape.ts';

const numbers = Type.Array(count);
const bitRate = Type.Number({ description: 'bit/s' });
const syntax = oneOf('1998', '2002');

const faxAbilities = object({
  'modulations?': texts,
  'ecm?': Type.Boolean(),
  resolutions: texts,
  compressions: texts,
  'v8?': yes,
});

const faxSignal = object({
  time,
  frame: count,
  signal: text,
  'modulation?': text,
  'bitRate?': bitRate,
  'ended?': time,
  'bytes?': count,
  'ecm?': Type.Boolean(),
  'station?': text,
  'abilities?': faxAbilities,
  'page?': count,
  'block?': count,
  'recovered?': yes,
});

/** Of a stream: one side of a fax. */
export const faxFacts: TObject = object({
  'syntax?': syntax,
  'errorRecovery?': oneOf('none', 'redundancy', 'fec'),
  'recoveryDepth?': count,
  ifpPackets: count,
  'recoveredByRedundancy?': count,
  'recoveredByFec?': count,
  'lost?': count,
  'duplicates?': count,
  'late?': count,
  'malformed?': count,
  'sliced?': count,
  'badFrames?': count,
  signals: Type.Array(faxSignal),
  'moreSignals?': count,
});

/** Of a call. */
export const faxRow: TObject = object({
  result: oneOf('success', 'confirmed', 'partial', 'failed', 'unknown'),
  reason: text,
  complete: Type.Boolean(),
  phases: Type.Array(object({ phase: oneOf('A', 'B', 'C', 'D', 'E'), time, frame: count })),
  'morePhases?': count,
  'calledStation?': text,
  'callingStation?': text,
  rates: Type.Array(object({ time, modulation: text, bitRate, 'confirmed?': Type.Boolean() })),
  'moreRates?': count,
  'modulation?': text,
  'bitRate?': bitRate,
  'ecm?': Type.Boolean(),
  'compression?': text,
  'resolution?': text,
  pagesSent: count,
  pagesConfirmed: count,
  'pagesRejected?': count,
  'retrains?': count,
  'repeatRequests?': count,
});

export const faxOverAudio: TObject = object({
  since: time,
  tone: oneOf('CNG'),
  'from?': oneOf('caller', 'callee'),
  frames: numbers,
});

export const videoRow: TObject = object({
  'width?': count,
  'height?': count,
  'sizes?': Type.Array(object({ time, frame: count, width: count, height: count })),
  'moreSizes?': count,
  'profile?': text,
  'level?': text,
  frames: count,
  'damagedFrames?': count,
  'fps?': Type.Number(),
  'framesOverTime?': object({ intervalMs: ms, frames: numbers }),
  'bitRate?': bitRate,
  keyFrames: count,
  'keyFrameTimes?': Type.Array(object({ time, frame: count })),
  'longestKeyFrameIntervalMs?': ms,
  'parameterSets?': count,
  'spatialLayers?': count,
  'temporalLayers?': count,
  'freezes?': count,
  'frozenMs?': ms,
  'freezeTimes?': Type.Array(object({ time, durationMs: ms, frame: count, cause: oneOf('loss', 'not-sent', 'late') })),
  'malformed?': count,
});

const floorStatus = oneOf('Pending', 'Accepted', 'Granted', 'Denied', 'Cancelled', 'Released', 'Revoked', 'unknown');

export const bfcpRow: TObject = object({
  messages: count,
  primitives: Type.Record(Type.String(), count),
  conferences: numbers,
  list: Type.Array(
    object({
      time,
      frame: count,
      primitive: text,
      conference: count,
      transaction: count,
      user: count,
      'isResponse?': yes,
      'floors?': numbers,
      'request?': count,
      'status?': floorStatus,
      'queuePosition?': count,
      'error?': text,
      'fragmentAt?': count,
    }),
  ),
  'moreMessages?': count,
  'requests?': Type.Array(
    object({
      conference: count,
      request: count,
      user: count,
      floors: numbers,
      states: Type.Array(object({ status: floorStatus, time, frame: count })),
    }),
  ),
  'moreRequests?': count,
  'malformed?': count,
});

export const redundancyRow: TObject = object({
  kind: oneOf('RED', 'RTX', 'ULPFEC', 'FLEXFEC'),
  packets: count,
  'depth?': count,
  'recovered?': count,
  'originalPayloadType?': count,
  'retransmitted?': count,
  'retransmittedAgain?': count,
  'paddingOnly?': count,
  'meanProtected?': Type.Number(),
  'malformed?': count,
});

export const headerExtensionRow: TObject = object({
  id: count,
  'uri?': text,
  packets: count,
  'text?': text,
  'meanLevelDbov?': Type.Number(),
  'voicePercent?': Type.Number(),
  'rotation?': count,
  'rotations?': count,
});
