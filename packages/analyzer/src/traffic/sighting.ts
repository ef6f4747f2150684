/** Frames that are listed. */
const mostFrames = 10;

/** How often something was seen, when, and where first. Times in ns of capture time. */
export class Sighting {
  count = 0;
  firstNs = 0;
  lastNs = 0;
  readonly frames: number[] = [];

  add(timeNs: number, frame: number): void {
    if (this.count++ === 0) this.firstNs = timeNs;
    this.firstNs = Math.min(this.firstNs, timeNs);
    this.lastNs = Math.max(this.lastNs, timeNs);
    if (this.frames.length < mostFrames) this.frames.push(frame);
  }
}
