import { defaultWebSocketLimits, type WebSocketLimits } from './websocket-limits.ts';

/** What all WebSocket connections of a capture inflate together: who sends bombs sends many. */
export class InflationBudget {
  readonly limits: WebSocketLimits;
  #compressedBytes = 0;
  #inflatedBytes = 0;

  constructor(limits: Partial<WebSocketLimits> = {}) {
    this.limits = { ...defaultWebSocketLimits, ...limits };
  }

  /** Whether so much came out of so little that no more is inflated. */
  get isSpent(): boolean {
    const { inflationGraceBytes, inflationRatio } = this.limits;
    return this.#inflatedBytes > inflationGraceBytes && this.#inflatedBytes > inflationRatio * this.#compressedBytes;
  }

  spend(compressedBytes: number, inflatedBytes: number): void {
    this.#compressedBytes += compressedBytes;
    this.#inflatedBytes += inflatedBytes;
  }
}
