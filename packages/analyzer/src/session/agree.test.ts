import { describe, expect, test } from 'vitest';
import { SessionTalk } from '../../test/session-talk.ts';
import type { MediaState, SessionRow } from '../rows.ts';

type Party = 'alice' | 'bob';

const hosts = { alice: 'host.atlanta.example.com', bob: 'host.biloxi.example.com' };
const maps: Readonly<Record<string, string>> = {
  0: 'PCMU/8000',
  4: 'G723/8000',
  8: 'PCMA/8000',
  18: 'G729/8000',
  31: 'H261/90000',
  32: 'MPV/90000',
  97: 'iLBC/8000',
  98: 'telephone-event/8000',
  99: 'iLBC/8000',
  101: 'telephone-event/8000',
  110: 'telephone-events/8000',
};

/** As the examples of the RFCs write it: `version` counts from 0, m-lines without their proto, `c=` within a line behind a bar. */
function sdp(party: Party, version: number, lines: readonly string[], address = hosts[party]): string {
  const id = party === 'alice' ? 2_890_844_526 : 2_808_844_564;
  const media = lines.flatMap((line) => {
    const [field = '', ...more] = line.split('|');
    const [kind = '', port = '', ...formats] = field.split(' ');
    return [
      `m=${kind} ${port} RTP/AVP ${formats.join(' ')}`,
      ...more.filter((one) => one.startsWith('c=')),
      ...formats.map((format) => `a=rtpmap:${format} ${maps[format]}`),
      ...more.filter((one) => one.startsWith('a=')),
    ];
  });
  const session = [
    'v=0',
    `o=${party} ${id} ${id + version} IN IP4 ${hosts[party]}`,
    's=',
    `c=IN IP4 ${address}`,
    't=0 0',
  ];
  return [...session, ...media, ''].join('\r\n');
}

/** Offers and answers one after the other: of INVITEs and their 2xx, by whoever offers. */
function exchange(...descriptions: readonly string[]): SessionRow {
  const talk = new SessionTalk();
  for (let index = 0; index < descriptions.length; index += 2) {
    const [offer = '', answer = ''] = descriptions.slice(index, index + 2);
    const offerer = offer.includes('o=alice') ? 'a' : 'b';
    const cseq = index + 1;
    talk.say(offerer, 'INVITE', { sdp: offer, cseq, ...(index > 0 && { tag: 'b' }) });
    talk.say(offerer, '200 INVITE', { sdp: answer, cseq });
    talk.say(offerer, 'ACK', { cseq });
  }
  return talk.row();
}

/** `audio 49170 49920 sendrecv PCMU` */
function shown({ kind, status, direction, hold, codecs, local, remote }: MediaState): string {
  const names = codecs.map(({ name, localPayloadType, remotePayloadType }) =>
    localPayloadType === remotePayloadType ? name : `${name} ${localPayloadType}/${remotePayloadType}`,
  );
  const ports = [local?.port, remote?.port];
  if (status !== 'active') return [kind, status].join(' ');
  return [kind, ...ports, direction, ...(hold === undefined ? [] : [`held by ${hold}`]), ...names].join(' ');
}

const mediaOf = ({ states }: SessionRow): unknown[] => states.map(({ media }) => media.map(shown));
const versionsOf = ({ exchanges }: SessionRow): unknown[] =>
  exchanges.flatMap(({ offer, answer }) => [offer?.version, answer?.version]);

