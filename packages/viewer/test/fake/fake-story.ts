import type { CallStory, MediaState, StoryEvent } from '@sipscope/analyzer';
import { timeAt } from './fake-rows.ts';

const audio: MediaState = {
  kind: 'audio',
  proto: 'RTP/AVP',
  status: 'active',
  direction: 'sendrecv',
  codecs: [{ name: 'PCMA', clockHz: 8000, localPayloadType: 8, remotePayloadType: 8 }],
  local: { address: '10.0.1.5', port: 49_170, direction: 'sendrecv', formats: ['8'] },
  remote: { address: '10.0.3.7', port: 30_002, direction: 'sendrecv', formats: ['8'] },
};

/** What is told of the call that `fakeLadder` draws, and of a hold. */
export function fakeStory(call: string): CallStory {
  const event = (atMs: number, kind: StoryEvent['kind'], text: string, frame: number, leg = 0): StoryEvent => ({
    kind,
    time: timeAt(atMs),
    sinceStartMs: atMs,
    leg,
    text,
    frames: [frame],
  });
  return {
    call,
    started: timeAt(0),
    legs: [
      {
        dialog: 'd1',
        callId: 'fake@10.0.1.5',
        local: 'sip:alice@example.com',
        remote: 'sip:bob@example.com',
        names: { local: 'alice', remote: 'bob' },
        path: ['10.0.1.5:5060', '10.0.2.9:5060', '10.0.3.7:5060'],
        session: {
          dialog: 'd1',
          states: [
            {
              started: timeAt(120),
              ended: timeAt(900),
              frames: [1, 4],
              offerer: 'local',
              media: [audio],
              complete: true,
            },
            {
              started: timeAt(900),
              frames: [7],
              offerer: 'local',
              media: [{ ...audio, direction: 'sendonly', hold: 'local' }],
              complete: true,
            },
          ],
          exchanges: [],
        },
      },
    ],
    events: [
      event(0, 'call', 'alice calls bob at sip:bob@example.com, offering audio PCMA PCMU.', 1),
      event(2.1, 'authentication', '10.0.2.9:5060 asks for credentials for sbc.example (407 to INVITE).', 2),
      event(900, 'hold', 'alice puts bob on hold (audio sendonly), only alice sends now.', 7),
      event(4102, 'failed', 'bob (10.0.3.7:5060): 503 Service Unavailable after 4.1 s.', 9),
    ],
    participants: [],
  };
}
