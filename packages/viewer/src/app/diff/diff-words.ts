import { formatBytes, formatCount, formatPlural } from '../format/number.ts';
import type { DiffMode } from '../route/route.ts';
import { words } from '../words/words.ts';

export const diffWords = words('diff', {
  modes: 'How the two are compared',
  kind: 'How they stand to each other',
  left: 'One',
  right: 'Other',
  swap: 'Swap the sides',
  hideEqual: 'Hide what is equal',
  ignoreVarying: 'Ignore what always differs',
  ignoreVaryingTitle:
    'Branch, tags, Call-ID, CSeq, nonces, times, Content-Length, and the origin of session descriptions',
  next: 'Next difference',
  previous: 'Previous difference',
  copy: 'Copy as unified text',
  copied: 'copied',
  switchMode: 'By header, by order, by byte',
  group: 'Difference',
  at: (number: number, of: number, what: string) => `Difference ${number} of ${of}${what === '' ? '' : `: ${what}`}`,
  count: (count: number) => (count === 0 ? 'No differences' : formatPlural(count, 'difference')),
  countShort: (count: number) => formatCount(count),
  ignored: (count: number) => `${formatCount(count)} ignored`,
  equalRows: (count: number) => `${formatPlural(count, 'line')} alike`,
  nothing: 'The two say the same.',
  nothingVarying: 'The two say the same, but for what always differs.',
  cut: (size: number) => `Only the first ${formatBytes(size)} of each message are compared.`,
  gaveUp: 'The two differ in more than could be followed in time: their lines stand one behind the other.',
  partly: 'There are more header fields or bodies than are compared.',
  more: (count: number) => `${formatCount(count)} further lines`,
  same: 'same',
  equal: 'means the same',
  changed: 'changed',
  onlyLeft: 'only in the one',
  onlyRight: 'only in the other',
  varying: 'always differs',
  startLine: 'start line',
  offset: 'Offset',
  loading: 'Reading the two messages',
  failed: 'These messages could not be read',
  back: 'Messages',
  message: (frame: string) => `Message ${frame}`,
  ofCapture: (capture: string) => `of capture ${capture}`,
});

export const modeTitles: Readonly<Record<DiffMode, string>> = words('diff-modes', {
  header: 'By header',
  order: 'By order',
  byte: 'By byte',
});
