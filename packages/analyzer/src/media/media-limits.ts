/** How much is kept of media. Reaching one is told in a diagnostic (`limit-streams`); what was read stays. */
export type MediaLimits = {
  /** Streams of RTP that may be open at once. Beyond, those silent for longest are taken to be over: what comes of them later is told as something new. */
  readonly streamsAtOnce: number;
  /** SSRCs on one flow. Packets of further ones are not read. */
  readonly ssrcsOfFlow: number;
  /** Streams of one call that are listed. */
  readonly streamsOfCall: number;
  /** SSRCs that no description tells of and that are watched until they prove to be RTP. Beyond, those watched for longest are forgotten. */
  readonly watchedAtOnce: number;
  /** Sessions whose descriptions are kept, until their calls are over. Beyond, the oldest are forgotten. */
  readonly describedAtOnce: number;
  /** Pairs of addresses, so many in all: datagrams of others that look like RTP are not read. */
  readonly flows: number;
  /** Seconds of capture time without a packet until a stream is told. It goes on where more comes. */
  readonly settledSeconds: number;
  /** And until it is over: what comes later is told as a new stream. A call that goes on may be on hold for so long. */
  readonly overSeconds: number;
  /** The same of a stream that is of no call, or of one that is over. */
  readonly looseSeconds: number;
};

export const defaultMediaLimits: MediaLimits = {
  streamsAtOnce: 20_000,
  ssrcsOfFlow: 4096,
  streamsOfCall: 256,
  watchedAtOnce: 4096,
  describedAtOnce: 50_000,
  flows: 2_000_000,
  settledSeconds: 8,
  overSeconds: 300,
  looseSeconds: 60,
};
