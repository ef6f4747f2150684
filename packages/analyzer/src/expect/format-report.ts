import { visibleText } from '../report/visible-text.ts';
import { padToWidth, displayWidth } from '../report/display-width.ts';
import type { FlowLine, FlowReport, FlowVerdict } from './flow-report.ts';

/** Verdicts that are told in full; of the others only the first sentence is. */
const mostTold = 10;

/** What came of a flow, for people: what departs first, and expected and seen as a diff. */
export function formatReport(report: FlowReport): string {
  const { flow, title, matches, verdicts } = report;
  const head = `${matches ? '✓' : '✗'} ${flow}: ${title}`;
  const departed = verdicts.filter((verdict) => !verdict.matches);
  const matched = verdicts.filter((verdict) => verdict.matches);
  const lines = [
    head,
    ...(verdicts.length > 1
      ? [`  ${matched.length} of ${verdicts.length} calls are as expected.`]
      : matched.map(matchText)),
    ...departed.slice(0, mostTold).flatMap((verdict) => ['', ...verdictText(verdict)]),
    ...(departed.length > mostTold ? ['', `  ${departed.length - mostTold} more calls depart from it.`] : []),
    ...(verdicts.length === 0 ? ['  There is no call to compare.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function matchText({ call, lines }: FlowVerdict): string {
  const steps = lines.filter(({ state }) => state === 'same').length;
  return `  ${call === undefined ? 'The capture' : callText(call)} is as expected: ${steps} messages.`;
}

function callText({ id, from, to, outcome, status }: NonNullable<FlowVerdict['call']>): string {
  const end = [outcome, status].filter((part) => part !== undefined).join(' ');
  return visibleText(`Call ${id} (${from ?? 'unknown'} to ${to ?? 'unknown'}, ${end})`);
}

function verdictText({ call, departure, lines, rows, more }: FlowVerdict): string[] {
  return [
    `  ${call === undefined ? 'What comes closest' : callText(call)} departs from it.`,
    `  First: ${departure ?? ''}.`,
    ...(lines.length === 0 ? [] : ['', ...diffLines(lines)]),
    ...rows.map(({ line, what }) => `! line ${line}: ${visibleText(what)}`),
    ...(more === undefined ? [] : [`  ${more} more messages were not compared.`]),
  ];
}

/** `-` expected and not seen, `+` seen and not expected, `!` what of a message is not as expected; `.` may be there or not. */
export function diffLines(lines: readonly FlowLine[]): string[] {
  const rows = lines.flatMap((line) => diffRows(line));
  const width = (column: 0 | 1) => Math.max(0, ...rows.map(({ columns }) => displayWidth(columns[column])));
  const [frameWidth, timeWidth] = [width(0), width(1)];
  return rows.map(({ mark, columns: [frame, time], text }) =>
    `${mark} ${padToWidth(frame, frameWidth)}  ${padToWidth(time, timeWidth)}  ${text}`.trimEnd(),
  );
}

type DiffRow = {
  readonly mark: string;
  readonly columns: readonly [frame: string, time: string];
  readonly text: string;
};

function diffRows(line: FlowLine): DiffRow[] {
  const { state, expected = '', seen = '', problems = [] } = line;
  const columns = [line.frame === undefined ? '' : `#${line.frame}`, timeText(line)] as const;
  const noColumns = ['', ''] as const;
  const wanted = { columns: noColumns, text: `line ${line.line}: ${expected}` };
  if (state === 'same') return [{ mark: ' ', columns, text: seen }];
  if (state === 'allowed') return [{ mark: '.', columns, text: seen }];
  if (state === 'absent') return [{ mark: '.', ...wanted, text: `${wanted.text} (not seen)` }];
  if (state === 'unexpected') return [{ mark: '+', columns, text: seen }];
  if (state === 'missing') return [{ mark: '-', ...wanted }];
  return [
    { mark: '-', ...wanted },
    { mark: '+', columns, text: seen },
    ...problems.map((problem) => ({ mark: '!', columns: noColumns, text: problem })),
  ];
}

function timeText({ sinceStartMs }: FlowLine): string {
  if (sinceStartMs === undefined) return '';
  const seconds = (sinceStartMs / 1000).toFixed(3);
  return seconds.startsWith('-') ? seconds : `+${seconds}`;
}
