import { type FlowQuery, flowSize, readFlowQuery, writeFlowQuery } from '../../api/flow.ts';
import type { ListName } from '../../api/lists.ts';
import { readAddress, writeAddress } from './address-form.ts';

/** A message in the address: the packet's number, and which of its messages where it carries several. */
export type MessageRef = { readonly frame: number; readonly index?: number };

/** What is shown of a call beside its messages. */
export const callViews = ['ladder', 'list', 'story', 'media', 'findings'] as const;
export type CallView = (typeof callViews)[number];

/** How a ladder is drawn: its times, the distances of its rows, what its colours tell, how its lanes stand, which leg or call of it alone. */
export type CallLook = {
  readonly times?: string;
  readonly spacing?: string;
  readonly colours?: string;
  readonly lanes?: string;
  /** From 1. */
  readonly part?: string;
};

/** Several calls, or what is no call, in one picture. */
type FlowRoute = {
  readonly page: 'flow';
  readonly capture: string;
  readonly query: FlowQuery;
  readonly message?: MessageRef;
  readonly view?: CallView;
  readonly look?: CallLook;
};

/** How two messages are held against each other. */
export const diffModes = ['header', 'order', 'byte'] as const;
export type DiffMode = (typeof diffModes)[number];

/** Two messages held against each other. */
export type DiffRoute = {
  readonly page: 'diff';
  readonly capture: string;
  readonly one: MessageRef;
  readonly other: MessageRef;
  /** Where the other message is of another capture. */
  readonly otherCapture?: string;
  /** By header where it is not said. */
  readonly mode?: DiffMode;
};

/** Two calls, or two captures, held against each other. */
export type CompareRoute = {
  readonly page: 'compare';
  readonly capture: string;
  /** Of two captures where they are missing; the second is of `otherCapture`, where that is given. */
  readonly calls?: readonly [one: string, other: string];
  readonly otherCapture?: string;
};

/** What is looked at; each has an address, and each address opens on it. */
export type Route =
  | { readonly page: 'captures' }
  | { readonly page: 'overview'; readonly capture: string }
  | {
      readonly page: 'list';
      readonly capture: string;
      readonly list: ListName;
      readonly filter?: string;
      readonly sort?: string;
    }
  | {
      readonly page: 'call';
      readonly capture: string;
      readonly call: string;
      readonly message?: MessageRef;
      /** The ladder where it is not said. */
      readonly view?: CallView;
      /** What is said of how the ladder is drawn; which of it there is, the ladder knows. */
      readonly look?: CallLook;
    }
  | FlowRoute
  | { readonly page: 'message'; readonly capture: string; readonly message: MessageRef }
  | DiffRoute
  | CompareRoute
  | { readonly page: 'scratch' }
  /** What stands in any capture, or in one; nothing asked for yet where the text is empty. */
  | { readonly page: 'search'; readonly text: string; readonly capture?: string }
  | { readonly page: 'rule'; readonly rule: string }
  | { readonly page: 'unknown'; readonly path: string };

/** In the order in which they are offered; what `isAlwaysOffered` has not is shown where there are some. */
export const listNames: readonly ListName[] = [
  'calls',
  'transactions',
  'dialogs',
  'messages',
  'registrations',
  'subscriptions',
  'publications',
  'conversations',
  'streams',
  'findings',
  'kpis',
];

const alwaysOffered: ReadonlySet<ListName> = new Set(['calls', 'transactions', 'dialogs', 'messages', 'kpis']);

export function isAlwaysOffered(list: ListName): boolean {
  return alwaysOffered.has(list);
}

type Reader = (groups: Readonly<Record<string, string | undefined>>, query: URLSearchParams) => Route | undefined;

