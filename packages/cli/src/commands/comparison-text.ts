import {
  type CallComparison,
  type CaptureComparison,
  type ComparedPair,
  type ComparedState,
  visibleText,
} from '@sipscope/analyzer';

const signs: Readonly<Record<ComparedState, string>> = { same: ' ', differs: '~', left: '-', right: '+' };

/** What differs of two calls: facts, findings, then all messages in order, what differs in them below. */
export function callComparisonText({ left, right, facts, findings, messages, isSame }: CallComparison): string {
  const lines = [
    `- ${left.id}  ${told(left.from)} → ${told(left.to)}  ${left.started}`,
    `+ ${right.id}  ${told(right.from)} → ${told(right.to)}  ${right.started}`,
    ...section(
      'Facts',
      facts
        .filter(({ state }) => state !== 'same')
        .map((fact) => `${fact.notable === true ? signs[fact.state] : ' '} ${fact.fact}: ${sides(fact)}`),
    ),
    ...section(
      'Findings',
      findings
        .filter(({ state }) => state !== 'same')
        .map(({ state, rule, title, ...counts }) => `${signs[state]} ${rule} ${visibleText(title)}: ${sides(counts)}`),
    ),
    ...section('Messages', messages.flatMap(pairLines)),
    ...[left, right].flatMap(({ id, moreMessages }) =>
      moreMessages === undefined ? [] : [`Of ${id}, ${moreMessages} further messages are not compared.`],
    ),
    ...(isSame ? ['', 'Nothing differs that matters.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** Figures that differ notably, section by section. */
export function captureComparisonText({ left, right, sections, isSame }: CaptureComparison): string {
  const lines = [
    `- ${left.calls} calls, ${left.messages} messages  ${told(left.started)}`,
    `+ ${right.calls} calls, ${right.messages} messages  ${told(right.started)}`,
    ...sections.flatMap(({ section: name, figures }) =>
      section(
        name,
        figures
          .filter(({ notable }) => notable === true)
          .map((figure) => {
            const { left: a, right: b, leftShare, rightShare } = figure;
            const values = sides({ left: withShare(a, leftShare), right: withShare(b, rightShare) });
            const title = figure.title === undefined ? '' : ` ${visibleText(figure.title)}`;
            return `${signs[figure.state]} ${visibleText(figure.name)}${title}: ${values}`;
          }),
      ),
    ),
    ...(isSame ? ['', 'Nothing differs that matters.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function pairLines({ state, left, right, laterMs, moved, differences = [], moreDifferences }: ComparedPair): string[] {
  const one = left ?? right;
  if (one === undefined) return [];
  const labels = [left, right].flatMap((side) => (side === undefined ? [] : [visibleText(side.label)]));
  const frames = [left, right].flatMap((side) => (side === undefined ? [] : [`#${side.frame}`])).join(' ');
  const later = laterMs === undefined || laterMs === 0 ? '' : `  ${laterMs > 0 ? '+' : ''}${laterMs} ms`;
  const head = `${signs[state]} ${seconds(one.sinceStartMs)}  ${one.from} → ${one.to}  ${[...new Set(labels)].join(' | ')}`;
  return [
    `${head}${one.retransmission === true ? ' (again)' : ''}${moved === true ? ' (in another order)' : ''}  ${frames}${later}`,
    ...differences.map(
      (one) => `      ${signs[one.state]} ${one.name === '' ? 'start line' : visibleText(one.name)}: ${sides(one)}`,
    ),
    ...(moreDifferences === undefined ? [] : [`      and ${moreDifferences} more`]),
  ];
}

function seconds(milliseconds: number): string {
  return `+${(milliseconds / 1000).toFixed(3)}`;
}

function withShare(figure: number | undefined, share: number | undefined): string | undefined {
  return figure === undefined ? undefined : share === undefined ? `${figure}` : `${figure} (${share} %)`;
}

function sides({ left, right }: { readonly left?: Value; readonly right?: Value }): string {
  return `${told(left)} | ${told(right)}`;
}

type Value = string | number | boolean | undefined;

function told(value: Value): string {
  return value === undefined ? '–' : visibleText(String(value));
}
