import { visibleText } from '../report/visible-text.ts';
import type { FlowReport, FlowVerdict } from './flow-report.ts';
import { diffLines } from './format-report.ts';

/** Verdicts told in full; of the others the first sentence is. */
const mostTold = 100;

/** Reports as JUnit tells tests: a suite each flow, a case each call that was compared. `capture`: the name it goes by. */
export function junitReport(reports: readonly FlowReport[], capture: string): string {
  const lines = reports.flatMap((report) => suiteLines(report, capture));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="sipscope expect">',
    ...lines,
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteLines({ flow, title, verdicts, matches }: FlowReport, capture: string): string[] {
  const failures = verdicts.filter((verdict) => !verdict.matches).length;
  // No call at all is a failure too.
  const isEmpty = verdicts.length === 0 && !matches;
  const counts = `tests="${Math.max(1, verdicts.length)}" failures="${isEmpty ? 1 : failures}"`;
  const cases = isEmpty
    ? caseLines(title, flow, { message: 'there is no call to compare', text: '' })
    : verdicts.flatMap((verdict, index) => verdictLines(verdict, { title, flow, isTold: index < mostTold }));
  return [
    `  <testsuite name="${xml(flow)}" ${counts}>`,
    `    <properties><property name="capture" value="${xml(capture)}"/></properties>`,
    ...cases,
    '  </testsuite>',
  ];
}

function verdictLines(
  { call, matches, departure = '', lines, rows }: FlowVerdict,
  { title, flow, isTold }: { readonly title: string; readonly flow: string; readonly isTold: boolean },
): string[] {
  const name = call === undefined ? title : `${title} (call ${call.id})`;
  if (matches) return caseLines(name, flow, undefined);
  const stated = rows.map(({ line, what }) => `! line ${line}: ${what}`);
  return caseLines(name, flow, { message: departure, text: isTold ? [...diffLines(lines), ...stated].join('\n') : '' });
}

function caseLines(
  name: string,
  flow: string,
  failure: { readonly message: string; readonly text: string } | undefined,
): string[] {
  const head = `    <testcase classname="${xml(flow)}" name="${xml(name)}"`;
  if (failure === undefined) return [`${head}/>`];
  return [
    `${head}>`,
    `      <failure message="${xml(failure.message)}">${lineTexts(failure.text)}</failure>`,
    '    </testcase>',
  ];
}

function lineTexts(text: string): string {
  return text.split('\n').map(xml).join('\n');
}

function xml(text: string): string {
  return visibleText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
