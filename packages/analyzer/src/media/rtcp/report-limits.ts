/** How much is kept of what RTCP says. What is beyond is counted, or told in the row. */

/** SSRCs heard of that no stream of RTP was found for. Beyond, those silent for longest are forgotten. */
export const maxUnclaimed = 20_000;
/** They are forgotten after so long a silence. */
export const unclaimedSilenceNs: number = 120 * 1e9;
/** Who reports on one stream. */
export const maxReceivers = 8;
/** Reports of one receiver that are kept: beyond, every second one is dropped. */
export const maxPoints = 256;
/** Frames of one stream. */
export const maxFrames = 256;
/** Kinds of feedback, and packets of applications, of one stream. */
export const maxKinds = 16;
/** Sender reports that a report may answer. */
export const maxAnswered = 8;
/** Streams of one sender that are played together. */
export const maxTogether = 8;
/** Private items of one source. */
export const maxPrivate = 4;
/** Flows of RTCP whose round trips are kept. Beyond, the oldest are forgotten. */
export const maxRoundTrips = 50_000;
/** A sender report that is captured once more is known so long. */
export const capturedAgainNs: number = 0.5 * 1e9;
