import type { FindingGroupRow, Summary } from '../../rows.ts';
import { rounded, stateOf } from './call-facts.ts';
import type { ComparedState } from './call-comparison.ts';

/** A capture with what a comparison needs of it. */
export type CaptureToCompare = { readonly summary: Summary; readonly findings: readonly FindingGroupRow[] };

/** In the order in which they are told. */
export const comparedSections = [
  'kpis',
  'outcomes',
  'statuses',
  'methods',
  'transports',
  'findings',
  'quality',
  'mediaProblems',
  'codecs',
  'userAgents',
  'counts',
] as const;

/** A figure of both captures; missing where it was not measured, or is not known. */
export type ComparedFigure = {
  /** `ser`, `486`, `INVITE`, a rule's id … Of user agents and codecs, wire text. */
  readonly name: string;
  /** Of a rule. */
  readonly title?: string;
  readonly level?: FindingGroupRow['level'];
  readonly state: ComparedState;
  readonly left?: number;
  readonly right?: number;
  /** Of all of its section, in per cent. */
  readonly leftShare?: number;
  readonly rightShare?: number;
  /** Right less left; of what has shares, of them. */
  readonly difference?: number;
  readonly notable?: true;
};

export type ComparedFigures = {
  readonly section: (typeof comparedSections)[number];
  readonly unit: 'count' | 'figure';
  readonly figures: readonly ComparedFigure[];
  /** True where one of the captures lists only the most frequent: what is missing there may yet be in it. */
  readonly partial?: true;
};

export type CaptureComparison = {
  readonly left: {
    readonly messages: number;
    readonly calls: number;
    readonly started?: string;
    readonly ended?: string;
  };
  readonly right: CaptureComparison['left'];
  /** True where no figure differs notably. */
  readonly isSame: boolean;
  readonly sections: readonly ComparedFigures[];
};

/** Two captures by what they come to: before and after, here and there. */
export function compareCaptures(left: CaptureToCompare, right: CaptureToCompare): CaptureComparison {
  const sections = comparedSections.flatMap((section) => {
    const compared = compareSection(section, left, right);
    return compared.figures.length === 0 ? [] : [compared];
  });
  const isSame = sections.every(({ figures }) => figures.every(({ notable }) => notable !== true));
  return { left: describe(left), right: describe(right), isSame, sections };
}

function describe({ summary: { capture, counts } }: CaptureToCompare): CaptureComparison['left'] {
  return {
    messages: counts.messages,
    calls: counts.calls,
    ...(capture.started !== undefined && { started: capture.started }),
    ...(capture.ended !== undefined && { ended: capture.ended }),
  };
}

type Section = (typeof comparedSections)[number];
type Counts = ReadonlyMap<string, number>;

function compareSection(section: Section, left: CaptureToCompare, right: CaptureToCompare): ComparedFigures {
  const [one, other] = [figuresOf(section, left), figuresOf(section, right)];
  if (section === 'kpis' || section === 'quality')
    return { section, unit: 'figure', figures: byName(one, other, (name, a, b) => compareMeasured(name, a, b)) };
  if (section === 'counts') return { section, unit: 'count', figures: byName(one, other, comparePlain) };
  const [all, others] = [totalOf(section, left, one), totalOf(section, right, other)];
  const partial = section === 'userAgents' && [one, other].some(({ size }) => size >= listedAgents);
  const titles = new Map([...left.findings, ...right.findings].map((group) => [group.rule, group]));
  const figures = byName(one, other, (name, a, b) => {
    const { title, level } = (section === 'findings' ? titles.get(name) : undefined) ?? {};
    const compared = compareShares({ name, left: a, right: b }, [all, others], partial);
    return { ...compared, ...(title !== undefined && { title }), ...(level !== undefined && { level }) };
  });
  return { section, unit: 'count', figures, ...(partial && { partial: true as const }) };
}

/** As many as a summary lists. */
const listedAgents = 10;

function figuresOf(section: Section, { summary, findings }: CaptureToCompare): Counts {
  switch (section) {
    case 'kpis':
      return kpis(summary.kpis);
    case 'quality':
      return measured({
        mosMean: summary.media?.mosMean,
        mosMin: summary.media?.mosMin,
        lostPercent: summary.media?.lostPercent,
      });
    case 'counts':
      return measured({ ...summary.counts, mediaMinutes: summary.media?.minutes });
    case 'findings':
      return summed(findings.map(({ rule, count }) => [rule, count]));
    case 'userAgents':
      return summed(summary.userAgents.map(({ userAgent, messages }) => [userAgent, messages]));
    case 'codecs':
      return measured(summary.media?.codecs ?? {});
    case 'mediaProblems':
      return measured(summary.media?.problems ?? {});
    default:
      return measured(summary[section]);
  }
}

