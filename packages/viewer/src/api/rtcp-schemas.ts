import { Type, type TObject, type TSchema } from 'typebox';
import { count, ms, object, oneOf, text, texts, time, yes } from './shape.ts';

/* What RTCP and published reports say of streams, as JSON Schema. */

const percent = Type.Number({ description: 'Percent' });
const whole = Type.Integer();
const frames = Type.Array(count);
const between = { 'first?': time, 'last?': time, 'firstFrame?': count, 'lastFrame?': count };

const sender = object({
  'cname?': text,
  'name?': text,
  'email?': text,
  'phone?': text,
  'loc?': text,
  'tool?': text,
  'note?': text,
  'priv?': texts,
  reports: count,
  ...between,
  'sentPackets?': count,
  'sentOctets?': count,
  'sentBetween?': count,
  'seenBetween?': whole,
  'clockHz?': Type.Number({ description: 'Of RTP timestamps, by its own clock' }),
  'clockOffsetMs?': ms,
  'bye?': time,
  'byeFrame?': count,
  'byeReason?': text,
  'applications?': Type.Array(object({ name: text, subtype: count, count })),
});

const voip = object({
  at: time,
  frame: count,
  reports: count,
  lossPercent: percent,
  discardPercent: percent,
  burstLossPercent: percent,
  burstMs: ms,
  gapLossPercent: percent,
  gapMs: ms,
  'minimumGapPackets?': count,
  'roundTripMs?': ms,
  'endSystemDelayMs?': ms,
  'signalLevelDbm0?': whole,
  'noiseLevelDbm0?': whole,
  'residualEchoReturnLossDb?': whole,
  'rFactor?': count,
  'externalRFactor?': count,
  'mosLq?': Type.Number(),
  'mosCq?': Type.Number(),
  'rFactorMin?': count,
  'mosLqMin?': Type.Number(),
  'concealment?': oneOf('standard', 'enhanced', 'disabled'),
  'jitterBuffer?': oneOf('adaptive', 'fixed'),
  'jitterBufferRate?': count,
  'jitterBufferNominalMs?': ms,
  'jitterBufferMaxMs?': ms,
  'jitterBufferAbsoluteMaxMs?': ms,
});

const receiver = object({
  ssrc: text,
  'cname?': text,
  address: text,
  reports: count,
  ...between,
  'lost?': whole,
  'lostPercentMean?': percent,
  'lostPercentMax?': percent,
  'worst?': time,
  'worstFrame?': count,
  'highestSequence?': count,
  'jitterMsLast?': ms,
  'jitterMsMean?': ms,
  'jitterMsMax?': ms,
  'roundTripMsMin?': ms,
  'roundTripMsMean?': ms,
  'roundTripMsMax?': ms,
  'voip?': voip,
  'statistics?': object({
    reports: count,
    'lost?': count,
    'duplicates?': count,
    'jitterMsMin?': ms,
    'jitterMsMax?': ms,
    'jitterMsMean?': ms,
    'hopsMin?': count,
    'hopsMax?': count,
  }),
  'series?': Type.Array(object({ at: time, lostPercent: percent, lost: whole, 'jitterMs?': ms, 'roundTripMs?': ms })),
});

const loss = object({
  packets: count,
  lostAtTap: count,
  'lostAtReceiver?': whole,
  lostBeforeTap: count,
  'lostAfterTap?': count,
  'missedByCapture?': count,
  precision: count,
  text,
});

const feedback = object({
  name: text,
  count,
  first: time,
  last: time,
  firstFrame: count,
  lastFrame: count,
  'packets?': count,
  'received?': count,
  'bitsPerSecondMin?': Type.Number(),
  'bitsPerSecondLast?': Type.Number(),
});

/** What RTCP says of a stream. */
export const rtcpReports: TObject = object({
  packets: count,
  'sender?': sender,
  'receivers?': Type.Array(receiver),
  'moreReceivers?': count,
  'loss?': loss,
  'roundTripMs?': ms,
  'roundTripToReceiverMs?': ms,
  'roundTripToSenderMs?': ms,
  'feedback?': Type.Array(feedback),
  'lipSync?': Type.Array(object({ ssrc: text, offsetMsMean: ms, offsetMsMin: ms, offsetMsMax: ms })),
  'encrypted?': count,
  'problems?': Type.Array(object({ code: oneOf('rtcp-missing'), text })),
  frames,
  'moreFrames?': count,
});

const metrics: TSchema = Type.Record(Type.String(), Type.Union([Type.Number(), Type.String()]), {
  description: 'Of RFC 6035 §4.6.1, by names with their units: `networkLossPercent`, `mosLq` …',
});
const kind = { 'report?': oneOf('session', 'interval', 'alert'), 'final?': yes };
const place = object({ 'ip?': text, 'port?': count, 'ssrc?': text });

/** What an end of a call has published of its quality (RFC 6035). */
export const qualityReport: TObject = object({
  frame: count,
  at: time,
  ...kind,
  'alert?': object({ 'metric?': text, 'severity?': text, 'direction?': text }),
  source: text,
  'localUri?': text,
  'remoteUri?': text,
  'local?': place,
  'remote?': place,
  'localMetrics?': metrics,
  'remoteMetrics?': metrics,
});

/** The same of one stream. */
export const streamQuality: TObject = object({
  frame: count,
  at: time,
  ...kind,
  by: oneOf('receiver', 'sender'),
  metrics,
});