describe('the examples of RFC 3264 §10', () => {
  test('10.1: a stream declined, another moved, and one added', () => {
    const row = exchange(
      sdp('alice', 0, ['audio 49170 0', 'video 51372 31', 'video 53000 32']),
      sdp('bob', 0, ['audio 49920 0', 'video 0 31', 'video 53000 32']),
      sdp('bob', 1, ['audio 65422 0', 'video 0 31', 'video 53000 32', 'audio 51434 110|a=recvonly']),
      sdp('alice', 1, ['audio 49170 0', 'video 0 31', 'video 53000 32', 'audio 53122 110|a=sendonly']),
    );

    expect(mediaOf(row)).toEqual([
      ['audio 49170 49920 sendrecv PCMU', 'video declined', 'video 53000 53000 sendrecv MPV'],
      [
        'audio 49170 65422 sendrecv PCMU',
        'video disabled',
        'video 53000 53000 sendrecv MPV',
        'audio 53122 51434 sendonly telephone-events',
      ],
    ]);
    expect(versionsOf(row)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('10.2: inactive until one codec is chosen, which is no hold', () => {
    const row = exchange(
      sdp('alice', 0, ['audio 62986 0 4 18|a=inactive']),
      sdp('bob', 1, ['audio 54344 0 4|a=inactive']),
      sdp('alice', 1, ['audio 62986 4|a=sendrecv']),
      sdp('bob', 2, ['audio 54344 4|a=sendrecv']),
    );

    expect(mediaOf(row)).toEqual([['audio 62986 54344 inactive PCMU G723'], ['audio 62986 54344 sendrecv G723']]);
  });
});

const [audio, video] = ['audio 49170 0 8 97', 'video 51372 31 32'];
const audioEvents = ['audio 49170 0 97', 'audio 49172 98|a=sendonly'];
const bobEvents = ['audio 49172 97', 'audio 49174 98|a=recvonly'];
const [oneAudio, oneVideo] = ['audio 49170 97', 'video 51372 31'];
const bobBoth = ['audio 49174 97', 'video 49170 31'];

describe('the examples of RFC 4317', () => {
  test.each<[string, string[], string[][]]>([
    [
      '2.1: one codec of each is accepted',
      [sdp('alice', 0, [audio, video]), sdp('bob', 0, ['audio 49174 0', 'video 49170 32'])],
      [['audio 49170 49174 sendrecv PCMU', 'video 51372 49170 sendrecv MPV']],
    ],
    [
      '2.2: two codecs, then one; the video stays declined',
      [
        sdp('alice', 0, [audio, video]),
        sdp('bob', 0, ['audio 49172 0 8', 'video 0 31']),
        sdp('alice', 1, ['audio 51372 0', 'video 0 31']),
        sdp('bob', 1, ['audio 49172 0', 'video 0 31']),
      ],
      [
        ['audio 49170 49172 sendrecv PCMU PCMA', 'video declined'],
        ['audio 51372 49172 sendrecv PCMU', 'video disabled'],
      ],
    ],
    [
      '2.3: each side has a payload type of its own for the codec',
      [sdp('alice', 0, [audio, video]), sdp('bob', 0, ['audio 49172 99', 'video 51374 31'])],
      [['audio 49170 49172 sendrecv iLBC 97/99', 'video 51372 51374 sendrecv H261']],
    ],
    [
      '2.4: a stream for telephone events',
      [sdp('alice', 0, audioEvents), sdp('bob', 0, bobEvents)],
      [['audio 49170 49172 sendrecv iLBC', 'audio 49172 49174 sendonly telephone-event']],
    ],
    [
      '2.5: the callee moves',
      [
        sdp('alice', 0, [oneAudio, oneVideo]),
        sdp('bob', 0, bobBoth),
        sdp('bob', 1, ['audio 49178 97', 'video 49188 31'], 'newhost.biloxi.example.com'),
        sdp('alice', 0, [oneAudio, oneVideo]),
      ],
      [
        ['audio 49170 49174 sendrecv iLBC', 'video 51372 49170 sendrecv H261'],
        ['audio 49170 49178 sendrecv iLBC', 'video 51372 49188 sendrecv H261'],
      ],
    ],
    [
      '2.6: one of two streams is declined',
      [sdp('alice', 0, ['audio 49170 0', 'audio 51372 97 101']), sdp('bob', 0, ['audio 0 0', 'audio 49170 97 101'])],
      [['audio declined', 'audio 51372 49170 sendrecv iLBC telephone-event']],
    ],
    [
      '2.7: a second video codec is added',
      [
        sdp('alice', 0, ['audio 49170 99', 'video 51372 31']),
        sdp('bob', 0, ['audio 49172 99', 'video 51374 31']),
        sdp('alice', 1, ['audio 49170 99', 'video 51372 31 32']),
        sdp('bob', 1, ['audio 49172 99', 'video 51374 31 32']),
      ],
      [
        ['audio 49170 49172 sendrecv iLBC', 'video 51372 51374 sendrecv H261'],
        ['audio 49170 49172 sendrecv iLBC', 'video 51372 51374 sendrecv H261 MPV'],
      ],
    ],
    [
      '2.8: video to an address of its own',
      [
        sdp('alice', 0, [audio, video]),
        sdp('bob', 0, ['audio 49174 0', 'video 49172 32|c=IN IP4 otherhost.biloxi.example.com']),
      ],
      [['audio 49170 49174 sendrecv PCMU', 'video 51372 49172 sendrecv MPV']],
    ],
    [
      '3.1: one way, then both ways',
      [
        sdp('alice', 0, ['audio 49170 0 97']),
        sdp('bob', 0, ['audio 49172 97|a=sendonly'], 'placeholder.biloxi.example.com'),
        sdp('bob', 1, ['audio 49170 97']),
        sdp('alice', 1, ['audio 49178 97']),
      ],
      [['audio 49170 49172 recvonly iLBC'], ['audio 49178 49170 sendrecv iLBC']],
    ],
    [
      '3.2: one of two streams is held',
      [
        sdp('alice', 0, audioEvents),
        sdp('bob', 0, bobEvents),
        sdp('bob', 1, ['audio 49172 97|a=sendonly', 'audio 49174 98|a=recvonly']),
        sdp('alice', 1, audioEvents),
      ],
      [
        ['audio 49170 49172 sendrecv iLBC', 'audio 49172 49174 sendonly telephone-event'],
        ['audio 49170 49172 recvonly held by remote iLBC', 'audio 49172 49174 sendonly telephone-event'],
      ],
    ],
    [
      '4.1: a second stream at an address of its own',
      [
        sdp('alice', 0, ['audio 49170 0 97']),
        sdp('bob', 0, ['audio 49170 97']),
        sdp('bob', 1, ['audio 49170 97', 'audio 48282 98|c=IN IP4 mediaserver.biloxi.example.com|a=recvonly']),
        sdp('alice', 1, ['audio 49170 97', 'audio 49172 98|c=IN IP4 host.atlanta.example.com|a=sendonly']),
      ],
      [
        ['audio 49170 49170 sendrecv iLBC'],
        ['audio 49170 49170 sendrecv iLBC', 'audio 49172 48282 sendonly telephone-event'],
      ],
    ],
    [
      '4.2: video is added',
      [
        sdp('alice', 0, ['audio 49170 0']),
        sdp('bob', 0, ['audio 49172 0']),
        sdp('alice', 1, ['audio 49170 0', 'video 49172 31']),
        sdp('bob', 1, ['audio 49172 0', 'video 49168 31']),
      ],
      [['audio 49170 49172 sendrecv PCMU'], ['audio 49170 49172 sendrecv PCMU', 'video 49172 49168 sendrecv H261']],
    ],
    [
      '4.3: video is removed',
      [
        sdp('alice', 0, [oneAudio, oneVideo]),
        sdp('bob', 0, bobBoth),
        sdp('bob', 1, ['audio 49174 97', 'video 0 31']),
        sdp('alice', 1, [oneAudio, 'video 0 31']),
      ],
      [
        ['audio 49170 49174 sendrecv iLBC', 'video 51372 49170 sendrecv H261'],
        ['audio 49170 49174 sendrecv iLBC', 'video disabled'],
      ],
    ],
    [
      '5.1: no media, then audio',
      [sdp('alice', 0, []), sdp('bob', 0, []), sdp('alice', 1, [oneAudio]), sdp('bob', 1, ['audio 49172 97'])],
      [[], ['audio 49170 49172 sendrecv iLBC']],
    ],
    [
      '5.2: no address yet, then one',
      [
        sdp('alice', 0, ['audio 23442 97'], '0.0.0.0'),
        sdp('bob', 0, ['audio 49170 97']),
        sdp('alice', 1, ['audio 49170 97']),
        sdp('bob', 0, ['audio 49170 97']),
      ],
      [['audio 23442 49170 sendonly iLBC'], ['audio 49170 49170 sendrecv iLBC']],
    ],
  ])('%s', (_, descriptions, expected) => {
    const row = exchange(...descriptions);

    expect(mediaOf(row)).toEqual(expected);
    expect(versionsOf(row).every((version) => version === undefined)).toBe(true);
    expect(row.states.every(({ complete }) => complete)).toBe(true);
  });
});

const [talkA, talkB] = [sdp('alice', 0, [oneAudio]), sdp('bob', 0, [oneAudio])];
const a = (version: number, direction: string): string => sdp('alice', version, [`${oneAudio}|a=${direction}`]);
const b = (version: number, direction: string): string => sdp('bob', version, [`${oneAudio}|a=${direction}`]);
const holds = ({ states }: SessionRow): unknown[] =>
  states.map(({ media }) => [media[0]?.direction, media[0]?.hold ?? 'nobody']);

describe('hold and resume (RFC 3264 §8.4, RFC 6337 §5.3)', () => {
  test.each<[string, string[], [string, string][]]>([
    [
      'sendonly holds, sendrecv resumes',
      [a(1, 'sendonly'), b(1, 'recvonly'), a(2, 'sendrecv'), b(2, 'sendrecv')],
      [
        ['sendonly', 'local'],
        ['sendrecv', 'nobody'],
      ],
    ],
    ['inactive holds', [a(1, 'inactive'), b(1, 'inactive')], [['inactive', 'local']]],
    [
      'both hold one after the other, and resume one after the other',
      [
        a(1, 'sendonly'),
        b(1, 'recvonly'),
        b(2, 'sendonly'),
        a(2, 'inactive'),
        a(3, 'sendrecv'),
        b(3, 'sendonly'),
        b(4, 'sendrecv'),
        a(4, 'sendrecv'),
      ],
      [
        ['sendonly', 'local'],
        ['inactive', 'both'],
        ['recvonly', 'remote'],
        ['sendrecv', 'nobody'],
      ],
    ],
    [
      'a held side that refreshes with what it was forced to say does not hold',
      [a(1, 'inactive'), b(1, 'inactive'), b(2, 'inactive'), a(2, 'inactive')],
      [['inactive', 'local']],
    ],
    ['an answer of sendonly holds', [a(1, 'sendrecv'), b(1, 'sendonly')], [['recvonly', 'remote']]],
  ])('%s', (_, descriptions, expected) => {
    const row = exchange(talkA, talkB, ...descriptions);

    expect(holds(row).slice(1)).toEqual(expected);
  });

  test('the address 0.0.0.0 holds, as RFC 2543 had it', () => {
    const row = exchange(talkA, talkB, sdp('alice', 1, [oneAudio], '0.0.0.0'), sdp('bob', 1, [oneAudio]));

    expect(holds(row)[1]).toEqual(['sendonly', 'local']);
  });
});

describe('versions (RFC 3264 §8)', () => {
  test.each([
    ['another text under the same version', a(0, 'sendonly'), 'same-version'],
    ['a version that went back', sdp('alice', -1, ['audio 4000 97']), 'version-back'],
    ['a version that skipped some', sdp('alice', 5, ['audio 4000 97']), 'version-skipped'],
    ['another session', talkA.replace('o=alice 2890844526', 'o=alice 1'), 'other-session'],
    ['the same text under the next version', sdp('alice', 1, [oneAudio]), undefined],
  ])('%s', (_, offer, problem) => {
    const row = exchange(talkA, talkB, offer, sdp('bob', 0, [oneAudio]));

    expect(versionsOf(row)).toEqual([undefined, undefined, problem, undefined]);
  });
});

describe('what m-lines say beside codecs', () => {
  const body = (host: string, ...lines: string[]): string =>
    [`v=0`, `o=${host} 1 1 IN IP4 ${host}`, 's=-', `c=IN IP4 ${host}`, 't=0 0', ...lines, ''].join('\r\n');
  const agreed = (offer: string[], answer: string[]): SessionRow => {
    const talk = new SessionTalk();
    talk.say('a', 'INVITE', { sdp: body('10.0.0.1', ...offer) });
    talk.say('a', '200 INVITE', { sdp: body('10.0.0.2', ...answer) });
    return talk.row();
  };

  test('ICE, DTLS, bundling and one port for RTP and RTCP', () => {
    const row = agreed(
      [
        'a=group:BUNDLE 0 1',
        'a=ice-options:trickle',
        'a=fingerprint:sha-256 AA:BB',
        'm=audio 9 UDP/TLS/RTP/SAVPF 0',
        'b=AS:64',
        'a=mid:0',
        'a=setup:actpass',
        'a=rtcp-mux',
        'a=ice-ufrag:abcd',
        'a=ice-pwd:abcdefghijklmnopqrstuv',
        'a=candidate:1 1 UDP 2130706431 10.0.0.1 5000 typ host',
        'a=candidate:2 1 UDP 1694498815 192.0.2.1 6000 typ srflx raddr 10.0.0.1 rport 5000',
        'a=msid:stream track',
        'a=ssrc:1234 cname:x',
        'm=video 0 UDP/TLS/RTP/SAVPF 96',
        'a=bundle-only',
        'a=mid:1',
        'a=rtpmap:96 VP8/90000',
      ],
      [
        'a=group:BUNDLE 0 1',
        'a=ice-lite',
        'm=audio 7000 UDP/TLS/RTP/SAVPF 0',
        'a=mid:0',
        'a=setup:active',
        'a=fingerprint:sha-256 CC:DD',
        'a=rtcp-mux',
        'a=ice-ufrag:efgh',
        'a=ice-pwd:abcdefghijklmnopqrstuv',
        'a=candidate:1 1 UDP 2130706431 10.0.0.2 7000 typ host',
        'a=end-of-candidates',
        'm=video 7000 UDP/TLS/RTP/SAVPF 96',
        'a=mid:1',
        'a=rtpmap:96 VP8/90000',
      ],
    );

    const [state] = row.states;
    expect(state?.groups).toEqual([{ semantics: 'BUNDLE', mids: ['0', '1'] }]);
    expect(state?.media[0]).toMatchObject({
      mid: '0',
      dtlsClient: 'remote',
      ice: true,
      rtcpMux: true,
      local: {
        bandwidth: [{ type: 'AS', value: 64 }],
        ice: { ufrag: 'abcd', candidates: 2, types: ['host', 'srflx'], trickle: true },
        dtls: { setup: 'actpass', fingerprints: [{ hash: 'sha-256', fingerprint: 'AA:BB' }] },
        msid: ['stream track'],
        ssrcs: [1234],
      },
      remote: { ice: { ufrag: 'efgh', candidates: 1, types: ['host'], lite: true, endOfCandidates: true } },
    });
    expect(state?.media[1]).toMatchObject({ status: 'active', codecs: [{ name: 'VP8' }] });
  });

  test('the SRTP suite that was taken, and no key', () => {
    const key = 'inline:PS1uQCVeeCFCanVmcjkpPywjNWhcYD0mXXtxaVBR';
    const row = agreed(
      [
        'm=audio 4000 RTP/SAVP 0',
        `a=crypto:1 AES_CM_128_HMAC_SHA1_80 ${key}`,
        `a=crypto:2 AES_CM_128_HMAC_SHA1_32 ${key}`,
      ],
      ['m=audio 5000 RTP/SAVP 0', `a=crypto:2 AES_CM_128_HMAC_SHA1_32 ${key}`],
    );

    expect(row.states[0]?.media[0]).toMatchObject({
      crypto: 'AES_CM_128_HMAC_SHA1_32',
      local: { sdes: ['AES_CM_128_HMAC_SHA1_80', 'AES_CM_128_HMAC_SHA1_32'] },
    });
    expect(JSON.stringify(row)).not.toContain('PS1uQCVe');
  });

  test('fax over T.38, messages over MSRP, and floors over BFCP', () => {
    const row = agreed(
      [
        'm=image 4000 udptl t38',
        'a=T38FaxVersion:0',
        'a=T38MaxBitRate:14400',
        'a=T38FaxRateManagement:transferredTCF',
        'a=T38FaxUdpEC:t38UDPRedundancy',
        'm=message 7394 TCP/MSRP *',
        'a=accept-types:text/plain',
        'a=path:msrp://10.0.0.1:7394/x;tcp',
        'm=application 50000 TCP/BFCP *',
        'a=floorctrl:c-only',
        'a=confid:4321',
        'a=userid:1234',
        'a=floorid:1 mstrm:10',
      ],
      ['m=image 5000 udptl t38', 'm=message 0 TCP/MSRP *', 'm=application 50002 TCP/BFCP *', 'a=floorctrl:s-only'],
    );

    const [fax, messages, floors] = row.states[0]?.media ?? [];
    expect(fax).toMatchObject({
      kind: 'image',
      codecs: [{ name: 't38' }],
      local: {
        t38: { version: 0, maxBitRate: 14_400, rateManagement: 'transferredTCF', errorCorrection: 't38UDPRedundancy' },
      },
    });
    expect(messages).toMatchObject({
      status: 'declined',
      local: { msrp: { path: ['msrp://10.0.0.1:7394/x;tcp'], acceptTypes: ['text/plain'] } },
    });
    expect(floors).toMatchObject({
      local: { bfcp: { floorControl: ['c-only'], conference: '4321', user: '1234', floors: ['1'] } },
    });
  });

  test('where RTCP goes, and lines the answer left out', () => {
    const row = agreed(
      ['m=audio 4000 RTP/AVP 0', 'a=rtcp:4010 IN IP4 10.0.0.7', 'm=video 4002 RTP/AVP 31'],
      ['m=audio 5000 RTP/AVP 0 8'],
    );

    expect(row.states[0]?.media).toMatchObject([
      { codecs: [{ name: 'PCMU' }], local: { rtcp: { port: 4010, address: '10.0.0.7' } } },
      { status: 'unanswered', codecs: [] },
    ]);
  });
});