const readers: readonly (readonly [pattern: URLPattern, read: Reader])[] = [
  [pattern('/'), () => ({ page: 'captures' })],
  [pattern('/search'), readSearch],
  [pattern('/rules/:rule'), ({ rule = '' }) => ({ page: 'rule', rule })],
  [pattern('/scratch'), () => ({ page: 'scratch' })],
  [pattern('/captures/:capture'), ({ capture = '' }) => ({ page: 'overview', capture })],
  [pattern('/captures/:capture/diff'), readDiff],
  [pattern('/captures/:capture/compare'), readCompare],
  [pattern('/captures/:capture/flow'), readFlow],
  [pattern('/captures/:capture/:list'), readList],
  [pattern('/captures/:capture/calls/:call'), readCall],
  [pattern('/captures/:capture/messages/:message'), readMessagePage],
];

/** The route an address stands for. Never throws: an address may be typed, cut or forged. */
export function readRoute(url: URL): Route {
  const { pathname, searchParams } = readAddress(url);
  for (const [form, read] of readers) {
    const match = form.exec({ pathname });
    if (match === null) continue;
    const route = read(decodeAll(match.pathname.groups), searchParams);
    if (route !== undefined) return route;
  }
  return { page: 'unknown', path: pathname };
}

/** The address of a route, as links say it. */
export function writeRoute(route: Route): string {
  return writeAddress(writePath(route));
}

/** Path and query. */
function writePath(route: Route): string {
  switch (route.page) {
    case 'captures':
      return '/';
    case 'overview':
      return capturePath(route.capture);
    case 'list':
      return `${capturePath(route.capture)}/${route.list}${query({ filter: route.filter, sort: route.sort })}`;
    case 'call': {
      const message = route.message === undefined ? undefined : writeMessageRef(route.message);
      const view = route.view === 'ladder' ? undefined : route.view;
      return `${capturePath(route.capture)}/calls/${encodeURIComponent(route.call)}${query({ view, message, ...route.look })}`;
    }
    case 'flow':
      return writeFlow(route);
    case 'message':
      return `${capturePath(route.capture)}/messages/${writeMessageRef(route.message)}`;
    case 'diff':
      return `${capturePath(route.capture)}/diff${query(diffQuery(route))}`;
    case 'compare': {
      const [call, other] = route.calls ?? [];
      return `${capturePath(route.capture)}/compare${query({ call, with: other, capture: route.otherCapture })}`;
    }
    case 'scratch':
      return '/scratch';
    case 'search':
      return `/search${query({ q: route.text, capture: route.capture })}`;
    case 'rule':
      return `/rules/${encodeURIComponent(route.rule)}`;
    case 'unknown':
      return route.path;
  }
}

/** `17`, or `17.1` for the second message of packet 17. */
function writeMessageRef({ frame, index = 0 }: MessageRef): string {
  return index === 0 ? `${frame}` : `${frame}.${index}`;
}

export function readMessageRef(text: string | undefined): MessageRef | undefined {
  const [frameText = '', indexText, ...rest] = (text ?? '').split('.');
  const frame = readCount(frameText);
  const index = indexText === undefined ? 0 : readCount(indexText);
  if (rest.length > 0 || frame === undefined || frame === 0 || index === undefined) return undefined;
  return index === 0 ? { frame } : { frame, index };
}

export function sameMessage(one: MessageRef | undefined, other: MessageRef | undefined): boolean {
  return one?.frame === other?.frame && (one?.index ?? 0) === (other?.index ?? 0);
}

function readList(groups: Readonly<Record<string, string | undefined>>, search: URLSearchParams): Route | undefined {
  const list = listNames.find((name) => name === groups['list']);
  if (list === undefined) return undefined;
  const filter = search.get('filter');
  const sort = search.get('sort');
  return {
    page: 'list',
    capture: groups['capture'] ?? '',
    list,
    ...(filter !== null && filter !== '' && { filter }),
    ...(sort !== null && sort !== '' && { sort }),
  };
}

function readSearch(_: object, search: URLSearchParams): Route {
  const capture = search.get('capture') ?? '';
  return { page: 'search', text: search.get('q') ?? '', ...(capture !== '' && { capture }) };
}

