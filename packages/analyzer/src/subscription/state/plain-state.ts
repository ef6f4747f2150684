import {
  type Body,
  type MessageCounts,
  type MessageSummary,
  parameterValue,
  type SipFragment,
  type SipMessage,
  type VqReport,
} from '@sipscope/parser';
import { counted, joinedTexts, named, quoted, shortText } from './short-text.ts';
import { type StateDocument, stateDocument } from './state-document.ts';

/** `messages waiting: voice 2 new, 8 old (0 new, 2 old urgent)`. RFC 3842 §5.2. */
export function mailboxState({ waiting, account, counts }: MessageSummary): StateDocument {
  const status =
    waiting === undefined ? 'unknown whether messages wait' : waiting ? 'messages waiting' : 'no messages waiting';
  const classes = named(counts, countsText);
  return stateDocument({
    kind: 'message-summary',
    of: account,
    what: classes === '' ? status : `${status}: ${classes}`,
    isUnreadable: waiting === undefined && counts.length === 0,
  });
}

function countsText(counts: MessageCounts): string {
  const name = counts.messageClass.replace(/-message$/, '');
  const { newUrgent = 0, oldUrgent = 0 } = counts;
  const urgent = newUrgent + oldUrgent === 0 ? '' : ` (${newUrgent} new, ${oldUrgent} old urgent)`;
  return `${name} ${counts.new} new, ${counts.old} old${urgent}`;
}

/** `180 Ringing`: how a request that somebody was asked for fares. RFC 3515 §2.4.5. */
export function fragmentState({ startLine, status, reason }: SipFragment): StateDocument {
  const kind = 'sipfrag';
  if (status === undefined)
    return stateDocument({ kind, what: startLine === undefined ? 'no status line' : 'a request', isUnreadable: true });
  return stateDocument({ kind, what: `${status} ${reason ?? ''}`.trim() });
}

/** `session report: MOS-LQ 4.1, MOS-CQ 4, loss 1 %`. RFC 6035 §4.6. */
export function qualityState({ report, callId, local, remote, alert }: VqReport): StateDocument {
  const metrics = (name: string, of: VqReport['local']): string | undefined => {
    const texts = [
      of?.mosLq === undefined ? undefined : `MOS-LQ ${of.mosLq}`,
      of?.mosCq === undefined ? undefined : `MOS-CQ ${of.mosCq}`,
      of?.networkLossPercent === undefined ? undefined : `loss ${of.networkLossPercent} %`,
    ];
    const text = joinedTexts(texts, ', ');
    return text === '' ? undefined : `${name} ${text}`;
  };
  return stateDocument({
    kind: 'vq-rtcpxr',
    what: joinedTexts([
      `${report ?? 'unknown'} report`,
      alert?.metric === undefined ? undefined : `alert ${alert.metric} ${alert.severity ?? ''}`.trim(),
      metrics('local', local),
      metrics('remote', remote),
      callId === undefined ? undefined : `Call-ID ${callId}`,
    ]),
    isUnreadable: report === undefined,
  });
}

/** A document that only its media type tells of: `application/foo, 310 bytes`. */
export function otherState(body: Body): StateDocument {
  const { mediaType, content, contentEncodings } = body;
  const kind = mediaType === '' ? 'body' : mediaType;
  if (mediaType === 'message/external-body')
    return stateDocument({ kind, what: shortText(`content at ${body.typeParameter('url') ?? 'an unknown place'}`) });
  const { value } = body;
  if (value.kind === 'text') return stateDocument({ kind, what: quoted(shortText(value.text.slice(0, 1000))) });
  const coding = contentEncodings.length === 0 ? '' : `, ${contentEncodings.join(', ')}`;
  return stateDocument({ kind, what: `${kind}${coding}, ${counted(content.length, 'byte')}` });
}

/** `appearance 1 idle, appearance 2 progressing`: what servers of shared lines (BroadWorks) tell by Call-Info of a NOTIFY without body. */
export function appearancesState(message: SipMessage): StateDocument | undefined {
  const appearances = message.values('Call-Info').flatMap(({ params }) => {
    const index = parameterValue(params, 'appearance-index');
    const state = parameterValue(params, 'appearance-state');
    const uri = parameterValue(params, 'appearance-uri');
    if (index === undefined || state === undefined) return [];
    return [`appearance ${index} ${state}${uri === undefined ? '' : ` ${uri}`}`];
  });
  if (appearances.length === 0) return undefined;
  return stateDocument({ kind: 'call-info', what: shortText(named(appearances, (text) => text)) });
}
