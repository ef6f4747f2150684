import type { NameAddr, Via } from '@sipscope/parser';
import { SipUri } from '@sipscope/parser';
import { endpointText } from '../../message/read-message.ts';
import type { ExplainedStep } from '../../rows.ts';
import type { ExplainContext, Told } from './explain-context.ts';
import { listText, plural, quoted } from './explain-text.ts';

/** Steps of a way that are drawn. */
const stepsAtMost = 20;

/** Via: which hop it is, the whole way drawn, and whether addresses were translated on it. `at`: of the first value among all Vias. */
export function explainVia(values: readonly Via[], at: number, context: ExplainContext): readonly Told[] {
  const all = context.message.via;
  return values.flatMap((via, index) => [
    ...hopFacts(via, at + index, all, context),
    ...natFacts(via, at + index, context),
  ]);
}

function hopFacts(via: Via, at: number, all: readonly Via[], context: ExplainContext): readonly Told[] {
  const hop = all.length - at;
  const isRequest = context.message.kind === 'request';
  const isOrigin = at === all.length - 1;
  const who = isOrigin ? 'The client that made the request added it' : 'A proxy added it when it sent the request on';
  const back =
    at === 0 ? (isRequest ? ': the response comes back to it first' : ': this response goes to it next') : '';
  const place = all.length === 1 ? '' : ` It is hop ${hop} of ${all.length}.`;
  return [
    {
      kind: 'path',
      text: `${who}${back}.${place}`,
      short: all.length === 1 ? 'only hop' : `hop ${hop} of ${all.length}`,
      ...stepsOf(all, at, context),
      ...(at === 0 &&
        context.transaction !== undefined && { refs: [{ list: 'transactions', id: context.transaction.id }] }),
    },
    ...branchFacts(via),
  ];
}

/** From the client that made the request to where this message came to, or came from. */
function stepsOf(all: readonly Via[], at: number, { row, message }: ExplainContext): Pick<Told, 'steps' | 'moreSteps'> {
  const steps: ExplainedStep[] = all.map((via, index): ExplainedStep => {
    const outside = outsideOf(via);
    return {
      name: quoted(via.sentBy.text),
      ...(outside !== undefined && { detail: `seen as ${quoted(outside)}` }),
      ...(index < all.length - 1 && { by: quoted(all[index + 1]!.transport) }),
      ...(index === at && { here: true as const }),
      ...(outside !== undefined && isTranslated(via) && { notable: true as const }),
    };
  });
  steps.reverse();
  const end =
    row === undefined
      ? undefined
      : message.kind === 'request'
        ? endpointText(row.dstIp, row.dstPort)
        : endpointText(row.srcIp, row.srcPort);
  if (end !== undefined)
    steps.push({
      name: end,
      by: quoted(all[0]?.transport ?? ''),
      detail: message.kind === 'request' ? 'receives it here' : 'sends it here',
    });
  const more = steps.length - stepsAtMost;
  return { steps: steps.slice(0, stepsAtMost), ...(more > 0 && { moreSteps: more }) };
}

function outsideOf({ received, rport, sentBy }: Via): string | undefined {
  if (received === undefined && (rport === undefined || rport === (sentBy.port ?? 5060))) return undefined;
  const host = received ?? sentBy.host;
  return rport === undefined ? host : endpointText(host.replace(/^\[|\]$/g, ''), rport);
}

function isTranslated({ received, sentBy }: Via): boolean {
  return (
    received !== undefined &&
    sentBy.host.replace(/^\[|\]$/g, '').toLowerCase() !== received.replace(/^\[|\]$/g, '').toLowerCase()
  );
}

function branchFacts({ branch }: Via): readonly Told[] {
  if (branch === undefined) return [];
  if (branch.startsWith('z9hG4bK')) return [];
  return [
    {
      kind: 'transaction',
      text: 'Its branch has not the beginning z9hG4bK: it was made by an element of RFC 2543, and the transaction is told by other fields.',
      notable: true,
    },
  ];
}

/** `received` is added by who gets the request (RFC 3261 §18.2.1), so on the hop that was captured the addresses of the packet tell the same. */
function natFacts(via: Via, at: number, { row, message }: ExplainContext): readonly Told[] {
  const { host } = via.sentBy;
  const address = host.replace(/^\[|\]$/g, '');
  if (isTranslated(via) && isAddress(address)) {
    const where = outsideOf(via) ?? '';
    return [
      {
        kind: 'path',
        text: `It says ${quoted(via.sentBy.text)}, and the next element saw it come from ${quoted(where)}: addresses are translated between (NAT), or it has several.`,
        short: 'NAT',
        notable: true,
      },
    ];
  }
  const isSender = at === 0 && message.kind === 'request' && row !== undefined && isAddress(address);
  if (!isSender || sameAddress(address, row.srcIp)) return [];
  return [
    {
      kind: 'path',
      text: `It says ${quoted(via.sentBy.text)}, and the packet came from ${endpointText(row.srcIp, row.srcPort)}: addresses are translated between (NAT), or it has several.`,
      short: 'NAT',
      notable: true,
    },
  ];
}

