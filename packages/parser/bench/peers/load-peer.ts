import type { KeptState, Peer, Task, Work } from './peer.ts';

type PeerRow = { readonly tasks: readonly Task[]; readonly load: () => Promise<Peer> };

/** Who is measured at what. A process loads one of them only: other parsers' shapes would slow it down. */
const peerTable = {
  '@sipscope/parser': {
    tasks: ['framing', 'keys', 'identity', 'jssip-headers', 'headers', 'headers-sdp', 'everything', 'sdp'],
    load: async () => (await import('./sipscope.ts')).sipscope,
  },
  sip: { tasks: ['identity', 'headers', 'headers-sdp', 'sdp'], load: async () => (await import('./sip.ts')).sip },
  'drachtio-srf': {
    tasks: ['framing', 'identity', 'headers', 'headers-sdp'],
    load: async () => (await import('./drachtio.ts')).drachtio,
  },
  'sip-parsing': { tasks: ['framing', 'identity'], load: async () => (await import('./sip-parsing.ts')).sipParsing },
  jssip: {
    tasks: ['identity', 'jssip-headers', 'headers', 'headers-sdp'],
    load: async () => (await import('./jssip.ts')).jssip,
  },
  'sip.js': { tasks: ['identity', 'jssip-headers', 'headers'], load: async () => (await import('./sip-js.ts')).sipJs },
  'sdp-transform': { tasks: ['sdp'], load: async () => (await import('./sdp-transform.ts')).sdpTransform },
  sdp: { tasks: ['sdp'], load: async () => (await import('./sdp.ts')).sdp },
} as const satisfies Record<string, PeerRow>;

export type PeerName = keyof typeof peerTable;
// The keys of the table are its names.
export const peerNames: readonly PeerName[] = Object.keys(peerTable) as PeerName[];
export const ours: PeerName = '@sipscope/parser';

/** Those who do the task. */
export const peersOf = (task: Task): readonly PeerName[] =>
  peerNames.filter((name) => (peerTable[name].tasks as readonly Task[]).includes(task));

/** A task on messages as the peer takes them. */
export type PreparedWork = { readonly count: number; readonly run: (index: number) => number };

export async function loadWork(name: PeerName, task: Task, messages: readonly Buffer[]): Promise<PreparedWork> {
  const peer = await peerTable[name].load();
  if (peer.input === 'bytes') return prepared(peer.works[task], messages);
  return prepared(
    peer.works[task],
    messages.map((bytes) => bytes.toString()),
  );
}

/** What is held of messages, if this is what the peer makes of them; undefined where it does not. */
export async function loadKeeper(
  name: PeerName,
  state: KeptState,
  messages: readonly Buffer[],
): Promise<(() => readonly unknown[]) | undefined> {
  const peer = await peerTable[name].load();
  if (peer.input === 'bytes') return keeper(peer.keeps?.[state], messages);
  return keeper(
    peer.keeps?.[state],
    messages.map((bytes) => bytes.toString()),
  );
}

function keeper<Input>(
  keep: ((message: Input) => unknown) | undefined,
  messages: readonly Input[],
): (() => readonly unknown[]) | undefined {
  if (keep === undefined) return undefined;
  return () => {
    const kept: unknown[] = [];
    for (const message of messages) {
      const one = safely(() => keep(message));
      if (one !== undefined) kept.push(one);
    }
    return kept;
  };
}

/** Some parsers throw at messages they do not understand: these are not counted. */
function safely<Value>(make: () => Value): Value | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

function prepared<Input>(work: Work<Input> | undefined, messages: readonly Input[]): PreparedWork {
  if (work === undefined) throw new TypeError('This peer has no such task.');
  // The index is below the count.
  return { count: messages.length, run: (index) => work(messages[index]!) };
}
