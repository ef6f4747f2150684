import {
  type DialogId,
  type NameAddr,
  readUriHeader,
  type ReferTo,
  type Replaces,
  SipUri,
  type TargetDialog,
} from '@sipscope/parser';
import type { DialogRow } from '../../rows.ts';
import type { ExplainContext, Told } from './explain-context.ts';
import { framesOf, quoted } from './explain-text.ts';
import { explainUri } from './explain-uri.ts';

/** Replaces takes a dialog over (RFC 3891), Join enters it (RFC 3911). */
export function explainReplaces(values: readonly Replaces[], context: ExplainContext): Promise<readonly Told[]> {
  return explainNamed(values[0], values[0]?.toTag, values[0]?.fromTag, 'It takes the place of', context);
}

export function explainJoin(values: readonly Replaces[], context: ExplainContext): Promise<readonly Told[]> {
  return explainNamed(values[0], values[0]?.toTag, values[0]?.fromTag, 'It joins', context);
}

export function explainTargetDialog(
  values: readonly TargetDialog[],
  context: ExplainContext,
): Promise<readonly Told[]> {
  return explainNamed(values[0], values[0]?.remoteTag, values[0]?.localTag, 'Its sender knows of', context);
}

async function explainNamed(
  value: DialogId | undefined,
  one: string | undefined,
  other: string | undefined,
  does: string,
  context: ExplainContext,
): Promise<readonly Told[]> {
  if (value === undefined || context.row === undefined) return [];
  const dialog = (await context.dialogsOf(value.callId)).find((row) => isNamed(row, one, other));
  if (dialog === undefined)
    return [
      {
        kind: 'reference',
        text: `${does} the dialog with the Call-ID ${quoted(value.callId)}, which was not captured.`,
      },
    ];
  const messages = await context.messagesOf(value.callId);
  const first = messages.find((row) => row.dialog === dialog.id);
  const call = messages.find((row) => row.call !== undefined)?.call;
  return [
    {
      kind: 'reference',
      text: `${does} dialog ${dialog.id}${call === undefined ? '' : ` of call ${call}`}.`,
      short: call ?? dialog.id,
      ...framesOf(first),
      refs: [...(call === undefined ? [] : [{ list: 'calls', id: call } as const]), { list: 'dialogs', id: dialog.id }],
    },
  ];
}

/** Who names it may be either side. */
function isNamed({ localTag, remoteTag }: DialogRow, one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return (localTag === one && remoteTag === other) || (localTag === other && remoteTag === one);
}

/** Where the transfer goes, and whose dialog the new request is to take over. RFC 3515, RFC 3891 §3. */
export async function explainReferTo([value]: readonly ReferTo[], context: ExplainContext): Promise<readonly Told[]> {
  if (value === undefined) return [];
  const { uri } = value;
  const method = (uri instanceof SipUri ? uri.method : undefined) ?? 'INVITE';
  const what = method.toUpperCase() === 'INVITE' ? 'to call' : `to send ${quoted(method)} to`;
  const facts: Told[] = [
    { kind: 'reference', text: `The receiver is asked ${what} ${quoted(withoutHeaders(value.uriText))}.` },
  ];
  const [dialog] = (uri instanceof SipUri ? readUriHeader(uri, 'Replaces')?.values : undefined) ?? [];
  if (dialog !== undefined) facts.push(...(await explainReplaces([dialog], context)));
  return [...facts, ...explainUri(uri, 'The URI of Refer-To')];
}

export function explainReferredBy([value]: readonly NameAddr[]): readonly Told[] {
  if (value === undefined) return [];
  return [
    { kind: 'reference', text: `The request is sent because ${quoted(value.uriText)} asked for it by a REFER.` },
    ...explainUri(value.uri),
  ];
}

function withoutHeaders(uri: string): string {
  return uri.split('?', 1)[0]!;
}

export async function explainInReplyTo(values: readonly string[], context: ExplainContext): Promise<readonly Told[]> {
  const facts: Told[] = [];
  for (const callId of values.slice(0, 5)) {
    const [first] = await context.messagesOf(callId);
    if (first === undefined) continue;
    facts.push({
      kind: 'reference',
      text: `It calls back for ${first.call === undefined ? 'a call of this capture' : `call ${first.call}`}.`,
      ...framesOf(first),
      ...(first.call !== undefined && { refs: [{ list: 'calls', id: first.call }] }),
    });
  }
  return facts;
}
