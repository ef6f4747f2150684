/** Something a person can do on the page: by key, in the palette, and told in the help. */
export type Command = {
  /** Stable, for keys are bound to it: `ladder.find`. */
  readonly id: string;
  /** What it does, as the palette and the help say it: `Find in the ladder`. */
  readonly title: string;
  /** The heading it stands under in the help: `Call`. */
  readonly group: string;
  /** Its keys, unless a person bound others: `f`, `Shift+N`, `$mod+k` (the notation of tinykeys). */
  readonly keys?: readonly string[];
  /** Whether its keys work while text is being written, too. */
  readonly whileWriting?: boolean;
  readonly run: () => void;
};
