import type { SessionRecord } from './session-record.ts';
import type { StreamRecord } from './stream-record.ts';

/** What the media stage tells: of streams, and of the sessions that they are part of. */
export type MediaRecord = StreamRecord | SessionRecord;

export type MediaReport = (record: MediaRecord) => void;