function readCall(
  groups: Readonly<Record<string, string | undefined>>,
  search: URLSearchParams,
): Extract<Route, { page: 'call' }> {
  const message = readMessageRef(search.get('message') ?? undefined);
  const view = callViews.find((one) => one !== 'ladder' && one === search.get('view'));
  return {
    page: 'call',
    capture: groups['capture'] ?? '',
    call: groups['call'] ?? '',
    ...(view !== undefined && { view }),
    ...(message !== undefined && { message }),
    ...readCallLook(search),
  };
}

/** Undefined where it names nothing that could be drawn. */
function readFlow(groups: Readonly<Record<string, string | undefined>>, search: URLSearchParams): Route | undefined {
  const flow = readFlowQuery(search);
  if (flowSize(flow) === 0) return undefined;
  const { call: _call, page: _page, ...rest } = readCall(groups, search);
  return { page: 'flow', ...rest, query: flow };
}

function writeFlow({ capture, query: flow, message, view, look }: FlowRoute): string {
  const search = writeFlowQuery(flow);
  const more = {
    view: view === 'ladder' ? undefined : view,
    ...look,
    message: message === undefined ? undefined : writeMessageRef(message),
  };
  for (const [name, value] of Object.entries(more)) if (value !== undefined && value !== '') search.set(name, value);
  return `${capturePath(capture)}/flow?${search}`;
}

function readCallLook(search: URLSearchParams): { readonly look?: CallLook } {
  const said = ['times', 'spacing', 'colours', 'lanes', 'part'].flatMap((name) => {
    const value = search.get(name);
    return value === null || value === '' ? [] : [[name, value]];
  });
  return said.length === 0 ? {} : { look: Object.fromEntries(said) as CallLook };
}

function readMessagePage(groups: Readonly<Record<string, string | undefined>>): Route | undefined {
  const message = readMessageRef(groups['message']);
  return message === undefined ? undefined : { page: 'message', capture: groups['capture'] ?? '', message };
}

/** `one=17&other=23.1`; of a message of another capture, `other=CAPTURE:23`. */
function diffQuery({ one, other, otherCapture, mode }: DiffRoute): Readonly<Record<string, string | undefined>> {
  const place = otherCapture === undefined ? '' : `${otherCapture}:`;
  return {
    one: writeMessageRef(one),
    other: `${place}${writeMessageRef(other)}`,
    by: mode === 'header' ? undefined : mode,
  };
}

function readDiff(groups: Readonly<Record<string, string | undefined>>, search: URLSearchParams): Route | undefined {
  const capture = groups['capture'] ?? '';
  const written = search.get('other') ?? '';
  const colon = written.lastIndexOf(':');
  const otherCapture = colon === -1 ? '' : written.slice(0, colon);
  const one = readMessageRef(search.get('one') ?? undefined);
  const other = readMessageRef(written.slice(colon + 1));
  const mode = diffModes.find((name) => name !== 'header' && name === search.get('by'));
  if (one === undefined || other === undefined) return undefined;
  return {
    page: 'diff',
    capture,
    one,
    other,
    ...(otherCapture !== '' && otherCapture !== capture && { otherCapture }),
    ...(mode !== undefined && { mode }),
  };
}

/** Undefined where it does not name two. */
function readCompare(groups: Readonly<Record<string, string | undefined>>, search: URLSearchParams): Route | undefined {
  const capture = groups['capture'] ?? '';
  const [one, other, place] = ['call', 'with', 'capture'].map((name) => search.get(name) ?? '');
  const otherCapture = place === '' || place === capture ? undefined : place;
  const isOfCalls = one !== undefined && one !== '' && other !== undefined && other !== '';
  if (!isOfCalls && otherCapture === undefined) return undefined;
  return {
    page: 'compare',
    capture,
    ...(isOfCalls && { calls: [one, other] as const }),
    ...(otherCapture !== undefined && { otherCapture }),
  };
}

function readCount(text: string): number | undefined {
  if (!/^\d{1,15}$/.test(text)) return undefined;
  return Number(text);
}

function pattern(pathname: string): URLPattern {
  return new URLPattern({ pathname });
}

function decodeAll(groups: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decode(text ?? '')]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function capturePath(capture: string): string {
  return `/captures/${encodeURIComponent(capture)}`;
}

function query(values: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') search.set(name, value);
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
