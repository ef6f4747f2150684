import { describe, expect, test } from 'vitest';
import { bodyOf, crlf, valueOf } from '../../test/body.ts';
import type { VqReport } from './vq-report.ts';

const vqReport = (...lines: readonly string[]): VqReport =>
  valueOf('vqRtcpxr', bodyOf('application/vq-rtcpxr', crlf(...lines)));

/** RFC 6035 §4.7.1, the example. */
const session = [
  'VQSessionReport: CallTerm',
  'CallID: 6dg37f1890463',
  'LocalID: Alice <sip:alice@example.org>',
  'RemoteID: Bill <sip:bill@example.net>',
  'OrigID: Alice <sip:alice@example.org>',
  'LocalGroup: example-phone-55671',
  'RemoteGroup: example-gateway-09871',
  'LocalAddr: IP=10.10.1.100 PORT=5000 SSRC=1a3b5c7d',
  'LocalMAC: 00:1f:5b:cc:21:0f',
  'RemoteAddr:IP=11.1.1.150 PORT=5002 SSRC=0x2468abcd',
  'RemoteMAC: 00:26:08:8e:95:02',
  'LocalMetrics:',
  'Timestamps:START=2004-10-10T18:23:43Z STOP=2004-10-01T18:26:02Z',
  'SessionDesc:PT=0 PD=PCMU SR=8000 FD=20 FO=160 FPP=1 PPS=50',
  '                PLC=3 SSUP=on',
  'JitterBuffer:JBA=3 JBR=2 JBN=40 JBM=80 JBX=120',
  'PacketLoss:NLR=5.0 JDR=2.0',
  'BurstGapLoss:BLD=0 BD=0 GLD=2.0 GD=500 GMIN=16',
  'Delay:RTD=200 ESD=140 SOWD=200 IAJ=2 MAJ=10',
  'Signal:SL=-18 NL=-50 RERL=55',
  'QualityEst:RLQ=88 RCQ=85 EXTRI=90 MOSLQ=4.1 MOSCQ=4.0',
  '  QoEEstAlg=P.564',
  'RemoteMetrics:',
  'Timestamps:START=2004-10-10T18:23:43Z STOP=2004-10-01T18:26:02Z',
  'QualityEst:RLQ=90 RCQ=85 EXTRI=90 MOSLQ=4.3 MOSCQ=4.2',
  '  QoEEstAlg=P.564',
  'DialogID:1890463548@alice.example.org;to-tag=8472761;',
  '  from-tag=9123dh311',
];

describe('a voice quality report', () => {
  test('names its session and the two sides', () => {
    expect(vqReport(...session)).toMatchObject({
      report: 'session',
      callTerm: true,
      alert: undefined,
      callId: '6dg37f1890463',
      localId: { displayName: 'Alice', uriText: 'sip:alice@example.org' },
      remoteId: { uriText: 'sip:bill@example.net' },
      localAddr: { ip: '10.10.1.100', port: 5000, ssrc: 0x1a3b5c7d },
      remoteAddr: { ip: '11.1.1.150', port: 5002, ssrc: 0x2468abcd },
      localGroup: 'example-phone-55671',
      remoteMac: '00:26:08:8e:95:02',
      dialogId: '1890463548@alice.example.org;to-tag=8472761; from-tag=9123dh311',
      diagnostics: [],
    });
  });

  test('has the metrics of each side as numbers with their units', () => {
    const { local, remote } = vqReport(...session);

    expect(local).toEqual({
      start: '2004-10-10T18:23:43Z',
      stop: '2004-10-01T18:26:02Z',
      payloadType: 0,
      codec: 'PCMU',
      sampleRateHz: '8000',
      packetsPerSecond: 50,
      frameMs: 20,
      frameBytes: 160,
      framesPerPacket: 1,
      packetLossConcealment: 3,
      silenceSuppression: 'on',
      jitterBufferAdaptive: 3,
      jitterBufferRate: 2,
      jitterBufferNominalMs: 40,
      jitterBufferMaxMs: 80,
      jitterBufferAbsoluteMaxMs: 120,
      networkLossPercent: 5,
      jitterDiscardPercent: 2,
      burstLossPercent: 0,
      burstMs: 0,
      gapLossPercent: 2,
      gapMs: 500,
      minimumGapPackets: 16,
      roundTripMs: 200,
      endSystemDelayMs: 140,
      symmetricOneWayDelayMs: 200,
      interarrivalJitterMs: 2,
      meanAbsoluteJitterMs: 10,
      signalLevelDbm0: -18,
      noiseLevelDbm0: -50,
      residualEchoReturnLossDb: 55,
      listeningR: 88,
      conversationalR: 85,
      externalRIn: 90,
      mosLq: 4.1,
      mosCq: 4,
      algorithm: 'P.564',
    });
    expect(remote?.mosLq).toBe(4.3);
  });

  test('is read with the empty lines that the grammar has between groups', () => {
    const parted = session.flatMap((line) => (/^(?:LocalM|RemoteM)etrics|^DialogID/.test(line) ? ['', line] : [line]));

    const { local, remote, dialogId } = vqReport(...parted);

    expect([local?.mosLq, remote?.mosLq, dialogId?.slice(0, 10)]).toEqual([4.1, 4.3, '1890463548']);
  });

  test('of an alert says what went beyond its threshold', () => {
    expect(vqReport('VQAlertReport: Type=NLR Severity=Critical Dir=local', ...session.slice(1))).toMatchObject({
      report: 'alert',
      callTerm: false,
      alert: { metric: 'NLR', severity: 'Critical', direction: 'local' },
    });
  });

  test('has quoted values, and blanks round an equals sign', () => {
    const { local } = vqReport(
      'VQIntervalReport',
      'LocalMetrics:',
      'SessionDesc:PD="G.729 A" FMTP="annexb=no" PLC = 3',
      'QualityEst:MOSLQ = 3.5',
    );

    expect(local).toEqual({ codec: 'G.729 A', fmtp: 'annexb=no', packetLossConcealment: 3, mosLq: 3.5 });
  });

  test.each(['NLR=101', 'NLR=-1', 'NLR=many', 'NLR=', 'NLR=1e2', 'NLR=0x10'])(
    'leaves out %s, and tells of it',
    (word) => {
      const { local, diagnostics } = vqReport('VQSessionReport', 'LocalMetrics:', `PacketLoss:${word} JDR=1.5`);

      expect(local).toEqual({ jitterDiscardPercent: 1.5 });
      expect(diagnostics.map(({ code }) => code)).toEqual(['body-vq-metric']);
    },
  );

  test('that names no report is read all the same, and told of', () => {
    const { report, callId, diagnostics } = vqReport('CallID: x');

    expect([report, callId, diagnostics.map(({ code }) => code)]).toEqual([undefined, 'x', ['body-vq-report']]);
  });
});
