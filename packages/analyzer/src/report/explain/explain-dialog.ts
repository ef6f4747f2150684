import type { CSeq, NameAddr, RAck } from '@sipscope/parser';
import { isFirstCopy } from '../../message/read-message.ts';
import type { DialogRow, MessageRow } from '../../rows.ts';
import type { ExplainContext, Told } from './explain-context.ts';
import { framesOf, plural, quoted } from './explain-text.ts';
import { explainAddress } from './explain-uri.ts';

export function explainFrom(values: readonly NameAddr[], context: ExplainContext): readonly Told[] {
  return [...partyFacts('From', context), ...tagFacts('From', context), ...addressFacts(values, 'From')];
}

export function explainTo(values: readonly NameAddr[], context: ExplainContext): readonly Told[] {
  return [...partyFacts('To', context), ...tagFacts('To', context), ...addressFacts(values, 'To')];
}

function addressFacts(values: readonly NameAddr[], what: string): readonly Told[] {
  return values.slice(0, 1).flatMap((one) => explainAddress(one, `The URI of ${what}`));
}

/** Who of a call it is: From names the caller in what the caller sends, the callee in what the callee sends. */
function partyFacts(field: 'From' | 'To', { row, dialog }: ExplainContext): readonly Told[] {
  if (row === undefined) return [];
  if (row.method === 'REGISTER') {
    const text = field === 'To' ? 'It is the address-of-record that is registered.' : 'It is who registers.';
    return [{ kind: 'party', text, short: field === 'To' ? 'address-of-record' : 'registers' }];
  }
  const callerIsFrom = isFromCaller(row, dialog);
  if (callerIsFrom === undefined) return [];
  const isCaller = callerIsFrom === (field === 'From');
  return [
    {
      kind: 'party',
      text: isCaller
        ? 'It is the caller: who sent the first INVITE.'
        : callerIsFrom
          ? 'It is who is called.'
          : 'It is who was called, and sends this request.',
      short: isCaller ? 'caller' : 'callee',
    },
  ];
}

function isFromCaller(row: MessageRow, dialog: DialogRow | undefined): boolean | undefined {
  if (dialog !== undefined) {
    const isCall = dialog.usage === 'invite' && dialog.localTag !== undefined && dialog.localTag !== dialog.remoteTag;
    if (!isCall) return undefined;
    return row.fromTag === dialog.localTag ? true : row.fromTag === dialog.remoteTag ? false : undefined;
  }
  const begins = row.method === 'INVITE' && row.toTag === undefined;
  return begins ? true : undefined;
}

/** Methods that make a dialog where there is none. RFC 3261 §12.1, RFC 6665 §4.1, RFC 3515 §2.4.4. */
const makesDialog: ReadonlySet<string> = new Set(['INVITE', 'SUBSCRIBE', 'REFER']);

function tagFacts(field: 'From' | 'To', context: ExplainContext): readonly Told[] {
  const { row, dialog, before } = context;
  const tag = field === 'From' ? row?.fromTag : row?.toTag;
  if (row === undefined) return [];
  if (tag === undefined)
    return field === 'To' && row.kind === 'request' && makesDialog.has(row.method ?? '')
      ? [{ kind: 'dialog', text: 'It has no tag: the request is outside of a dialog.', short: 'no dialog yet' }]
      : [];
  if (dialog === undefined) return [];
  const other = field === 'From' ? row.toTag : row.fromTag;
  const refs = [{ list: 'dialogs', id: dialog.id }] as const;
  const earlier = before.filter((one) => one.dialog === dialog.id && (one.fromTag === tag || one.toTag === tag)).at(-1);
  if (field === 'To' && row.kind === 'response' && earlier === undefined && !context.isCut && dialog.complete) {
    const request = before.find((one) => one.kind === 'request' && one.transaction === row.transaction);
    return [
      {
        kind: 'dialog',
        text: `Its tag is new: with the tag of From and the Call-ID it makes dialog ${dialog.id}${(row.status ?? 0) < 200 ? ', early until a 2xx' : ''}.`,
        short: `makes ${dialog.id}`,
        ...framesOf(request),
        refs,
      },
    ];
  }
  if (other === undefined) return [];
  const first =
    field === 'To'
      ? context.around.find((one) => one.dialog === dialog.id && one.toTag !== undefined && isFirstCopy(one))
      : undefined;
  const made = first === undefined || first.frame === row.frame ? undefined : first;
  return [
    {
      kind: 'dialog',
      text: `Its tag, that of ${field === 'From' ? 'To' : 'From'} and the Call-ID name dialog ${dialog.id}.`,
      short: dialog.id,
      ...framesOf(made),
      refs,
    },
  ];
}

