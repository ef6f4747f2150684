/** When the request was sent, by the sender's own clock, and how long the answer took. RFC 3261 §20.38. */
export class Timestamp {
  readonly timestamp: string;
  readonly delay: string | undefined;

  constructor(timestamp: string, delay: string | undefined) {
    this.timestamp = timestamp;
    this.delay = delay;
  }

  get seconds(): number {
    return Number(this.timestamp);
  }

  get delaySeconds(): number | undefined {
    return this.delay === undefined ? undefined : Number(this.delay);
  }
}

/** The text of a Timestamp. RFC 3261 §20.38. */
export function writeTimestamp({ timestamp, delay }: Pick<Timestamp, 'timestamp' | 'delay'>): string {
  return delay === undefined ? timestamp : `${timestamp} ${delay}`;
}
