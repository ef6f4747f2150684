import type { Ladder, LadderArrow } from '@sipscope/analyzer';
import { label } from '../format/visible.ts';
import { statusTone } from '../parts/outcome.ts';
import { words } from '../words/words.ts';
import { groupLetter, hues } from './ladder-hues.ts';
import { inkColor } from './drawing-look.ts';
import { ladderWords } from './ladder-words.ts';

/** What the colour of an arrow tells: request, or class of its response; the dialog, the hop, the leg it is of. */
export const colourings = ['outcome', 'dialog', 'hop', 'leg'] as const;
export type Colouring = (typeof colourings)[number];

/** The colour of an arrow, by the name of its class. */
export type ArrowTone = 'ink' | 'quiet' | 'good' | 'moved' | 'bad' | `hue-${number}`;

export type LegendEntry = {
  readonly tone: ArrowTone;
  /** Written on each arrow of it, so that it is told without colour. */
  readonly letter?: string;
  readonly label: string;
  /** How its line is drawn. */
  readonly line: 'request' | 'response' | 'provisional';
  readonly count: number;
};

export type ArrowColours = {
  readonly toneOf: (arrow: LadderArrow) => ArrowTone;
  readonly letterOf: (arrow: LadderArrow) => string | undefined;
  readonly legend: readonly LegendEntry[];
};

const outcomeWords = words('ladder-outcome', {
  request: 'request',
  provisional: '1xx',
  success: '2xx',
  redirection: '3xx',
  failure: '4xx to 6xx',
});

const classes = [
  { name: 'request', tone: 'ink', line: 'request' },
  { name: 'provisional', tone: 'quiet', line: 'provisional' },
  { name: 'success', tone: 'good', line: 'response' },
  { name: 'redirection', tone: 'moved', line: 'response' },
  { name: 'failure', tone: 'bad', line: 'response' },
] as const;

export function colourArrows(ladder: Ladder, colouring: Colouring): ArrowColours {
  return colouring === 'outcome' ? byOutcome(ladder) : byGroup(ladder, groupings[colouring](ladder));
}

/** A tone as a picture has it. */
export function toneColor(tone: ArrowTone, theme: 'light' | 'dark'): string {
  if (tone === 'ink' || tone === 'quiet' || tone === 'good' || tone === 'moved' || tone === 'bad')
    return inkColor(tone, theme);
  return hues[Number(tone.slice(4)) % hues.length]?.[theme] ?? inkColor('ink', theme);
}

function outcomeTone({ kind, status = 0 }: LadderArrow): ArrowTone {
  if (kind === 'request') return 'ink';
  const tone = statusTone(status);
  return tone === 'good' || tone === 'moved' || tone === 'bad' ? tone : 'quiet';
}

function byOutcome({ arrows }: Ladder): ArrowColours {
  const counts = new Map<ArrowTone, number>();
  for (const arrow of arrows) counts.set(outcomeTone(arrow), (counts.get(outcomeTone(arrow)) ?? 0) + 1);
  const legend = classes.flatMap(({ name, tone, line }): readonly LegendEntry[] => {
    const count = counts.get(tone) ?? 0;
    return count === 0 ? [] : [{ tone, line, count, label: outcomeWords[name] }];
  });
  return { toneOf: outcomeTone, letterOf: () => undefined, legend };
}

type Grouping = {
  /** Undefined of an arrow of no group. */
  readonly keyOf: (arrow: LadderArrow) => string | undefined;
  readonly labelOf: (arrow: LadderArrow, place: number) => string;
};

const groupings: Readonly<Record<Exclude<Colouring, 'outcome'>, (ladder: Ladder) => Grouping>> = {
  dialog: (ladder) => ({ keyOf: ({ dialog }) => dialog, labelOf: (arrow) => hopName(ladder, arrow) }),
  hop: (ladder) => ({
    keyOf: ({ from, to }) => `${Math.min(from, to)} ${Math.max(from, to)}`,
    labelOf: (arrow) => hopName(ladder, arrow),
  }),
  leg: () => ({
    keyOf: ({ callId }) => callId,
    labelOf: ({ callId }, place) => label(callId ?? ladderWords.leg(place + 1), 28),
  }),
};

function byGroup({ arrows }: Ladder, { keyOf, labelOf }: Grouping): ArrowColours {
  const groups = new Map<string, { readonly entry: Omit<LegendEntry, 'count'>; count: number }>();
  let loose = 0;
  for (const arrow of arrows) {
    const key = keyOf(arrow);
    if (key === undefined) loose += 1;
    else {
      const known = groups.get(key);
      if (known === undefined)
        groups.set(key, { entry: groupEntry(groups.size, labelOf(arrow, groups.size)), count: 1 });
      else known.count += 1;
    }
  }
  const entryOf = (arrow: LadderArrow): Omit<LegendEntry, 'count'> | undefined => groups.get(keyOf(arrow) ?? '')?.entry;
  const rest: LegendEntry = { tone: 'quiet', line: 'request', label: ladderWords.noDialog, count: loose };
  return {
    toneOf: (arrow) => entryOf(arrow)?.tone ?? 'quiet',
    letterOf: (arrow) => entryOf(arrow)?.letter,
    legend: [...[...groups.values()].map(({ entry, count }) => ({ ...entry, count })), ...(loose > 0 ? [rest] : [])],
  };
}

function groupEntry(place: number, name: string): Omit<LegendEntry, 'count'> {
  return { tone: `hue-${place % hues.length}`, letter: groupLetter(place), line: 'request', label: name };
}

function hopName({ lanes }: Ladder, { from, to }: LadderArrow): string {
  const name = (at: number): string => label(lanes[at]?.name ?? lanes[at]?.address ?? '?', 20);
  return from === to ? name(from) : `${name(Math.min(from, to))} ↔ ${name(Math.max(from, to))}`;
}
