import type { AudioChoice } from './call-audio.ts';
import type { CallExportOptions } from './export/call-file.ts';
import type { RowExportQuery } from './export/row-export.ts';
import { type FlowQuery, writeFlowQuery } from './flow.ts';

/** The paths of the API, below the server's root. One place for both sides. */
export const api = {
  captures: '/api/captures',
  capture: (id: string): string => `/api/captures/${encodeURIComponent(id)}`,
  restore: (id: string): string => `${api.capture(id)}/restore`,
  cancel: (id: string): string => `${api.capture(id)}/cancel`,
  readAgain: (id: string): string => `${api.capture(id)}/read-again`,
  keyLog: (id: string): string => `${api.capture(id)}/keylog`,
  events: (id: string): string => `${api.capture(id)}/events`,
  list: (id: string, name: string): string => `${api.capture(id)}/${name}`,
  facets: (id: string, name: string, search: URLSearchParams): string =>
    `${api.list(id, name)}/facets?${search.toString()}`,
  timeline: (id: string, name: string, search: URLSearchParams): string =>
    `${api.list(id, name)}/timeline?${search.toString()}`,
  findingGroups: (id: string): string => `${api.list(id, 'findings')}/groups`,
  summary: (id: string): string => `${api.capture(id)}/summary`,
  load: (id: string, buckets: number): string => `${api.capture(id)}/load?buckets=${buckets}`,
  call: (id: string, call: string): string => `${api.capture(id)}/calls/${encodeURIComponent(call)}`,
  ladder: (id: string, call: string): string => `${api.call(id, call)}/ladder`,
  flow: (id: string, query: FlowQuery): string => `${api.capture(id)}/flow?${writeFlowQuery(query).toString()}`,
  story: (id: string, call: string): string => `${api.call(id, call)}/story`,
  compareCalls: (id: string, call: string, other: string, capture?: string): string =>
    `${api.call(id, call)}/compare?${searchOf({ with: other, capture }).toString()}`,
  compareCaptures: (id: string, other: string): string =>
    `${api.capture(id)}/compare?${searchOf({ with: other }).toString()}`,
  exportCall: (
    id: string,
    call: string,
    format: string,
    options: CallExportOptions & { notes?: boolean } = {},
  ): string => `${api.call(id, call)}/export?${searchOf({ format, ...options }).toString()}`,
  exportRows: (id: string, list: string, { columns, ...query }: RowExportQuery): string =>
    `${api.list(id, list)}/export?${searchOf({ ...query, columns: columns?.join(',') }).toString()}`,
  notes: (id: string): string => `${api.capture(id)}/notes`,
  note: (id: string, target: string): string => `${api.notes(id)}/${encodeURIComponent(target)}`,
  callAudio: (id: string, call: string, choice: AudioChoice): string =>
    `${api.call(id, call)}/audio?${queryOf(choice)}`,
  callRecording: (id: string, call: string, choice: AudioChoice): string =>
    `${api.call(id, call)}/audio.wav?${queryOf(choice)}`,
  stream: (id: string, stream: string): string => `${api.capture(id)}/streams/${encodeURIComponent(stream)}`,
  series: (id: string, stream: string): string => `${api.stream(id, stream)}/series`,
  message: (id: string, frame: number, index?: number): string =>
    `${api.capture(id)}/messages/${frame}${index === undefined ? '' : `?index=${index}`}`,
  rule: (rule: string): string => `/api/rules/${encodeURIComponent(rule)}`,
  search: '/api/search',
  parse: '/api/parse',
  health: '/api/healthz',
} as const;

function queryOf({ leg, conceal }: AudioChoice): string {
  return `leg=${leg}&conceal=${conceal}`;
}

/** Without what is missing. */
function searchOf(values: Readonly<Record<string, string | number | boolean | undefined>>): URLSearchParams {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(values))
    if (value !== undefined && value !== '') search.set(key, String(value));
  return search;
}
