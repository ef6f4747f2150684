/** What is told of conversations is bounded; what is beyond is counted. */

/** Characters of a text. */
export const maxTextCharacters = 200;
/** Characters of a name that is kept: a message id, a media type, a file's name. */
export const maxNameCharacters = 200;
/** Characters of a URI. */
export const maxUriCharacters = 1000;
/** Messages of one conversation. */
export const maxInstantMessages = 1000;
/** Frames of one conversation. */
export const maxFrames = 10_000;
/** Recipients of a message to a list, and what came back of one message. */
export const maxRecipients = 100;
export const maxNotifications = 100;
/** Hops of one message, parts of a multipart, and files, calls, dialogs, answers of one session. */
export const maxHops = 16;
export const maxParts = 16;
export const maxOfSession = 16;
/** SEND requests of one session that wait for their answers; beyond, the oldest is not matched. */
export const maxPending = 1000;
/** Ranges of one message that came with holes between them. */
export const maxRanges = 1000;

/** Page messages after so long a silence are another conversation. */
export const pageSilenceNs: number = 30 * 60 * 1e9;
/** A session of which no end was captured is taken to be over after so long a silence. */
export const sessionSilenceNs: number = 60 * 60 * 1e9;
/** A SEND without an answer has failed then. RFC 4975 §7.1.2. */
export const msrpTimeoutNs: number = 30 * 1e9;
