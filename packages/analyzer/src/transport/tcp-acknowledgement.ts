/** What is older than this was not sent again, but by another connection of the same ports. */
export const maxAgeBytes: number = 2 ** 20;

/** How far the other side has received a stream. Numbers are signed, as in `TcpStream`. RFC 9293 §3.4. */
export class TcpAcknowledgement {
  /** Number of the byte it expects next; undefined until it has said so. */
  #next: number | undefined;

  receive(next: number): void {
    const ahead = this.#next === undefined ? 1 : (next - this.#next) | 0;
    if (ahead > 0 || ahead < -maxAgeBytes) this.#next = next;
  }

  /** Whether it had everything before the byte with this number. */
  covers(sequence: number): boolean {
    return this.#next !== undefined && ((this.#next - sequence) | 0) >= 0;
  }

  /** Whether it may well be sent the byte with this number now. */
  isNear(sequence: number): boolean {
    return this.#next !== undefined && Math.abs((sequence - this.#next) | 0) <= maxAgeBytes;
  }
}
