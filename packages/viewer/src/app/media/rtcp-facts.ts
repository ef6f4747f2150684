import type { RtcpReceiverRow, RtcpRow } from '@sipscope/analyzer';
import { formatCount } from '../format/number.ts';
import { label } from '../format/visible.ts';
import { words } from '../words/words.ts';
import type { StreamFact } from './stream-facts.ts';

const say = words('rtcp-facts', {
  sender: 'sender says it is',
  sent: 'sent, by its count',
  roundTrip: 'round trip',
  lost: 'lost, at the receiver',
  lostAtMost: (mean: string, most: string) => `${mean} % on average, at most ${most} %`,
  jitter: 'jitter, at the receiver',
  jitterAtMost: (mean: string, most: string) => `${mean} ms, at most ${most} ms`,
  voip: 'receiver judges',
  listening: (mos: string) => `MOS-LQ ${mos}`,
  conversation: (mos: string) => `MOS-CQ ${mos}`,
  rating: (r: string) => `R ${r}`,
  discarded: (percent: string) => `${percent} % came too late`,
  feedback: 'asked for',
  lipSync: (ssrc: string) => `behind ${ssrc}`,
  encrypted: 'reports that could not be read',
});

const mostFeedback = 8;

/** What RTCP says of a stream, as far as it says anything: the far end's view beside what was measured here. */
export function rtcpFacts(rtcp: RtcpRow): readonly StreamFact[] {
  const facts: StreamFact[] = [];
  const { sender, receivers = [], roundTripMs, roundTripToReceiverMs, roundTripToSenderMs } = rtcp;
  const add = (name: string, value: string | undefined, title?: string): void => {
    if (value !== undefined) facts.push({ name, value, ...(title !== undefined && { title }) });
  };
  add(say.sender, joined([sender?.cname, sender?.tool].map((text) => text && label(text, 60))));
  add(say.sent, sender?.sentPackets === undefined ? undefined : formatCount(sender.sentPackets));
  for (const receiver of receivers) addReceiver(add, receiver);
  const parts = [roundTripToSenderMs, roundTripToReceiverMs].map((value) => value && `${value.toFixed(0)} ms`);
  add(say.roundTrip, roundTripMs === undefined ? undefined : `${roundTripMs.toFixed(0)} ms`, joined(parts, ' + '));
  add(say.feedback, feedbackText(rtcp));
  for (const { ssrc, offsetMsMean } of rtcp.lipSync ?? []) add(say.lipSync(ssrc), `${offsetMsMean.toFixed(0)} ms`);
  add(say.encrypted, rtcp.encrypted === undefined ? undefined : formatCount(rtcp.encrypted));
  return facts;
}

/** Where packets were lost: in a sentence of the analysis. */
export function rtcpLoss({ loss }: RtcpRow): string | undefined {
  return loss?.text;
}

function addReceiver(
  add: (name: string, value: string | undefined, title?: string) => void,
  { address, lost, lostPercentMean, lostPercentMax, jitterMsMean, jitterMsMax, voip }: RtcpReceiverRow,
): void {
  const from = label(address, 60);
  const mean = lostPercentMean?.toFixed(2);
  const most = (lostPercentMax ?? lostPercentMean)?.toFixed(2);
  const percent = mean === undefined || most === undefined ? undefined : say.lostAtMost(mean, most);
  add(say.lost, joined([lost === undefined ? undefined : formatCount(lost), percent], ': '), from);
  if (jitterMsMean !== undefined)
    add(say.jitter, say.jitterAtMost(jitterMsMean.toFixed(1), (jitterMsMax ?? jitterMsMean).toFixed(1)), from);
  if (voip === undefined) return;
  const judged = [
    voip.mosLq === undefined ? undefined : say.listening(voip.mosLq.toFixed(1)),
    voip.mosCq === undefined ? undefined : say.conversation(voip.mosCq.toFixed(1)),
    voip.rFactor === undefined ? undefined : say.rating(String(voip.rFactor)),
    voip.discardPercent > 0 ? say.discarded(voip.discardPercent.toFixed(1)) : undefined,
  ];
  add(say.voip, joined(judged), from);
}

function feedbackText({ feedback = [] }: RtcpRow): string | undefined {
  return joined(feedback.slice(0, mostFeedback).map(({ name, count }) => `${name} ×${formatCount(count)}`));
}

/** Those there are; undefined where there are none. */
function joined(parts: readonly (string | number | undefined)[], by = ', '): string | undefined {
  const known = parts.filter((part) => part !== undefined && part !== '' && part !== 0);
  return known.length === 0 ? undefined : known.join(by);
}
