/** What is found in the packets of a video stream. */
export type VideoRow = {
  /** Of the picture, in samples, where the stream says it last. */
  readonly width?: number;
  readonly height?: number;
  /** Each size and when it began; the first 32. */
  readonly sizes?: readonly VideoSize[];
  readonly moreSizes?: number;
  /** As its codec names it: `High`, `Main 10`, `0` … and `3.1` … */
  readonly profile?: string;
  readonly level?: string;
  /** Frames of which all packets came. */
  readonly frames: number;
  /** Frames of which packets are missing, or before which packets are missing. */
  readonly damagedFrames?: number;
  /** Whole frames by the time from the first to the last. */
  readonly fps?: number;
  /** Whole frames in each interval, from the first packet on. */
  readonly framesOverTime?: { readonly intervalMs: number; readonly frames: readonly number[] };
  /** Of payload, without headers. */
  readonly bitRate?: number;
  readonly keyFrames: number;
  /** The first 100. */
  readonly keyFrameTimes?: readonly { readonly time: string; readonly frame: number }[];
  /** Between two of them. */
  readonly longestKeyFrameIntervalMs?: number;
  /** SPS, PPS, VPS, sequence headers. */
  readonly parameterSets?: number;
  /** Layers of a scalable stream, where it has more than one. */
  readonly spatialLayers?: number;
  readonly temporalLayers?: number;
  readonly freezes?: number;
  readonly frozenMs?: number;
  /** The first 100. */
  readonly freezeTimes?: readonly VideoFreeze[];
  /** Packets whose payload contradicts its format. */
  readonly malformed?: number;
};

export type VideoSize = {
  readonly time: string;
  readonly frame: number;
  readonly width: number;
  readonly height: number;
};

/** No whole frame for longer than three mean intervals and than one and 150 ms, as `freezeCount` of WebRTC has it. */
export type VideoFreeze = {
  /** When the frame before was whole. */
  readonly time: string;
  readonly durationMs: number;
  /** Packet that ended it. */
  readonly frame: number;
  /** Packets were lost; nothing was sent, by the timestamps; else it came late. */
  readonly cause: 'loss' | 'not-sent' | 'late';
};
