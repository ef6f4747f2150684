import { describe, expect, test } from 'vitest';
import { parseSdp } from '@sipscope/parser';
import { compareDescriptions } from './compare-descriptions.ts';

type Part = {
  readonly port?: number;
  readonly formats?: string;
  readonly proto?: string;
  readonly lines?: readonly string[];
};

const names: Readonly<Record<string, string>> = {
  '8': 'PCMA/8000',
  '0': 'PCMU/8000',
  '18': 'G729/8000',
  '101': 'telephone-event/8000',
};

function sdp(parts: readonly Part[], address = '192.0.2.1'): string {
  return [
    'v=0',
    `o=- 1 1 IN IP4 ${address}`,
    's=-',
    `c=IN IP4 ${address}`,
    't=0 0',
    ...parts.flatMap(({ port = 4000, formats = '8 0 18', proto = 'RTP/AVP', lines = [] }, at) => [
      `m=${at === 0 ? 'audio' : 'video'} ${port} ${proto} ${formats}`,
      ...formats
        .split(' ')
        .flatMap((format) => (names[format] === undefined ? [] : [`a=rtpmap:${format} ${names[format]}`])),
      ...lines,
    ]),
    '',
  ].join('\r\n');
}

const changes = (as: 'offer' | 'previous', before: string, after: string): readonly string[] =>
  compareDescriptions(parseSdp(before), parseSdp(after), { as, shift: 0 }).changes.map(({ text }) => text);

describe('an answer beside its offer', () => {
  const offer = sdp([{}]);

  test.each([
    ['takes one codec', offer, sdp([{ formats: '8' }]), ['PCMA chosen of PCMA, PCMU, G729']],
    ['takes several', offer, sdp([{ formats: '0 8' }]), ['PCMU, PCMA chosen of PCMA, PCMU, G729']],
    ['takes all', offer, sdp([{}]), ['All of PCMA, PCMU, G729 taken, PCMA first']],
    [
      'takes no key presses',
      sdp([{ formats: '8 101' }]),
      sdp([{ formats: '8' }]),
      ['PCMA taken', 'telephone-event not taken'],
    ],
    [
      'has no codec in common',
      sdp([{ formats: '8' }]),
      sdp([{ formats: '0' }]),
      ['No codec in common: PCMA offered, PCMU answered'],
    ],
    ['refuses', offer, sdp([{ port: 0 }]), ['audio refused']],
    [
      'leaves an m-line out',
      sdp([{}, { formats: '31' }]),
      sdp([{ formats: '8' }]),
      ['PCMA chosen of PCMA, PCMU, G729', 'No answer to the offered video: its m-line is missing'],
    ],
    [
      'sends alone',
      sdp([{ formats: '8' }]),
      sdp([{ formats: '8', lines: ['a=sendonly'] }]),
      ['PCMA taken', 'sendrecv offered, sendonly answered: only the answerer sends'],
    ],
    [
      'answers hold as it should',
      sdp([{ formats: '8', lines: ['a=sendonly'] }]),
      sdp([{ formats: '8', lines: ['a=recvonly'] }]),
      ['PCMA taken'],
    ],
    [
      'gives other numbers',
      sdp([{ formats: '96', lines: ['a=rtpmap:96 opus/48000/2'] }]),
      sdp([{ formats: '111', lines: ['a=rtpmap:111 opus/48000/2'] }]),
      ['opus taken', 'opus offered as 96, answered as 111'],
    ],
    [
      'gives no keys',
      sdp([
        {
          formats: '8',
          proto: 'RTP/SAVP',
          lines: ['a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz'],
        },
      ]),
      sdp([{ formats: '8' }]),
      ['RTP/SAVP offered, RTP/AVP answered', 'PCMA taken', 'keys in the text (SDES) offered, no keys answered'],
    ],
  ])('%s', (_name, one, other, expected) => {
    expect(changes('offer', one, other)).toEqual(expected);
  });
});

describe('a description beside the one before of its side', () => {
  test.each([
    ['says the same', sdp([{}]), sdp([{}]), []],
    ['puts on hold', sdp([{}]), sdp([{ lines: ['a=sendonly'] }]), ['sendrecv → sendonly: put on hold']],
    ['takes from hold', sdp([{ lines: ['a=inactive'] }]), sdp([{}]), ['inactive → sendrecv: taken from hold']],
    ['moves', sdp([{}]), sdp([{ port: 4002 }], '192.0.2.9'), ['Address 192.0.2.1 → 192.0.2.9', 'Port 4000 → 4002']],
    ['drops and adds codecs', sdp([{ formats: '8 0' }]), sdp([{ formats: '8 18' }]), ['PCMU dropped', 'G729 added']],
    ['reorders codecs', sdp([{ formats: '8 0' }]), sdp([{ formats: '0 8' }]), ['Order PCMA, PCMU → PCMU, PCMA']],
    ['adds a medium', sdp([{}]), sdp([{}, { formats: '31' }]), ['video added']],
    [
      'switches a medium off',
      sdp([{}, { formats: '31' }]),
      sdp([{}, { port: 0, formats: '31' }]),
      ['video switched off'],
    ],
    [
      'changes packet time',
      sdp([{ lines: ['a=ptime:20'] }]),
      sdp([{ lines: ['a=ptime:30'] }]),
      ['20 ms a packet before, 30 ms now'],
    ],
  ])('%s', (_name, one, other, expected) => {
    expect(changes('previous', one, other)).toEqual(expected);
  });

  test('pairs the lines that differ by what they are of', () => {
    const { lines } = compareDescriptions(
      parseSdp(sdp([{ formats: '8', lines: ['a=ptime:20', 'a=sendonly'] }])),
      parseSdp(sdp([{ formats: '8', lines: ['a=recvonly', 'a=ptime:30'] }], '192.0.2.9')),
      { as: 'previous', shift: 0 },
    );

    expect(lines.map(({ kind, media, before, after }) => [kind, media, before, after])).toEqual([
      ['changed', undefined, 'o=- 1 1 IN IP4 192.0.2.1', 'o=- 1 1 IN IP4 192.0.2.9'],
      ['changed', undefined, 'c=IN IP4 192.0.2.1', 'c=IN IP4 192.0.2.9'],
      ['added', 0, undefined, 'a=recvonly'],
      ['changed', 0, 'a=ptime:20', 'a=ptime:30'],
      ['removed', 0, 'a=sendonly', undefined],
    ]);
  });
});
