import type { CallRow } from '@sipscope/analyzer';

/** Of what messages can be drawn in one picture: lists whose rows have messages. `callIds` are Call-IDs as they stand in messages. */
export const flowParts = [
  'calls',
  'registrations',
  'subscriptions',
  'publications',
  'conversations',
  'dialogs',
  'transactions',
  'callIds',
] as const;
export type FlowPart = (typeof flowParts)[number];

/** What is drawn in one picture: ids of rows, all of which are in it. */
export type FlowQuery = { readonly [Part in FlowPart]?: readonly string[] } & {
  /** With the calls that are tied to them: by transfers, by taking over and joining, by recording. */
  readonly extended?: true;
};

/** Of each part: what is named beyond is refused. */
export const mostFlowIds = 500;
/** Messages of one picture; how many more there are is told (`Ladder.moreArrows`). */
export const mostFlowArrows = 100_000;

/** Ids of the calls that a call is tied to, as far as they were captured. */
export function relatedCalls(call: CallRow): readonly string[] {
  const { transfer, transferOf, replaces, replacedBy, joins, joinedBy = [], records, recordedBy = [] } = call;
  const ids = [transfer, transferOf, replaces, replacedBy, joins, ...joinedBy, ...recordedBy].map((tie) => tie?.call);
  const named = [...ids, ...(records?.calls ?? [])].filter((id) => id !== undefined && id !== call.id);
  return [...new Set(named as string[])];
}

/** `ask` gives the rows of those calls that there are; gives them with all that are tied to them, however far, up to `most`. In the order of the capture. */
export async function withRelated(
  calls: readonly CallRow[],
  ask: (ids: readonly string[]) => Promise<readonly CallRow[]>,
  most: number = mostFlowIds,
): Promise<readonly CallRow[]> {
  const known = new Map(calls.map((call) => [call.id, call]));
  let latest = calls;
  while (latest.length > 0 && known.size < most) {
    const wanted = new Set(latest.flatMap(relatedCalls).filter((id) => !known.has(id)));
    latest = wanted.size === 0 ? [] : await ask([...wanted].slice(0, most - known.size));
    for (const call of latest) known.set(call.id, call);
  }
  return [...known.values()].toSorted((a, b) => numberOf(a.id) - numberOf(b.id));
}

/** Ids count in the order of the capture. */
function numberOf(id: string): number {
  return Number(id.slice(1));
}

/** The query in an address: ids with commas between; those that hold one, as Call-IDs may, are escaped. */
export function writeFlowQuery(query: FlowQuery): URLSearchParams {
  const search = new URLSearchParams();
  for (const part of flowParts) {
    const ids = query[part] ?? [];
    if (ids.length > 0) search.set(part, ids.map(escapeId).join(','));
  }
  if (query.extended === true) search.set('extended', 'true');
  return search;
}

/** Never throws: an address may be typed, cut or forged. What is empty is not there. */
export function readFlowQuery(search: URLSearchParams): FlowQuery {
  const parts = flowParts.flatMap((part): (readonly [FlowPart, readonly string[]])[] => {
    const ids = readIds(search.get(part) ?? '');
    return ids.length === 0 ? [] : [[part, ids]];
  });
  return { ...Object.fromEntries(parts), ...(search.get('extended') === 'true' && { extended: true }) };
}

/** Of a parameter: each id once. */
function readIds(text: string): readonly string[] {
  return [
    ...new Set(
      text
        .split(',')
        .filter((id) => id !== '')
        .map(unescapeId),
    ),
  ];
}

/** How many ids it names. */
export function flowSize(query: FlowQuery): number {
  return flowParts.reduce((sum, part) => sum + (query[part]?.length ?? 0), 0);
}

function escapeId(id: string): string {
  return id.replaceAll('%', '%25').replaceAll(',', '%2C');
}

function unescapeId(text: string): string {
  return text.replaceAll('%2C', ',').replaceAll('%25', '%');
}
