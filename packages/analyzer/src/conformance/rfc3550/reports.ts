import { eachStream, faultOf, inSentence, isRtp, lastedNs, nameOf } from '../each-stream.ts';
import { mediaRule, type Rule } from '../rule.ts';

/** The first report comes after 5 s at most (RFC 3550 §6.2), those of few after twice as long. */
const unreportedNs = 10e9;
const longRoundTripMs = 300;
/** A call that goes on for so long after its media took leave. */
const goesOnNs = 5e9;
/** Shorter between reports of one source, on the mean. */
const shortIntervalMs = 1000;
const fewestReports = 5;
/** What devices put where no user is known. */
const nobody: ReadonlySet<string> = new Set(['unknown', 'anonymous', 'user', 'default', 'nobody', 'root', 'none']);

export const reportRules: readonly Rule[] = [
  mediaRule({
    id: 'RCP-001',
    title: 'No RTCP of who sends media',
    level: 'robustness',
    severity: 'warning',
    rfc: 3550,
    section: '6',
    why: 'Without reports nobody knows how well media arrives, and some devices end a call whose other side sends no RTCP.',
    advice:
      'Let RTCP through firewalls (the next higher port, or that of a=rtcp), or agree on rtcp-mux; where it is not wanted, say so with b=RS:0 and b=RR:0.',
    right: 'RTP from port 4000, and every 5 s RTCP from port 4001',
    wrong: 'RTP from port 4000 for a minute, and no RTCP',
    check: (media) =>
      eachStream(media, (stream) => {
        const { conduct, facts, isHeuristic } = stream.record;
        if (!isRtp(stream) || isHeuristic || conduct === undefined || conduct.asked?.isRtcpOff === true)
          return undefined;
        if (conduct.rtcpDatagrams > 0 || facts.rtcp?.sender !== undefined || facts.rtcp?.encrypted !== undefined)
          return 'kept';
        if (lastedNs(stream) <= unreportedNs) return undefined;
        if (!media.isObserved(stream.record.startedNs, stream.record.endedNs)) return 'G-LOSS';
        const seconds = (lastedNs(stream) / 1e9).toFixed(0);
        return faultOf(stream, `${nameOf(stream)} goes on for ${seconds} s, and no RTCP of its sender was captured.`);
      }),
  }),
  mediaRule({
    id: 'RCP-002',
    title: 'RTCP that is no whole compound packet',
    level: 'must',
    severity: 'error',
    rfc: 3550,
    section: '6.1',
    why: 'Receivers check that RTCP begins with a report and fills its datagram, and throw away what does not: reports are lost.',
    advice:
      'Begin each datagram with SR or RR, follow it with SDES and the CNAME; who wants less agrees on a=rtcp-rsize (RFC 5506).',
    right: 'SR, SDES with CNAME',
    wrong: 'BYE alone',
    check: (media) =>
      eachStream(media, (stream) => {
        const { conduct } = stream.record;
        if (conduct === undefined || conduct.rtcpDatagrams === 0 || conduct.asked?.isRtcpReduced === true)
          return undefined;
        const { brokenRtcp, rtcpDatagrams } = conduct;
        if (brokenRtcp === undefined) return 'kept';
        // Whether less was agreed on is not known.
        if (conduct.asked === undefined) return 'G-MIDSTART';
        const seen = `${brokenRtcp.count} of ${rtcpDatagrams} datagrams of RTCP of who sends ${inSentence(stream)} are no whole compound packets: of the first, ${brokenRtcp.what}.`;
        return { seen, stream, timeNs: stream.record.startedNs, frames: [brokenRtcp.frame] };
      }),
  }),
  mediaRule({
    id: 'RCP-003',
    title: 'The receiver has lost other packets than the capture',
    level: 'info',
    severity: 'info',
    rfc: 3550,
    section: '6.4.1',
    why: 'It tells on which side of the capture packets are lost: before it, or behind it.',
    advice: 'Look for the fault on the side where they are lost.',
    right: 'the receiver reports 3 lost packets, and 3 are missing in the capture',
    wrong: 'the receiver reports 40 lost packets, and none is missing in the capture',
    check: (media) =>
      eachStream(media, (stream) => {
        const loss = stream.record.facts.rtcp?.loss;
        if (loss?.lostAtReceiver === undefined) return undefined;
        const { lostAfterTap = 0, missedByCapture = 0, precision, text } = loss;
        if (lostAfterTap <= precision && missedByCapture <= precision) return 'kept';
        return faultOf(stream, `${nameOf(stream)}: ${text}`, stream.record.facts.rtcp?.frames.slice(-1));
      }),
  }),
  mediaRule({
    id: 'RCP-004',
    title: 'Long round trip',
    level: 'info',
    severity: 'info',
    rfc: 3550,
    section: '6.4.1',
    why: 'Beyond 150 ms each way (ITU-T G.114) people begin to talk into each other.',
    advice: 'Look where media makes a detour, and how long jitter buffers are.',
    right: 'round trip of 80 ms',
    wrong: 'round trip of 700 ms',
    check: (media) =>
      eachStream(media, (stream) => {
        const { roundTripMs, roundTripToReceiverMs, roundTripToSenderMs } = stream.record.facts.rtcp ?? {};
        const ms = roundTripMs ?? Math.max(roundTripToReceiverMs ?? -1, roundTripToSenderMs ?? -1);
        if (ms < 0) return undefined;
        if (ms <= longRoundTripMs) return 'kept';
        return faultOf(
          stream,
          `${nameOf(stream)} has a round trip of ${Math.round(ms)} ms, by RTCP.`,
          stream.record.facts.rtcp?.frames.slice(-1),
        );
      }),
  }),
  mediaRule({
    id: 'RCP-005',
    title: 'Media takes leave and the call goes on',
    level: 'robustness',
    severity: 'info',
    rfc: 3550,
    section: '6.3.7',
    why: 'A BYE of RTCP says that its source is gone: who goes on to wait for it hears nothing, and the call stands until somebody hangs up.',
    advice: 'End the call by SIP too, or begin a new source.',
    right: 'BYE of SIP, and BYE of RTCP',
    wrong: 'BYE of RTCP, and a minute later the BYE of SIP',
    check: (media) =>
      eachStream(media, (stream) => {
        const sender = stream.record.facts.rtcp?.sender;
        if (media.call === undefined || media.call.answeredNs < 0 || sender?.bye === undefined) return undefined;
        const leftNs = media.nsOf(sender.bye);
        const isFollowed = media.streams.some(
          (other) => other !== stream && other.from === stream.from && other.record.endedNs > leftNs,
        );
        if (isFollowed || stream.record.endedNs > leftNs + 1e9) return undefined;
        const { endedNs } = media.call;
        if (endedNs < 0) return 'G-END';
        if (endedNs - leftNs <= goesOnNs) return 'kept';
        if (media.hasChanged(leftNs - goesOnNs, endedNs)) return undefined;
        const seconds = ((endedNs - leftNs) / 1e9).toFixed(1);
        const seen = `${nameOf(stream)} takes leave by RTCP, and the call goes on for ${seconds} s.`;
        return { seen, stream, timeNs: leftNs, frames: [sender.byeFrame ?? stream.record.lastFrame] };
      }),
  }),
  mediaRule({
    id: 'RCP-007',
    title: 'The CNAME tells who it is',
    level: 'security',
    severity: 'security',
    rfc: 3550,
    section: '6.5.1',
    why: 'RTCP goes in clear text to everybody on the way, with the name of the user and the host; RFC 7022 wants a random name.',
    advice: 'Make the CNAME of random bits for each session (RFC 7022 §4.2).',
    right: 'CNAME 7bXk2vQm0T9dL5wY',
    wrong: 'CNAME alice.smith@pc33.example.com',
    check: (media) =>
      eachStream(media, (stream) => {
        const cname = stream.record.facts.rtcp?.sender?.cname;
        if (cname === undefined) return undefined;
        const [user = '', host] = cname.split('@', 2);
        // Random names have no host, or digits among their letters.
        if (nobody.has(user.toLowerCase())) return 'kept';
        if (host === undefined || !/^[a-z]+(?:[._-][a-z]+)*$/i.test(user) || user.length < 2) return 'kept';
        return faultOf(
          stream,
          `The CNAME of who sends ${inSentence(stream)} is "${cname.slice(0, 100)}".`,
          stream.record.facts.rtcp?.frames.slice(0, 1),
        );
      }),
  }),
  mediaRule({
    id: 'RCP-008',
    title: 'RTCP is sent too often',
    level: 'should',
    severity: 'warning',
    rfc: 3550,
    section: '6.2',
    why: 'Reports are to take a twentieth of the bandwidth and come every 5 s at least apart: more of them take it from media.',
    advice: 'Compute the interval of RFC 3550 §6.2; where feedback at once is wanted, agree on AVPF.',
    right: 'a report every 5 s',
    wrong: 'ten reports a second',
    check: (media) =>
      eachStream(media, (stream) => {
        const sender = stream.record.facts.rtcp?.sender;
        const asked = stream.record.conduct?.asked;
        if (sender?.first === undefined || sender.last === undefined || asked === undefined) return undefined;
        if (sender.reports < fewestReports || asked.proto.includes('AVPF') || stream.record.kind === 'video')
          return undefined;
        const ms = (media.nsOf(sender.last) - media.nsOf(sender.first)) / 1e6 / (sender.reports - 1);
        if (ms >= shortIntervalMs) return 'kept';
        return faultOf(
          stream,
          `Who sends ${inSentence(stream)} sends a report every ${Math.round(ms)} ms.`,
          stream.record.facts.rtcp?.frames.slice(0, 1),
        );
      }),
  }),
];
