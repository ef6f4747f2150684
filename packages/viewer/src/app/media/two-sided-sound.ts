/** Plays a recording of two sides, each of which can be silenced. Browsers let sound be made where somebody has asked for it: `start` is called then. */
export class TwoSidedSound {
  readonly #element: HTMLAudioElement;
  #context: AudioContext | undefined;
  #gains: readonly [GainNode, GainNode] | undefined;
  #muted: readonly [boolean, boolean] = [false, false];

  constructor(element: HTMLAudioElement) {
    this.#element = element;
  }

  async start(): Promise<void> {
    this.#connect();
    // It may wait for as long as there is nothing to sound with: that keeps nobody from looking.
    void this.#context?.resume();
    await this.#element.play();
  }

  mute(muted: readonly [left: boolean, right: boolean]): void {
    this.#muted = muted;
    this.#gains?.forEach((gain, side) => {
      gain.gain.value = this.#muted[side] === true ? 0 : 1;
    });
  }

  async close(): Promise<void> {
    this.#element.pause();
    await this.#context?.close();
  }

  /** The caller stays on the left, the callee on the right. */
  #connect(): void {
    if (this.#context !== undefined) return;
    const context = new AudioContext();
    const splitter = context.createChannelSplitter(2);
    context.createMediaElementSource(this.#element).connect(splitter);
    const merger = context.createChannelMerger(2);
    const gains = [context.createGain(), context.createGain()] as const;
    for (const [side, gain] of gains.entries()) {
      splitter.connect(gain, side);
      gain.connect(merger, 0, side);
    }
    merger.connect(context.destination);
    this.#context = context;
    this.#gains = gains;
    this.mute(this.#muted);
  }
}
