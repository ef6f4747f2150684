const sha256 = '12:DF:3E:5D:49:6B:19:E5:7C:AB:4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB:4A:AD';
const key = 'WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz';

/** Attributes as the RFCs print them, without their `a=`, and what they say: one at least of each name but those that hold another. */
export const sdpAttributeExamples: readonly (readonly [line: string, typed: unknown])[] = [
  // RFC 8866 §6
  ['cat:foo.bar', 'foo.bar'],
  ['keywds:tools', 'tools'],
  ['tool:foobar V3.2', 'foobar V3.2'],
  ['ptime:20', 20],
  ['maxptime:20.5', 20.5],
  ['rtpmap:97 L16/8000', { payloadType: 97, encoding: 'L16', clockHz: 8000, channels: 1 }],
  ['rtpmap:98 L16/11025/2', { payloadType: 98, encoding: 'L16', clockHz: 11025, channels: 2 }],
  ['recvonly', true],
  ['sendrecv', true],
  ['sendonly', true],
  ['inactive', true],
  ['orient:portrait', 'portrait'],
  ['type:broadcast', 'broadcast'],
  ['charset:ISO-8859-1', 'ISO-8859-1'],
  ['sdplang:fr', 'fr'],
  ['lang:de', 'de'],
  ['framerate:60', 60],
  ['quality:10', 10],
  [
    'fmtp:96 profile-level-id=42e016;max-mbps=108000',
    { format: '96', parameters: 'profile-level-id=42e016;max-mbps=108000' },
  ],
  // RFC 8839 §5, RFC 6544 §4.5, RFC 8840 §8.2
  [
    'candidate:2 1 UDP 1694498815 192.0.2.3 45664 typ srflx raddr 203.0.113.141 rport 8998',
    {
      foundation: '2',
      component: 1,
      transport: 'UDP',
      priority: 1694498815,
      address: '192.0.2.3',
      port: 45664,
      type: 'srflx',
      relatedAddress: '203.0.113.141',
      relatedPort: 8998,
      tcpType: undefined,
      extensions: [
        { name: 'raddr', value: '203.0.113.141' },
        { name: 'rport', value: '8998' },
      ],
    },
  ],
  [
    'candidate:1 2 TCP 2128609279 fe80::6676:baff:fe9c:ee4a 8998 typ host tcptype so generation 0 ufrag x',
    {
      foundation: '1',
      component: 2,
      transport: 'TCP',
      priority: 2128609279,
      address: 'fe80::6676:baff:fe9c:ee4a',
      port: 8998,
      type: 'host',
      relatedAddress: undefined,
      relatedPort: undefined,
      tcpType: 'so',
      extensions: [
        { name: 'tcptype', value: 'so' },
        { name: 'generation', value: '0' },
        { name: 'ufrag', value: 'x' },
      ],
    },
  ],
  [
    'remote-candidates:1 192.0.2.3 45664 2 192.0.2.3 45665',
    [
      { component: 1, address: '192.0.2.3', port: 45664 },
      { component: 2, address: '192.0.2.3', port: 45665 },
    ],
  ],
  ['ice-lite', true],
  ['ice-mismatch', true],
  ['ice-ufrag:8hhY', '8hhY'],
  ['ice-pwd:asd88fgpdd777uzjYhagZg', 'asd88fgpdd777uzjYhagZg'],
  ['ice-pacing:50', 50],
  ['ice-options:rtp+ecn trickle', ['rtp+ecn', 'trickle']],
  ['end-of-candidates', true],
  // RFC 4568
  [
    `crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${key}|2^20|1:4 FEC_ORDER=FEC_SRTP UNENCRYPTED_SRTP`,
    {
      tag: 1,
      suite: 'AES_CM_128_HMAC_SHA1_80',
      keys: [{ method: 'inline', keySalt: key, lifetime: 1048576, mki: 1, mkiLength: 4 }],
      sessionParams: [
        { name: 'FEC_ORDER', value: 'FEC_SRTP' },
        { name: 'UNENCRYPTED_SRTP', value: undefined },
      ],
    },
  ],
  [
    `crypto:2 F8_128_HMAC_SHA1_80 inline:${key}|1:4;inline:${key}|1000 KDR=1`,
    {
      tag: 2,
      suite: 'F8_128_HMAC_SHA1_80',
      keys: [
        { method: 'inline', keySalt: key, lifetime: undefined, mki: 1, mkiLength: 4 },
        { method: 'inline', keySalt: key, lifetime: 1000, mki: undefined, mkiLength: undefined },
      ],
      sessionParams: [{ name: 'KDR', value: '1' }],
    },
  ],
  // RFC 8122 §5, RFC 4145, RFC 8842, RFC 4567, RFC 6189
  [`fingerprint:sha-256 ${sha256}`, { hash: 'sha-256', fingerprint: sha256 }],
  ['setup:actpass', 'actpass'],
  ['connection:new', 'new'],
  ['tls-id:abc3de65cddef001be82', 'abc3de65cddef001be82'],
  ['key-mgmt:mikey AQAFgM0XflABAAAAAAAAAAAAAAsAyONQ', { protocol: 'mikey', data: 'AQAFgM0XflABAAAAAAAAAAAAAAsAyONQ' }],
  [
    'zrtp-hash:1.10 fe30efd02423cb054e50efd0248742ac7a52c8f91bc2df881ae642c371ba46df',
    {
      version: '1.10',
      hash: 'fe30efd02423cb054e50efd0248742ac7a52c8f91bc2df881ae642c371ba46df',
    },
  ],
  // RFC 5888, RFC 9143, RFC 5576, RFC 8830
  ['group:LS 1 2', { semantics: 'LS', ids: ['1', '2'] }],
  ['group:BUNDLE', { semantics: 'BUNDLE', ids: [] }],
  ['mid:1', '1'],
  ['bundle-only', true],
  ['ssrc-group:FEC 11111 22222', { semantics: 'FEC', ssrcs: [11111, 22222] }],
  ['msid:examplefoo examplebar', { stream: 'examplefoo', track: 'examplebar' }],
  ['msid:-', { stream: '-', track: undefined }],
  ['msid-semantic: WMS a b', { semantics: 'WMS', ids: ['a', 'b'] }],
  ['cname:user@example.com', 'user@example.com'],
  ['previous-ssrc:1 2', [1, 2]],
  // RFC 3605, RFC 5761, RFC 8858, RFC 5506, RFC 4585, RFC 5104, RFC 8888, RFC 3611
  ['rtcp:53020', { port: 53020, networkType: undefined, addressType: undefined, address: undefined }],
  ['rtcp:53020 IN IP4 126.16.64.4', { port: 53020, networkType: 'IN', addressType: 'IP4', address: '126.16.64.4' }],
  ['rtcp-mux', true],
  ['rtcp-mux-only', true],
  ['rtcp-rsize', true],
  ['rtcp-fb:* nack', { payloadType: '*', type: 'nack', params: [] }],
  ['rtcp-fb:98 nack rpsi', { payloadType: 98, type: 'nack', params: ['rpsi'] }],
  ['rtcp-fb:96 trr-int 100', { payloadType: 96, type: 'trr-int', params: ['100'] }],
  ['rtcp-fb:98 ccm tmmbr smaxpr=120', { payloadType: 98, type: 'ccm', params: ['tmmbr', 'smaxpr=120'] }],
  ['rtcp-fb:* ack ccfb', { payloadType: '*', type: 'ack', params: ['ccfb'] }],
  [
    'rtcp-xr:rcvr-rtt=all:10 stat-summary=loss,dup',
    [
      { name: 'rcvr-rtt', value: 'all:10' },
      { name: 'stat-summary', value: 'loss,dup' },
    ],
  ],
  // RFC 8285
  [
    'extmap:2 http://example.com/082005/ext.htm#xmeta short',
    {
      id: 2,
      direction: undefined,
      uri: 'http://example.com/082005/ext.htm#xmeta',
      attributes: 'short',
    },
  ],
  ['extmap:4/recvonly URI-gps-string', { id: 4, direction: 'recvonly', uri: 'URI-gps-string', attributes: undefined }],
  ['extmap-allow-mixed', true],
  // RFC 8853 §5.1, RFC 8851
  [
    'simulcast:send 1,~4;2 recv 5',
    {
      send: [
        [
          { rid: '1', paused: false },
          { rid: '4', paused: true },
        ],
        [{ rid: '2', paused: false }],
      ],
      recv: [[{ rid: '5', paused: false }]],
    },
  ],
  [
    'rid:1 send pt=97,98;max-width=1280;max-height=720',
    {
      id: '1',
      direction: 'send',
      payloadTypes: [97, 98],
      restrictions: [
        { name: 'max-width', value: '1280' },
        { name: 'max-height', value: '720' },
      ],
    },
  ],
  ['rid:7 recv', { id: '7', direction: 'recv', payloadTypes: [], restrictions: [] }],
  // RFC 6236, TS 26.234
  [
    'imageattr:97 send [x=800,y=640,sar=1.1,q=0.6] [x=[480:16:800],y=[320,640]] recv *',
    {
      payloadType: 97,
      send: [
        {
          x: [800],
          y: [640],
          params: [
            { name: 'sar', value: '1.1' },
            { name: 'q', value: '0.6' },
          ],
        },
        { x: { min: 480, step: 16, max: 800 }, y: [320, 640], params: [] },
      ],
      recv: '*',
    },
  ],
  ['framesize:97 320-240', { payloadType: 97, width: 320, height: 240 }],
  // RFC 3312, RFC 5027, RFC 5898
  ['curr:qos e2e none', { type: 'qos', strength: undefined, status: 'e2e', direction: 'none' }],
  ['des:qos mandatory e2e sendrecv', { type: 'qos', strength: 'mandatory', status: 'e2e', direction: 'sendrecv' }],
  ['conf:sec e2e recv', { type: 'sec', strength: undefined, status: 'e2e', direction: 'recv' }],
  // T.38
  ['T38FaxVersion:0', 0],
  ['T38MaxBitRate:14400', 14400],
  ['T38FaxRateManagement:transferredTCF', 'transferredTCF'],
  ['T38FaxMaxBuffer:260', 260],
  ['T38FaxMaxDatagram:316', 316],
  ['T38FaxUdpEC:t38UDPRedundancy', 't38UDPRedundancy'],
  ['T38FaxFillBitRemoval', true],
  ['T38FaxTranscodingMMR:0', false],
  ['T38FaxTranscodingJBIG:1', true],
  // RFC 4975, RFC 6714, RFC 7701, RFC 5547
  ['path:msrp://alicepc.example.com:7777/iau39soe2843z;tcp', ['msrp://alicepc.example.com:7777/iau39soe2843z;tcp']],
  ['accept-types:message/cpim text/plain', ['message/cpim', 'text/plain']],
  ['accept-wrapped-types:*', ['*']],
  ['max-size:2048', 2048],
  ['msrp-cema', true],
  ['chatroom:nickname private-messages', 'nickname private-messages'],
  [
    'file-selector:name:"My cool picture.jpg" type:image/jpeg size:32349 hash:sha-1:72:24:5F:E8',
    {
      name: 'My cool picture.jpg',
      type: 'image/jpeg',
      size: 32349,
      hashes: [{ hash: 'sha-1', fingerprint: '72:24:5F:E8' }],
    },
  ],
  ['file-selector', { name: undefined, type: undefined, size: undefined, hashes: [] }],
  ['file-transfer-id:Q6LMoGymJdh0IKIgD6wD0jkcfgva4xvE', 'Q6LMoGymJdh0IKIgD6wD0jkcfgva4xvE'],
  ['file-disposition:attachment', 'attachment'],
  [
    'file-date:creation:"Mon, 15 May 2006 15:01:31 +0300"',
    {
      creation: 'Mon, 15 May 2006 15:01:31 +0300',
      modification: undefined,
      read: undefined,
    },
  ],
  ['file-icon:cid:id2@alicepc.example.com', 'cid:id2@alicepc.example.com'],
  ['file-range:1-32349', { start: 1, stop: 32349 }],
  ['file-range:543-*', { start: 543, stop: undefined }],
  // RFC 8841, RFC 8864
  ['sctp-port:5000', 5000],
  ['max-message-size:100000', 100000],
  ['sctpmap:5000 webrtc-datachannel 256', { port: 5000, protocol: 'webrtc-datachannel', streams: 256 }],
  [
    'dcmap:3 label="Label 1";ordered=false;max-retr=5;priority=128',
    {
      streamId: 3,
      subprotocol: undefined,
      label: 'Label 1',
      ordered: false,
      maxRetransmits: 5,
      maxTimeMs: undefined,
      priority: 128,
    },
  ],
  [
    'dcmap:4 label="foo%09bar";ordered=true;max-time=15000',
    {
      streamId: 4,
      subprotocol: undefined,
      label: 'foo\tbar',
      ordered: true,
      maxRetransmits: undefined,
      maxTimeMs: 15000,
      priority: undefined,
    },
  ],
  // RFC 4574, RFC 4796, RFC 8856, RFC 4583, RFC 8373
  ['label:10', '10'],
  ['content:slides,main', ['slides', 'main']],
  ['floorctrl:c-only s-only', ['c-only', 's-only']],
  ['confid:4321', '4321'],
  ['userid:1234', '1234'],
  ['bfcpver:1 2', ['1', '2']],
  ['floorid:1 mstrm:10 11', { id: '1', streams: ['10', '11'] }],
  ['floorid:2 m-stream:12', { id: '2', streams: ['12'] }],
  ['hlang-send:es eu en *', ['es', 'eu', 'en', '*']],
  ['hlang-recv:en', ['en']],
  // RFC 5939, RFC 6871, RFC 3407
  ['csup:cap-v0', ['cap-v0']],
  ['creq:cap-v0,foo', ['cap-v0', 'foo']],
  ['tcap:1 RTP/SAVP RTP/SAVPF', { number: 1, protos: ['RTP/SAVP', 'RTP/SAVPF'] }],
  [
    'pcfg:1 a=-m:1,2,[3]|4 t=1|2 +ext=x',
    {
      number: 1,
      deletes: 'm',
      attributes: [
        { mandatory: [1, 2], optional: [3] },
        { mandatory: [4], optional: [] },
      ],
      transports: [1, 2],
      lists: [
        { name: 'a', value: '-m:1,2,[3]|4' },
        { name: 't', value: '1|2' },
        { name: '+ext', value: 'x' },
      ],
    },
  ],
  [
    'acfg:1 t=1',
    { number: 1, deletes: undefined, attributes: [], transports: [1], lists: [{ name: 't', value: '1' }] },
  ],
  ['lcfg:2', { number: 2, deletes: undefined, attributes: [], transports: [], lists: [] }],
  ['sqn:0', 0],
  ['cdsc:1 audio RTP/AVP 0 18 96', { number: 1, kind: 'audio', proto: 'RTP/AVP', formats: ['0', '18', '96'] }],
  ['cpar:a=fmtp:96 0-16,32-35', 'a=fmtp:96 0-16,32-35'],
  // RFC 4570, RFC 6947, RFC 7195, RFC 7273, RFC 7866, RFC 3890
  [
    'source-filter: incl IN IP4 232.3.4.5 192.0.2.10',
    {
      mode: 'incl',
      networkType: 'IN',
      addressType: 'IP4',
      destination: '232.3.4.5',
      sources: ['192.0.2.10'],
    },
  ],
  [
    'altc:1 IP6 2001:db8::1 45678',
    {
      number: 1,
      addressType: 'IP6',
      address: '2001:db8::1',
      port: 45678,
      rtcpPort: undefined,
    },
  ],
  [
    'altc:2 IP4 192.0.2.1 12340/12345',
    {
      number: 2,
      addressType: 'IP4',
      address: '192.0.2.1',
      port: 12340,
      rtcpPort: 12345,
    },
  ],
  [
    'cs-correlation:callerid:+441134960123 uuie:56A390F3D2B7310023 dtmf:14D*3 external',
    [
      { name: 'callerid', value: '+441134960123' },
      { name: 'uuie', value: '56A390F3D2B7310023' },
      { name: 'dtmf', value: '14D*3' },
      { name: 'external', value: undefined },
    ],
  ],
  [
    'ts-refclk:ptp=IEEE1588-2008:39-A7-94-FF-FE-07-CB-D0:37',
    [{ name: 'ptp', value: 'IEEE1588-2008:39-A7-94-FF-FE-07-CB-D0:37' }],
  ],
  [
    'mediaclk:direct=0 rate=48000',
    [
      { name: 'direct', value: '0' },
      { name: 'rate', value: '48000' },
    ],
  ],
  ['record:paused', 'paused'],
  ['recordpref:nopreference', 'nopreference'],
  ['maxprate:50.0', 50],
  // RFC 6230, RFC 6787, and what gateways send
  ['cfw-id:H839quwhjdhegvdga', 'H839quwhjdhegvdga'],
  ['channel:32AECB234338@speechsynth', '32AECB234338@speechsynth'],
  ['resource:speechsynth', 'speechsynth'],
  ['cmid:1', '1'],
  ['silenceSupp:off - - - -', ['off', '-', '-', '-', '-']],
  ['gpmd:99 vbd=yes', { format: '99', parameters: 'vbd=yes' }],
  ['nortpproxy:yes', 'yes'],
  // Read as words or text alone
  ['ccap:1 IN IP4 192.0.2.1', ['1', 'IN', 'IP4', '192.0.2.1']],
  ['depend:97 lay L1:96', '97 lay L1:96'],
  ['direction:both', 'both'],
  ['identity:eyJpZHAi', 'eyJpZHAi'],
  ['loopback:rtp-pkt-loopback', ['rtp-pkt-loopback']],
  ['range:npt=0-', 'npt=0-'],
  ['rtcp-unicast:rsi', 'rsi'],
];
