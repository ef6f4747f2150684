import { describe, expect, test } from 'vitest';
import { sdpOf, SessionTalk } from '../../test/session-talk.ts';
import { MediaAddresses } from './media-addresses.ts';

/** Answered in the second 2, moved in the second 5, over in the second 7. */
function talkThatMoves(): { readonly talk: SessionTalk; readonly addresses: MediaAddresses } {
  const talk = new SessionTalk();
  talk.say('a', 'INVITE', { sdp: sdpOf('10.0.0.1', [4000]) });
  talk.say('a', '200 INVITE', { sdp: sdpOf('10.0.0.2', [5000]) });
  talk.say('a', 'ACK');
  talk.say('b', 'INVITE', { sdp: sdpOf('10.0.0.2', [5002], 2), cseq: 2, tag: 'b' });
  talk.say('b', '200 INVITE', { sdp: sdpOf('10.0.0.1', [4000]), cseq: 2 });
  talk.say('b', 'ACK', { cseq: 2 });
  talk.say('b', 'BYE', { cseq: 3 });
  const addresses = new MediaAddresses();
  for (const negotiation of talk.negotiations) addresses.add(negotiation);
  return { talk, addresses };
}

describe('MediaAddresses', () => {
  test('finds whose an address is at a time', () => {
    const { addresses } = talkThatMoves();

    expect(addresses.at('10.0.0.2', 5000, 3e9)).toMatchObject({ side: 'remote', media: { kind: 'audio' } });
    expect(addresses.at('10.0.0.2', 5002, 6e9)).toMatchObject({ side: 'remote' });
    expect(addresses.at('10.0.0.1', 4000, 6e9)?.state.startedNs).toBe(5e9);
  });

  test('gives an address to the state before for 200 ms more', () => {
    const { addresses } = talkThatMoves();

    expect(addresses.at('10.0.0.2', 5000, 5.1e9)?.state.startedNs).toBe(2e9);
    expect(addresses.at('10.0.0.2', 5000, 5.3e9)).toBeUndefined();
  });

  test('knows none before the answer, none after the end, none of another port', () => {
    const { addresses } = talkThatMoves();

    expect(addresses.at('10.0.0.1', 4000, 1e9)).toBeUndefined();
    expect(addresses.at('10.0.0.1', 4000, 8e9)).toBeUndefined();
    expect(addresses.at('10.0.0.1', 4001, 3e9)).toBeUndefined();
  });

  test('forgets a dialog', () => {
    const { talk, addresses } = talkThatMoves();
    for (const negotiation of talk.negotiations) addresses.remove(negotiation);

    expect(addresses.at('10.0.0.1', 4000, 3e9)).toBeUndefined();
  });
});
