import type { RtcpRow } from '../../rows/rtcp-row.ts';
import type { StreamRecord } from '../stream-record.ts';
import type { SourceReports } from './source-reports.ts';

/** A stream that agents report of, and of which no packet was captured: its addresses are those of its RTCP. */
export function recordOfReports(source: SourceReports, rtcp: RtcpRow, number: number): StreamRecord {
  const { ssrc, rtcpFlow, reported, startedNs, lastNs, firstFrame, lastFrame } = source;
  return {
    number,
    state: 'over',
    protocol: 'RTP',
    kind: reported?.kind,
    isHeuristic: reported?.tie === undefined,
    ssrc,
    flow: rtcpFlow,
    startedNs,
    endedNs: lastNs,
    firstFrame,
    lastFrame,
    packets: 0,
    bytes: 0,
    tie: reported?.tie,
    previous: -1,
    relayOf: -1,
    facts: { ...(source.clockHz === 0 ? {} : { clockHz: source.clockHz }), rtcp },
  };
}