export function explainCallId({ row, around, dialogs, isCut }: ExplainContext): readonly Told[] {
  if (row === undefined || around.length === 0) return [];
  const count = around.filter(isFirstCopy).length;
  const more = isCut ? 'at least ' : '';
  const first = around[0];
  const last = around.at(-1);
  const ids = dialogs.map(({ id }) => id);
  const dialogText =
    ids.length === 0
      ? ''
      : ` in ${plural(ids.length, 'dialog')} (${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ' …' : ''})`;
  return [
    {
      kind: 'call-id',
      text:
        count === 1
          ? `No other message of the capture carries it${dialogText}.`
          : `${more}${plural(count, 'message')} of the capture carry it${dialogText}.`.replace(/^a/, 'A'),
      short: `${more}${plural(count, 'message')}`,
      ...framesOf(first, last),
      refs: [
        ...(row.call === undefined ? [] : [{ list: 'calls', id: row.call } as const]),
        ...ids.slice(0, 5).map((id) => ({ list: 'dialogs', id }) as const),
      ],
    },
  ];
}

/** Which request, of which transaction, and what is missing before it. */
export async function explainCSeq(values: readonly CSeq[], context: ExplainContext): Promise<readonly Told[]> {
  const { row, transaction } = context;
  const [cseq] = values;
  if (row === undefined || cseq === undefined) return [];
  const facts: Told[] = [];
  if (row.kind === 'response') {
    const request = context.before.find(
      (one) => one.kind === 'request' && one.transaction === row.transaction && one.method === row.method,
    );
    if (request !== undefined)
      facts.push({
        kind: 'transaction',
        text: `It names the request that this answers: the ${quoted(cseq.method)} of its transaction.`,
        short: `of #${request.frame}`,
        ...framesOf(request),
        ...transactionRef(context),
      });
  } else if (row.method === 'ACK' || row.method === 'CANCEL') facts.push(...(await invitedFacts(row, context)));
  else facts.push(...orderFacts(row, context));
  if (transaction?.retransmissions !== undefined && transaction.retransmissions > 0 && row.kind === 'request')
    facts.push({
      kind: 'retransmission',
      text: `Messages of this transaction were sent again ${plural(transaction.retransmissions, 'time')}.`,
      notable: true,
      ...transactionRef(context),
    });
  return facts;
}

function transactionRef({ transaction }: ExplainContext): Pick<Told, 'refs'> {
  return transaction === undefined ? {} : { refs: [{ list: 'transactions', id: transaction.id }] };
}

/** The number is that of the INVITE: the method alone tells them apart (RFC 3261 §9.1, §17.1.1.3, §13.2.2.4). */
async function invitedFacts(row: MessageRow, context: ExplainContext): Promise<readonly Told[]> {
  const { transaction } = context;
  const named = row.method === 'CANCEL' ? transaction?.cancels : transaction?.acknowledges;
  const invite = context.before.find(
    (one) =>
      one.kind === 'request' &&
      one.method === 'INVITE' &&
      one.cseq === row.cseq &&
      one.fromTag === row.fromTag &&
      (named === undefined ? one.transaction === row.transaction : one.transaction === named),
  );
  if (invite === undefined) return [];
  const does = row.method === 'CANCEL' ? 'cancels' : 'acknowledges the final response to';
  const id = named ?? invite.transaction;
  return [
    {
      kind: 'transaction',
      text: `It has the number of the INVITE that it ${does}.`,
      short: `of #${invite.frame}`,
      ...framesOf(invite),
      ...(id !== undefined && { refs: [{ list: 'transactions', id }] }),
    },
  ];
}

