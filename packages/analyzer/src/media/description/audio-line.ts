/** What a description says of its first audio. */
export type AudioLine = { readonly sends: boolean; readonly receives: boolean };

const none: AudioLine = { sends: false, receives: false };
const both: AudioLine = { sends: true, receives: true };
const directions: ReadonlyMap<string, AudioLine> = new Map([
  ['sendrecv', both],
  ['sendonly', { sends: true, receives: false }],
  ['recvonly', { sends: false, receives: true }],
  ['inactive', none],
]);
/** Lines of one description that are looked at. */
const mostLines = 2000;
const decoder = new TextDecoder('latin1');

type Section = { readonly isAudio: boolean; line: AudioLine; isHeld: boolean };

/**
 * Whether who made the description sends and wants audio: the direction of its first m-line of audio that has a port (RFC 8866 §6.7, RFC 3264 §5.1); neither where there
 * is none, or its address is 0.0.0.0 (hold as RFC 2543 had it, RFC 3264 §8.4). Read without the rest, like `scanPlaces`.
 */
export function scanAudio(sdp: Uint8Array): AudioLine {
  const session: Section = { isAudio: false, line: both, isHeld: false };
  let section = session;
  for (const line of linesOf(sdp)) {
    if (line.startsWith('m=')) {
      if (section.isAudio) break;
      section = { isAudio: isAudio(line), line: session.line, isHeld: session.isHeld };
    } else if (line.startsWith('c=')) section.isHeld = line.includes(' 0.0.0.0');
    else section.line = directions.get(line.slice(2).trim()) ?? section.line;
  }
  return section.isAudio && !section.isHeld ? section.line : none;
}

function isAudio(line: string): boolean {
  const [kind, port = '0'] = line.slice(2).split(' ', 2);
  return kind === 'audio' && Number.parseInt(port, 10) > 0;
}

/** Those that are of interest here: `m=`, `c=`, `a=` with nothing behind a colon. */
function* linesOf(sdp: Uint8Array): Generator<string, void, undefined> {
  let at = 0;
  for (let count = 0; at < sdp.length && count < mostLines; count++) {
    let end = at;
    while (end < sdp.length && sdp[end] !== 0x0a && sdp[end] !== 0x0d) end++;
    const type = sdp[at];
    // Directions are short.
    const isWanted = type === 0x6d || type === 0x63 || (type === 0x61 && end - at < 16);
    if (isWanted && sdp[at + 1] === 0x3d) yield decoder.decode(sdp.subarray(at, Math.min(end, at + 128)));
    at = end + 1;
  }
}
