/** Periods of a voice, in seconds: 66 to 400 Hz, as in G.711 Appendix I. */
const PERIOD = { least: 0.0025, most: 0.015 } as const;
/** How much of what was heard is compared. */
const COMPARED_SECONDS = 0.01;
/** From the first until the second it becomes silence. */
const FADE = { from: 0.01, until: 0.06 } as const;

/** As much of what was heard last as concealing asks for. */
export const HISTORY_SECONDS: number = 2 * PERIOD.most;

/**
 * Samples in place of lost ones, in the spirit of ITU-T G.711 Appendix I: the last period of the voice again and again, softer and softer, until after 60 ms there is silence.
 * `history`: what was heard before.
 */
export function concealed(history: Int16Array, samples: number, rateHz: number): Int16Array {
  const given = new Int16Array(samples);
  const period = periodOf(history, rateHz);
  if (period === 0) return given;
  const [from, until] = [FADE.from * rateHz, FADE.until * rateHz];
  const length = Math.min(samples, Math.floor(until));
  for (let at = 0; at < length; at++) {
    const gain = at < from ? 1 : (until - at) / (until - from);
    given[at] = Math.round(history[history.length - period + (at % period)]! * gain);
  }
  return given;
}

/** By which the last samples are most like those before them; 0 where too little was heard. */
function periodOf(history: Int16Array, rateHz: number): number {
  const compared = Math.round(COMPARED_SECONDS * rateHz);
  const most = Math.min(Math.floor(PERIOD.most * rateHz), history.length - compared);
  let best = 0;
  let likeness = -Infinity;
  for (let period = Math.ceil(PERIOD.least * rateHz); period <= most; period++) {
    let product = 0;
    let power = 1;
    for (let at = history.length - compared; at < history.length; at++) {
      const before = history[at - period]!;
      product += history[at]! * before;
      power += before * before;
    }
    const found = product / Math.sqrt(power);
    if (found <= likeness) continue;
    [best, likeness] = [period, found];
  }
  return best;
}
