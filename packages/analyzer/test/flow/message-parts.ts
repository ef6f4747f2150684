import { createsDialog } from './elements.ts';
import type { Actor, Options, Step } from '../../src/expect/script/script.ts';
import { hostOf, type SipText, tagOf, uriOf, valueOf, valuesOf, withField, withoutField } from './sip-text.ts';
import { wireLength } from '../../src/expect/script/wire-bytes.ts';

export function sentBy({ address, port }: Actor): string {
  return `${hostOf(address)}${port === 5060 ? '' : `:${port}`}`;
}

export function contactOf(actor: Actor, options: Options): string {
  const user = /^sips?:([^@;?]+)@/.exec(actor.uri)?.[1] ?? actor.name;
  const transport = options.transport ?? actor.transport;
  return `<sip:${user}@${sentBy(actor)}${transport === 'UDP' ? '' : `;transport=${transport.toLowerCase()}`}>`;
}

/** What the receiver adds to the topmost Via (RFC 3261 §18.2.1, RFC 3581 §4). */
export function received(message: SipText, from: Actor): SipText {
  const [top = '', ...others] = valuesOf(message, 'Via');
  const source = from.nat ?? from;
  const wanted = /;rport(?=;|$)/.test(top);
  const host = /^\S+\s+(\[[^\]]*\]|[^:;\s]+)/.exec(top)?.[1];
  if (!wanted && host === hostOf(source.address)) return message;
  const via = top.replace(/;rport(?=;|$)/, `;rport=${source.port}`);
  return withField(message, 'Via', [`${via};received=${source.address}`, ...others]);
}

/** RFC 3261 §16.6. */
export function forwarded(
  message: SipText,
  { from, to }: Step,
  what: { readonly method: string; readonly uri: string | undefined },
  via: string,
): SipText {
  const { method, uri } = what;
  let result = withField(message, 'Via', [via, ...valuesOf(message, 'Via')]);
  result = withField(result, 'Max-Forwards', [String(Number(valueOf(message, 'Max-Forwards') ?? 70) - 1)]);
  const own = (route: string) => route.includes(`sip:${sentBy(from)}`);
  const routes = valuesOf(message, 'Route');
  const [first, ...further] = routes;
  if (first !== undefined && own(first)) result = withField(result, 'Route', further);
  const isDialogForming = createsDialog.has(method) && tagOf(valueOf(message, 'To')) === undefined;
  if (from.recordsRoute && isDialogForming) {
    result = withField(result, 'Record-Route', [`<sip:${sentBy(from)};lr>`, ...valuesOf(message, 'Record-Route')]);
  }
  const [, requestUri = ''] = message.start.split(' ');
  const retargeted =
    !to.isProxy && requestUri === to.uri
      ? uriOf(contactOf(to, { fields: [], moreFields: [], without: [] }))
      : requestUri;
  return { ...result, start: `${method} ${uri ?? retargeted} SIP/2.0` };
}

/** With what the script says in other words than its sender would. */
export function finished(
  message: SipText,
  options: Options,
  body: { type: string; text: string } | undefined,
): SipText {
  let result = message;
  for (const name of new Set(options.fields.map(([field]) => field))) {
    const values = options.fields.filter(([field]) => field === name).map(([, value]) => value);
    const tag = tagOf(valueOf(message, name));
    const isParty = /^(from|to)$/i.test(name) && tag !== undefined;
    result = withField(
      result,
      name,
      isParty ? values.map((value) => (tagOf(value) === undefined ? `${value};tag=${tag}` : value)) : values,
    );
  }
  if (options.moreFields.length > 0) result = { ...result, fields: [...result.fields, ...options.moreFields] };
  if (body !== undefined) {
    result = { ...result, body: body.text };
    if (body.type !== '' && !options.fields.some(([name]) => /^content-type$/i.test(name))) {
      result = withField(result, 'Content-Type', [body.type]);
    }
  }
  if (!options.fields.some(([name]) => /^content-length$/i.test(name))) {
    result = withField(result, 'Content-Length', [String(wireLength(result.body))]);
  }
  for (const name of options.without) result = withoutField(result, name);
  return result;
}
