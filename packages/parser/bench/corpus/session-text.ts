import { user } from './names.ts';
import type { Random } from './random.ts';

const ipv4 = (random: Random): string => `192.0.2.${random.between(1, 254)}`;

function audioLines(random: Random): string[] {
  const event = random.between(96, 127);
  return [
    `m=audio ${random.between(10_000, 60_000)} RTP/AVP 8 0 ${random.chance(50) ? '18 ' : ''}${event}`,
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:0 PCMU/8000',
    `a=rtpmap:${event} telephone-event/8000`,
    `a=fmtp:${event} 0-15`,
    `a=ptime:${random.pick([10, 20, 30])}`,
    `a=${random.pick(['sendrecv', 'sendonly', 'recvonly', 'inactive'])}`,
    ...(random.chance(40) ? [`a=rtcp:${random.between(10_000, 60_000)}`] : []),
  ];
}

const mobileLines = (random: Random): string[] => [
  `m=audio ${random.between(10_000, 60_000)} RTP/AVP 104 102 105`,
  `b=AS:${random.between(30, 80)}`,
  'b=RS:0',
  'a=rtpmap:104 AMR-WB/16000/1',
  `a=fmtp:104 mode-set=0,1,2;mode-change-capability=2;max-red=${random.between(0, 220)}`,
  'a=rtpmap:102 AMR/8000/1',
  'a=fmtp:102 octet-align=1;mode-change-capability=2',
  'a=rtpmap:105 telephone-event/16000',
  'a=curr:qos local none',
  'a=curr:qos remote none',
  'a=des:qos mandatory local sendrecv',
  'a=des:qos optional remote sendrecv',
  'a=sendrecv',
];

function browserLines(random: Random): string[] {
  const [port, source] = [random.between(10_000, 60_000), random.digits(9)];
  return [
    `m=audio ${port} UDP/TLS/RTP/SAVPF 111 0 126`,
    `a=rtpmap:111 opus/48000/2`,
    `a=fmtp:111 minptime=10;useinbandfec=1`,
    'a=rtpmap:126 telephone-event/8000',
    `a=candidate:${random.digits(9)} 1 udp 2122260223 ${ipv4(random)} ${port} typ host generation 0`,
    `a=candidate:${random.digits(9)} 1 udp 1686052607 203.0.113.${random.between(1, 254)} ${port} typ srflx raddr ${ipv4(random)} rport ${port}`,
    `a=ice-ufrag:${random.hex(8)}`,
    `a=ice-pwd:${random.hex(24)}`,
    `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => random.hex(2).toUpperCase()).join(':')}`,
    `a=setup:${random.pick(['actpass', 'active', 'passive'])}`,
    'a=mid:0',
    'a=rtcp-mux',
    'a=rtcp-fb:111 transport-cc',
    'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level',
    `a=ssrc:${source} cname:${random.hex(16)}`,
    'a=sendrecv',
  ];
}

const cryptoLines = (random: Random): string[] => [
  `m=audio ${random.between(10_000, 60_000)} RTP/SAVP 0 101`,
  `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${random.hex(40)}`,
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:101 telephone-event/8000',
  'a=fmtp:101 0-16',
];

const faxLines = (random: Random): string[] => [
  `m=image ${random.between(10_000, 60_000)} udptl t38`,
  'a=T38FaxVersion:0',
  `a=T38MaxBitRate:${random.pick([9600, 14_400, 33_600])}`,
  'a=T38FaxRateManagement:transferredTCF',
  'a=T38FaxMaxBuffer:1800',
  'a=T38FaxMaxDatagram:400',
  'a=T38FaxUdpEC:t38UDPRedundancy',
];

const videoLines = (random: Random): string[] => [
  `m=video ${random.between(10_000, 60_000)} RTP/AVP 99 34`,
  `b=AS:${random.between(200, 2000)}`,
  'a=rtpmap:99 H264/90000',
  `a=fmtp:99 profile-level-id=42e01${random.hex(1)};packetization-mode=${random.pick([0, 1])}`,
  'a=rtpmap:34 H263/90000',
  'a=rtcp-fb:99 nack pli',
];

/** A session description as phones, mobiles, browsers and fax gateways offer it. */
export function sessionText(random: Random): string {
  const main = random.pick([audioLines, audioLines, mobileLines, browserLines, cryptoLines, faxLines]);
  const lines = [
    'v=0',
    `o=${user(random).replace('+', '')} ${random.digits(10)} ${random.between(1, 9)} IN IP4 ${ipv4(random)}`,
    `s=${random.pick(['-', 'call', 'session'])}`,
    `c=IN IP4 ${ipv4(random)}`,
    't=0 0',
    ...main(random),
    ...(random.chance(15) ? videoLines(random) : []),
  ];
  return `${lines.join('\r\n')}\r\n`;
}
