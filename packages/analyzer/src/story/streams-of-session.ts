import { parseTime } from '../follow/parse-time.ts';
import type { MediaState, SessionRow, SessionState, StreamRow } from '../rows.ts';

/** Streams of one m-line in one state that are named. */
const most = 32;

/** The session with the streams that ran in each of its states: those of the m-line's kind, and of its ports where several m-lines are of one kind. */
export function withStreams(session: SessionRow, streams: readonly StreamRow[]): SessionRow {
  if (streams.length === 0) return session;
  return { ...session, states: session.states.map((state) => stateWithStreams(state, streams)) };
}

function stateWithStreams(state: SessionState, streams: readonly StreamRow[]): SessionState {
  const [fromNs, toNs] = [parseTime(state.started), state.ended === undefined ? undefined : parseTime(state.ended)];
  const running = streams.filter(
    ({ started, ended }) => parseTime(ended) > fromNs && (toNs === undefined || parseTime(started) < toNs),
  );
  if (running.length === 0) return state;
  return { ...state, media: state.media.map((media) => mediaWithStreams(media, state.media, running)) };
}

function mediaWithStreams(media: MediaState, all: readonly MediaState[], running: readonly StreamRow[]): MediaState {
  if (media.status !== 'active') return media;
  const isOnly = all.filter(({ kind, status }) => kind === media.kind && status === 'active').length === 1;
  const own = running.filter(
    (stream) => (stream.kind ?? 'audio') === media.kind && (isOnly || usesPorts(stream, media)),
  );
  return own.length === 0 ? media : { ...media, streams: own.slice(0, most).map(({ id }) => id) };
}

function usesPorts({ srcPort, dstPort }: StreamRow, { local, remote }: MediaState): boolean {
  const ports = new Set([local?.port, remote?.port]);
  return ports.has(dstPort) || ports.has(srcPort);
}
