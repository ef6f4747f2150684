import type { Contact, ContactAddress } from '@sipscope/parser';
import { mediaFeatureTagRow } from '@sipscope/parser/registry';
import { isPrivateAddress } from '../../participants/private-address.ts';
import type { ExplainContext, Told } from './explain-context.ts';
import { part, partsOf, quoted, secondsText, timeAfter } from './explain-text.ts';
import { addressOfUri, explainUri, isPrivateUri } from './explain-uri.ts';

/** Contacts of one field that are explained. */
const contactsAtMost = 20;

/** Where the sender can be reached, for how long, and whether its address can be reached at all. */
export function explainContact(values: readonly Contact[], context: ExplainContext): readonly Told[] {
  return values.slice(0, contactsAtMost).flatMap((value) => {
    if (value === '*')
      return [
        {
          kind: 'contact',
          text: 'All bindings of the address-of-record are removed.',
          short: 'all',
          notable: true,
        } as const,
      ];
    return [
      ...useFacts(value, context),
      ...expiryFacts(value, context),
      ...natFacts(value, context),
      ...deviceFacts(value),
      ...explainUri(value.uri, 'The URI of Contact'),
    ];
  });
}

function useFacts(value: ContactAddress, context: ExplainContext): readonly Told[] {
  const { row } = context;
  if (row === undefined) return [];
  if (row.kind === 'response' && (row.status ?? 0) >= 300 && (row.status ?? 0) < 400)
    return [
      {
        kind: 'contact',
        text: `The client is sent here instead${value.q === undefined ? '' : `, with preference ${value.q}`}.`,
        short: 'try here',
      },
    ];
  if (row.method === 'REGISTER') return [];
  // A request that makes dialogs belongs to none yet.
  const dialog =
    context.dialog ?? context.dialogs.find(({ transactions }) => transactions.includes(row.transaction ?? ''));
  if (dialog === undefined) return [];
  const isLocal = row.kind === 'request' ? row.fromTag === dialog.localTag : row.toTag === dialog.localTag;
  const latest = isLocal ? dialog.remoteTargets?.local : dialog.remoteTargets?.remote;
  const isLatest = latest === value.uriText;
  const later = isLatest || latest === undefined ? '' : `; ${quoted(latest)} replaced it later`;
  return [
    {
      kind: 'contact',
      text: `Requests of the other side in dialog ${dialog.id} are sent here${later}.`,
      ...(isLatest && { short: 'remote target' }),
      refs: [{ list: 'dialogs', id: dialog.id }],
    },
  ];
}

function expiryFacts(value: ContactAddress, { row, message }: ExplainContext): readonly Told[] {
  if (row?.method !== 'REGISTER') return [];
  const seconds = value.expires ?? message.expires;
  if (row.kind === 'request') {
    if (seconds === undefined) return [{ kind: 'timer', text: 'No time is asked for: the registrar chooses.' }];
    if (seconds === 0) return [{ kind: 'timer', text: 'This binding is to be removed.', short: 'removes' }];
    return [
      {
        kind: 'timer',
        text: `A binding for ${secondsText(seconds)} is asked for.`,
        short: `asks ${secondsText(seconds)}`,
      },
    ];
  }
  if (seconds === undefined || (row.status ?? 0) >= 300 || (row.status ?? 0) < 200) return [];
  const at = timeAfter(row.time, seconds);
  return at === undefined
    ? []
    : [
        {
          kind: 'timer',
          text: `The binding holds ${secondsText(seconds)}: without a refresh it ends at ${at}.`,
          short: secondsText(seconds),
          at,
        },
      ];
}

function natFacts(value: ContactAddress, { row, message }: ExplainContext): readonly Told[] {
  if (!isPrivateUri(value.uri)) return [];
  const isFirstHop = message.kind === 'request' && message.via.length === 1;
  const outside = row !== undefined && isFirstHop && !isPrivateAddress(row.srcIp) ? row.srcIp : undefined;
  const address = addressOfUri(value.uri) ?? '';
  const text =
    outside === undefined
      ? `${quoted(address)} is a private address: it is reached only from within its network.`
      : `${quoted(address)} is a private address, and the packet came from ${outside}: its sender is behind a NAT, and what is sent here does not reach it.`;
  return [{ kind: 'contact', text, short: outside === undefined ? 'private address' : 'behind a NAT', notable: true }];
}

function deviceFacts(value: ContactAddress): readonly Told[] {
  const features = value.features.filter(({ tag }) => tag.toLowerCase() !== '+sip.instance');
  const parts = [
    ...(value.instance === undefined
      ? []
      : [part('+sip.instance', value.instance, 'names the device, whatever its address (RFC 5626 §4.1)')]),
    ...(value.regId === undefined
      ? []
      : [part('reg-id', `${value.regId}`, 'which of its flows to the registrar (RFC 5626 §4.2)')]),
    ...(value.publicGruu === undefined
      ? []
      : [part('pub-gruu', value.publicGruu, 'a URI that names this device of the user (RFC 5627)')]),
    ...(value.temporaryGruu === undefined
      ? []
      : [part('temp-gruu', value.temporaryGruu, 'the same, hiding the user (RFC 5627)')]),
    ...(value.isFocus ? [part('isfocus', undefined, 'it is the focus of a conference (RFC 4579)')] : []),
    ...features.map(({ tag }) => part(tag, undefined, mediaFeatureTagRow(tag.replace(/^\+/, ''))?.note)),
  ];
  return parts.length === 0
    ? []
    : [{ kind: 'capability', text: 'It says what the device is and can do.', ...partsOf(parts) }];
}
