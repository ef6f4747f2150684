import type { MediaRange, Products } from '@sipscope/parser';
import { bodyTypeRow, eventPackageRow, infoPackageRow, optionTagRow } from '@sipscope/parser/registry';
import type { TokenParams } from '@sipscope/parser';
import type { ExplainContext, Told } from './explain-context.ts';
import { listText, part, partsOf, quoted } from './explain-text.ts';

const methodWords: ReadonlyMap<string, string> = new Map([
  ['ACK', 'acknowledges the final response to an INVITE'],
  ['BYE', 'ends a call'],
  ['CANCEL', 'takes back a request that is not answered yet'],
  ['INFO', 'carries what an application says within a call'],
  ['INVITE', 'begins a call, or changes its session'],
  ['MESSAGE', 'carries an instant message'],
  ['NOTIFY', 'tells a subscriber of a change'],
  ['OPTIONS', 'asks what the other side can do'],
  ['PRACK', 'acknowledges a provisional response'],
  ['PUBLISH', 'tells a server of a state'],
  ['REFER', 'asks the other side to send a request, as for a transfer'],
  ['REGISTER', 'tells where a user can be reached'],
  ['SUBSCRIBE', 'asks to be told of changes'],
  ['UPDATE', 'changes a session before or after the answer'],
]);

export function explainAllow(values: readonly string[], { message, row }: ExplainContext): readonly Told[] {
  const parts = values.map((method) => part(quoted(method), undefined, methodWords.get(method)));
  const facts: Told[] = [
    { kind: 'capability', text: 'Its sender takes requests of these methods.', ...partsOf(parts) },
  ];
  const isRefused =
    row?.status === 405 && row.method !== undefined && message.get('Allow').every((one) => one !== row.method);
  if (isRefused)
    facts.push({
      kind: 'capability',
      text: `${quoted(row.method ?? '')}, which is refused here, is not among them.`,
      notable: true,
    });
  return facts;
}

const explainTags =
  (text: string, isNotable = false) =>
  (values: readonly string[]): readonly Told[] => {
    if (values.length === 0) return [];
    const parts = values.map((tag) => {
      const row = optionTagRow(tag);
      return part(quoted(tag), undefined, row?.meaning ?? 'not in the registry of option tags', row);
    });
    return [{ kind: 'capability', text, ...partsOf(parts), ...(isNotable && { notable: true as const }) }];
  };

export const explainSupported: (values: readonly string[]) => readonly Told[] = explainTags(
  'Its sender understands these extensions.',
);
export const explainRequire: (values: readonly string[]) => readonly Told[] = explainTags(
  'The receiver must understand these extensions, or refuse with 420.',
);
export const explainProxyRequire: (values: readonly string[]) => readonly Told[] = explainTags(
  'Each proxy must understand these extensions, or refuse with 420.',
);
export const explainUnsupported: (values: readonly string[]) => readonly Told[] = explainTags(
  'These extensions were required and are not understood.',
  true,
);

export function explainAllowEvents(values: readonly string[]): readonly Told[] {
  const parts = values.map((name) => {
    const row = eventPackageRow(name.split('.', 1)[0] ?? '');
    return part(quoted(name), undefined, packageWords(row), row);
  });
  return [{ kind: 'event', text: 'One can subscribe to these events at its sender.', ...partsOf(parts) }];
}

export function packageWords(row: ReturnType<typeof eventPackageRow>): string | undefined {
  if (row === undefined) return undefined;
  // A row without them has no note.
  const { note, bodyTypes } = row as { readonly note?: string; readonly bodyTypes?: string };
  return note ?? (bodyTypes === undefined ? undefined : `told in ${bodyTypes}`);
}

export function explainRecvInfo(values: readonly TokenParams[]): readonly Told[] {
  if (values.length === 0) return [{ kind: 'capability', text: 'Its sender wants no INFO of any package.' }];
  const parts = values.map(({ value }) => part(quoted(value), undefined, undefined, infoPackageRow(value)));
  return [{ kind: 'capability', text: 'Its sender takes INFO of these packages.', ...partsOf(parts) }];
}

export function explainAccept(values: readonly MediaRange[]): readonly Told[] {
  if (values.length === 0) return [];
  const parts = values.map((range) => {
    const row = bodyTypeRow(range.essence);
    const q = range.q < 1 ? `q=${range.q}` : undefined;
    return part(quoted(range.essence), q, row === undefined ? undefined : `used by ${row.usedBy}`, row);
  });
  return [{ kind: 'capability', text: 'Bodies of these types are taken.', ...partsOf(parts) }];
}

export function explainProducts([value]: readonly Products[]): readonly Told[] {
  if (value === undefined) return [];
  const { products } = value;
  if (products.length === 0) return [];
  const names = products
    .slice(0, 4)
    .map(({ name, version }) =>
      version === undefined || version === '' ? quoted(name) : `${quoted(name)} in version ${quoted(version)}`,
    );
  return [{ kind: 'product', text: `It says of itself that it is ${listText(names)}.` }];
}