function isAddress(host: string): boolean {
  return host.includes(':') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
}

/** IPv6 addresses are written in several ways: those are taken for the same, so that nothing wrong is said. */
function sameAddress(one: string, other: string): boolean {
  return one === other || (one.includes(':') && other.includes(':'));
}

export function explainMaxForwards(
  values: readonly (number | undefined)[],
  { message }: ExplainContext,
): readonly Told[] {
  const [left] = values;
  if (left === undefined) return [];
  const passed = Math.max(0, message.via.length - 1);
  const began = left + passed;
  const before =
    passed === 0
      ? left === 70
        ? ' It is what a client begins with (RFC 3261 §8.1.1.6).'
        : ''
      : ` ${plural(passed, 'proxy', 'proxies')} passed it on and took it down from ${began}${began === 70 ? ', what a client begins with' : ''}.`;
  const text =
    left === 0
      ? 'No proxy may send the request on: the next answers 483.'
      : `${plural(left, 'more proxy', 'more proxies')} may send the request on.`;
  return [
    {
      kind: 'hops',
      text: `${text}${passed > 0 && began > 255 ? '' : before}`,
      short: passed === 0 ? `${left} hops left` : `${passed} used, ${left} left`,
      ...(left === 0 && { notable: true as const }),
    },
  ];
}

/** Record-Route: who stays in the way of the dialog's requests, and how they route. */
export function explainRecordRoute(values: readonly NameAddr[], context: ExplainContext): readonly Told[] {
  const names = values.map((one) => quoted(one.uriText));
  const text = `${listText(names.slice(0, 5))}${names.length > 5 ? ' …' : ''} ${values.length === 1 ? 'asks' : 'ask'} to stay in the way of all requests of the dialog.`;
  const side =
    context.message.kind === 'response'
      ? ' The client takes them in reverse order, the server as they stand (RFC 3261 §12.1).'
      : '';
  return [{ kind: 'route', text: `${text}${side}`, ...routeSteps(values) }, ...strictFacts(values)];
}

/** Route: the way still to go, and whether it is that of the dialog. */
export function explainRoute(values: readonly NameAddr[], context: ExplainContext): readonly Told[] {
  const all = context.message.get('Route');
  const isFirst = values[0] === all[0];
  return [
    {
      kind: 'route',
      text: `The request goes through ${listText(values.slice(0, 5).map((one) => quoted(one.uriText)))}${values.length > 5 ? ' …' : ''} on its way${isFirst ? ', the first next' : ''}.`,
      ...routeSteps(values),
    },
    ...strictFacts(values),
    ...(isFirst ? routeSetFacts(all, context) : []),
  ];
}

function routeSetFacts(all: readonly NameAddr[], { dialog, row }: ExplainContext): readonly Told[] {
  if (row?.kind !== 'request') return [];
  if (row.toTag === undefined)
    return [
      {
        kind: 'route',
        text: 'There is no dialog yet: the way was set beforehand, by configuration or by a Service-Route.',
        short: 'preloaded',
      },
    ];
  if (dialog?.routeSet === undefined || dialog.localTag === undefined || dialog.localTag === dialog.remoteTag)
    return [];
  const isLocal = row.fromTag === dialog.localTag;
  if (!isLocal && row.fromTag !== dialog.remoteTag) return [];
  const set = isLocal ? dialog.routeSet : dialog.routeSet.toReversed();
  const left = all.map((one) => one.uriText);
  const start = set.length - left.length;
  const follows = start >= 0 && left.every((uri, index) => uri === set[start + index]);
  if (!follows) return [];
  const passed =
    start === 0
      ? 'all of it is still to go'
      : `${plural(start, 'element')} of it ${start === 1 ? 'has' : 'have'} been passed`;
  return [
    {
      kind: 'route',
      text: `It follows the route set of dialog ${dialog.id}: ${passed}.`,
      short: `route set of ${dialog.id}`,
      refs: [{ list: 'dialogs', id: dialog.id }],
    },
  ];
}

function strictFacts(values: readonly NameAddr[]): readonly Told[] {
  const strict = values.filter(({ uri }) => uri instanceof SipUri && !uri.lr);
  if (strict.length === 0) return [];
  return [
    {
      kind: 'route',
      text: `${listText(strict.slice(0, 3).map((one) => quoted(one.uriText)))} ${strict.length === 1 ? 'has' : 'have'} no lr: a strict router of RFC 2543, which writes its own address into the Request-URI.`,
      short: 'strict',
      notable: true,
    },
  ];
}

function routeSteps(values: readonly NameAddr[]): Pick<Told, 'steps' | 'moreSteps'> {
  if (values.length < 2) return {};
  const steps = values.slice(0, stepsAtMost).map(({ uri, uriText }) => ({
    name:
      uri instanceof SipUri ? quoted(uri.port === undefined ? uri.host : `${uri.host}:${uri.port}`) : quoted(uriText),
    detail: uri instanceof SipUri && !uri.lr ? 'strict' : 'loose',
  }));
  const more = values.length - stepsAtMost;
  return { steps, ...(more > 0 && { moreSteps: more }) };
}
