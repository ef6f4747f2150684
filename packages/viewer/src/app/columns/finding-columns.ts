import type { FindingRow } from '@sipscope/analyzer';
import { levelGlyph, levelMark } from '../findings/finding-level.ts';
import type { Zone } from '../format/time.ts';
import type { Column } from '../table/column.ts';
import { words } from '../words/words.ts';
import { countColumn, mono, textColumn, timeColumn } from './column-parts.ts';

const titles = words('columns.findings', {
  time: 'time',
  level: 'level',
  rule: 'rule',
  seen: 'seen',
  source: 'from',
  userAgent: 'user agent',
  call: 'call',
  frame: 'frame',
});

export function findingColumns(zone: Zone): readonly Column<FindingRow>[] {
  return [
    timeColumn('time', titles.time, zone, (row) => row.time),
    {
      id: 'level',
      title: titles.level,
      least: 116,
      narrow: 46,
      sort: 'level',
      draw: (row) => levelMark(row.level),
      drawNarrow: (row) => levelGlyph(row.level),
    },
    {
      id: 'rule',
      title: titles.rule,
      least: 116,
      sort: 'rule',
      draw: (row) => mono(row.rule),
      whole: (row) => row.title,
    },
    textColumn('seen', titles.seen, 260, 6, (row) => row.seen, {
      sort: 'seen',
      narrow: 150,
      whole: (row) => row.message,
    }),
    textColumn('source', titles.source, 130, 2, (row) => row.source, { sort: 'source' }),
    textColumn('userAgent', titles.userAgent, 120, 2, (row) => row.userAgent, { sort: 'userAgent' }),
    { id: 'call', title: titles.call, least: 60, sort: 'call', draw: (row) => row.call },
    countColumn('frame', titles.frame, 'frame', (row) => row.frame),
  ];
}
