import { type Colouring, colourings } from './colour-arrows.ts';
import { type Spacing, spacings } from './layout-ladder.ts';
import { type TimeMode, timeModes } from './time-modes.ts';

/** How a ladder is drawn, as its reader wants it. */
export type LadderLook = { readonly times: TimeMode; readonly spacing: Spacing; readonly colours: Colouring };

export const plainLook: LadderLook = { times: 'since', spacing: 'even', colours: 'outcome' };

const choices = { times: timeModes, spacing: spacings, colours: colourings } as const;

/** A look from what an address says: the plain one where it says nothing, or what there is not. */
export function readLook(said: Readonly<Partial<Record<keyof LadderLook, string | undefined>>>): LadderLook {
  return {
    times: timeModes.find((one) => one === said.times) ?? plainLook.times,
    spacing: spacings.find((one) => one === said.spacing) ?? plainLook.spacing,
    colours: colourings.find((one) => one === said.colours) ?? plainLook.colours,
  };
}

/** What of a look an address must say. */
export function writtenLook(look: LadderLook): Partial<LadderLook> {
  const { times, spacing, colours } = look;
  return {
    ...(times !== plainLook.times && { times }),
    ...(spacing !== plainLook.spacing && { spacing }),
    ...(colours !== plainLook.colours && { colours }),
  };
}

/** The look with the next choice of one kind, round and round. */
export function nextLook(look: LadderLook, which: keyof LadderLook): LadderLook {
  const values: readonly string[] = choices[which];
  const next = values[(values.indexOf(look[which]) + 1) % values.length];
  return readLook({ ...look, [which]: next });
}

export function isOtherLook(one: LadderLook, other: LadderLook | undefined): boolean {
  return one.times !== other?.times || one.spacing !== other.spacing || one.colours !== other.colours;
}