function orderFacts(row: MessageRow, context: ExplainContext): readonly Told[] {
  const { dialog } = context;
  const number = row.cseq;
  if (number === undefined) return [];
  const previous = context.before.find(
    (one) =>
      one.kind === 'request' &&
      one.fromTag === row.fromTag &&
      one.method !== 'ACK' &&
      one.method !== 'CANCEL' &&
      (one.cseq ?? number) < number,
  );
  const side =
    dialog === undefined || row.toTag === undefined
      ? undefined
      : row.fromTag === dialog.localTag
        ? dialog.cseq?.local
        : dialog.cseq?.remote;
  const facts: Told[] = [];
  if (previous !== undefined)
    facts.push({
      kind: 'transaction',
      text: `The request before it from the same side is number ${previous.cseq} ${quoted(previous.method ?? '')}.`,
      ...framesOf(previous),
    });
  if (side?.missing?.includes(number - 1) === true)
    facts.push({
      kind: 'transaction',
      text: `Number ${number - 1}, before it, was not captured.`,
      short: 'gap before',
      notable: true,
    });
  if (side?.late?.includes(row.frame) === true)
    facts.push({
      kind: 'transaction',
      text: 'A request with a higher number came before it: the other side refuses it (RFC 3261 §12.2.2).',
      short: 'late',
      notable: true,
    });
  return facts;
}

/** RSeq: the PRACK that acknowledges it. RFC 3262 §3. */
export async function explainRSeq(
  values: readonly (number | undefined)[],
  context: ExplainContext,
): Promise<readonly Told[]> {
  const { row } = context;
  const [number] = values;
  if (row?.kind !== 'response' || number === undefined) return [];
  const pracks = context.behind.filter(
    (one) => one.method === 'PRACK' && one.kind === 'request' && one.toTag === row.toTag,
  );
  for (const prack of await context.read(pracks.slice(0, 8))) {
    const rack = prack.parsed.get('RAck');
    if (rack?.responseNumber !== number || rack.cseq.number !== row.cseq) continue;
    return [
      {
        kind: 'reliable',
        text: 'The response is sent reliably, and this number was acknowledged by a PRACK.',
        short: `PRACK #${prack.row.frame}`,
        ...framesOf(prack.row),
      },
    ];
  }
  return [{ kind: 'reliable', text: 'The response is sent again until a PRACK acknowledges this number.' }];
}

export async function explainRAck(values: readonly RAck[], context: ExplainContext): Promise<readonly Told[]> {
  const { row } = context;
  const [rack] = values;
  if (row === undefined || rack?.responseNumber === undefined) return [];
  const candidates = context.before.filter(
    (one) =>
      one.kind === 'response' &&
      one.cseq === rack.cseq.number &&
      one.method === rack.cseq.method &&
      (one.status ?? 0) > 100 &&
      (one.status ?? 200) < 200 &&
      one.toTag === row.toTag,
  );
  for (const one of await context.read(candidates.slice(0, 8)))
    if (one.parsed.get('RSeq') === rack.responseNumber)
      return [
        {
          kind: 'reliable',
          text: `It acknowledges the ${one.row.status} with RSeq ${rack.responseNumber}.`,
          short: `of #${one.row.frame}`,
          ...framesOf(one.row),
        },
      ];
  return [
    {
      kind: 'reliable',
      text: `It acknowledges the reliable response with RSeq ${rack.responseNumber} to request ${quoted(`${rack.cseq.numberText} ${rack.cseq.method}`)}.`,
    },
  ];
}
