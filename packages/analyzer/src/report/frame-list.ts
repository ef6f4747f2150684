/** Frames of one line that are written. */
const mostFrames = 6;

/** `#17 #19 …` */
export function frameList(frames: readonly number[]): string {
  const shown = frames.slice(0, mostFrames).map((frame) => `#${frame}`);
  return `${shown.join(' ')}${frames.length > mostFrames ? ' …' : ''}`;
}