/** What a share is of: findings in messages, problems of streams; else of the section itself. */
function totalOf(section: Section, { summary }: CaptureToCompare, counts: Counts): number {
  if (section === 'findings') return summary.counts.messages;
  if (section === 'mediaProblems') return summary.counts.streams;
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

function measured(figures: Readonly<Record<string, number | undefined>>): Counts {
  return new Map(Object.entries(figures).flatMap(([name, figure]) => (figure === undefined ? [] : [[name, figure]])));
}

function summed(counts: readonly (readonly [string, number])[]): Counts {
  const sums = new Map<string, number>();
  for (const [name, count] of counts) sums.set(name, (sums.get(name) ?? 0) + count);
  return sums;
}

/** Ratios as they are, delays by their medians. */
function kpis(row: Summary['kpis']): Counts {
  const { ser, seer, isa, scr, ira, srdMs, failedSrdMs, sddMs, rrdMs, sdtSeconds } = row;
  return measured({
    ser,
    seer,
    isa,
    scr,
    ira,
    srdMs: srdMs?.median,
    failedSrdMs: failedSrdMs?.median,
    sddMs: sddMs?.median,
    rrdMs: rrdMs?.median,
    sdtSeconds: sdtSeconds?.median,
  });
}

type Figures = { readonly name: string; readonly left: number | undefined; readonly right: number | undefined };

function byName(
  left: Counts,
  right: Counts,
  compare: (name: string, left: number | undefined, right: number | undefined) => ComparedFigure,
): readonly ComparedFigure[] {
  const most = (name: string): number => Math.max(left.get(name) ?? 0, right.get(name) ?? 0);
  return [...new Set([...left.keys(), ...right.keys()])]
    .toSorted((a, b) => most(b) - most(a) || (a < b ? -1 : 1))
    .map((name) => compare(name, left.get(name), right.get(name)));
}

function comparePlain(name: string, left: number | undefined, right: number | undefined): ComparedFigure {
  const isBoth = left !== undefined && right !== undefined;
  return {
    name,
    state: stateOf(left, right),
    ...(left !== undefined && { left }),
    ...(right !== undefined && { right }),
    ...(isBoth && left !== right && { difference: rounded(right - left) }),
  };
}

/** Ratios differ notably by five points, delays by a quarter and 50 ms, quality by what a listener notices. How long people talk is theirs. */
function compareMeasured(name: string, left: number | undefined, right: number | undefined): ComparedFigure {
  const plain = comparePlain(name, left, right);
  const { difference } = plain;
  if (difference === undefined || name === 'sdtSeconds') return plain;
  const distance = Math.abs(difference);
  const isNotable = name.endsWith('Ms')
    ? distance >= 50 && distance * 4 >= Math.max(left ?? 0, right ?? 0)
    : distance >= (leastNotable.get(name) ?? 5);
  return isNotable ? { ...plain, notable: true } : plain;
}

const leastNotable: ReadonlyMap<string, number> = new Map([
  ['mosMean', 0.2],
  ['mosMin', 0.5],
  ['lostPercent', 0.5],
]);

/** Only in one, or with another share than chance explains: by more than a point and three standard errors. */
function compareShares(
  { name, left, right }: Figures,
  [all, others]: readonly [number, number],
  partial: boolean,
): ComparedFigure {
  const [a, b] = [left ?? 0, right ?? 0];
  const shares = [all === 0 ? 0 : a / all, others === 0 ? 0 : b / others] as const;
  const pooled = all + others === 0 ? 0 : Math.min(1, (a + b) / (all + others));
  const error = all === 0 || others === 0 ? Infinity : Math.sqrt(pooled * (1 - pooled) * (1 / all + 1 / others));
  const distance = Math.abs(shares[0] - shares[1]);
  const isOnlyInOne = (left === undefined || right === undefined) && all > 0 && others > 0 && !partial;
  const isNotable = isOnlyInOne || (distance > 0.01 && distance > 3 * error);
  return {
    name,
    state: stateOf(left, right),
    ...(left !== undefined && { left, leftShare: percent(shares[0]) }),
    ...(right !== undefined && { right, rightShare: percent(shares[1]) }),
    ...(left !== undefined &&
      right !== undefined &&
      left !== right && { difference: rounded(percent(shares[1]) - percent(shares[0])) }),
    ...(isNotable && { notable: true as const }),
  };
}

function percent(share: number): number {
  return Math.round(share * 10_000) / 100;
}
