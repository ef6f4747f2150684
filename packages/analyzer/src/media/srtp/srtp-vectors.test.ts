import { describe, expect, test } from 'vitest';
import { CounterStream, F8Stream } from './key-stream.ts';
import { rtcpTransform } from './rtcp-transform.ts';
import { rtpTransform } from './rtp-transform.ts';
import { type SessionKeys, sessionKeys } from './session-keys.ts';
import { SrtpKey } from './srtp-key.ts';
import { suiteOfName } from './srtp-suite.ts';

function bytes(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex.replace(/\s/g, ''), 'hex'));
}

function hex(given: Uint8Array | undefined): string | undefined {
  return given && Buffer.from(given).toString('hex');
}

function suite(name: string): NonNullable<ReturnType<typeof suiteOfName>> {
  return suiteOfName(name)!;
}

const nothing = new Uint8Array(0);
const header = new Uint8Array(12);

describe('key streams', () => {
  const salt = bytes('f0f1f2f3f4f5f6f7f8f9fafbfcfd');
  // RFC 3711 B.2, RFC 6188 §7.1, §7.3: the first three blocks, and three from 0xfeff on.
  test.each([
    [
      'AES-128',
      '2b7e151628aed2a6abf7158809cf4f3c',
      'e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab41e95b3bb0a2e8dd477901e4fca894c0',
      'ec8cdf7398607cb0f2d21675ea9ea1e4362b7c3c6773516318a077d7fc5073ae6a2cc3787889374fbeb4c81b17ba6c44',
    ],
    [
      'AES-192',
      'eab234764e517b2d3d160d587d8c86219740f65f99b6bcf7',
      '35096cba4610028dc1b57503804ce37c5de986291dcce161d5165ec4568f5c9a474a40c77894bc17180202272a4c264d',
      'd108d1a31a00bad6367ec23eb044b415c8f57129fdeb970b59f917b257662d4ca5dab625811034e8cebdfeb6dc158dd3',
    ],
    [
      'AES-256',
      '57f82fe3613fd170a85ec93c40b1f0922ec4cb0dc025b58272147cc438944a98',
      '92bdd28a93c3f52511c677d08b5515a49da71b2378a854f67050756ded165bac63c4868b7096d88421b563b8c94c9a31',
      'cea518c90fd91ced9cbb18c078a547113dbc4814f4da5f00a08772b63c6a046d6eb246913062a16891433e97dd01a57f',
    ],
  ])('%s in counter mode', (_name, key, begin, end) => {
    const content = new Uint8Array(1_044_512);
    const stream = new CounterStream({ encryption: bytes(key), salt, authentication: nothing });

    stream.apply(content, { ssrc: 0, index: 0 });

    expect(hex(content.subarray(0, 48))).toBe(begin);
    expect(hex(content.subarray(0xfeff * 16, 0xff02 * 16))).toBe(end);
  });

  // RFC 3711 B.1.
  test('AES in f8-mode', () => {
    const content = bytes('70736575646f72616e646f6d6e65737320697320746865206e6578742062657374207468696e67');
    const keys = {
      encryption: bytes('234829008467be186c3de14aae72d62c'),
      salt: bytes('32f2870d'),
      authentication: nothing,
    };

    new F8Stream(keys, 'rtp').apply(content, {
      header: bytes('806e5cba50681de55c621599'),
      index: 0xd462_564a * 0x1_0000 + 0x5cba,
    });

    expect(hex(content)).toBe('019ce7a26e7854014a6366aa95d4eefd1ad4172a14f9faf455b7f1d4b62bd08f562c0eef7c4802');
  });
});

describe('key derivation', () => {
  // RFC 3711 B.3, RFC 6188 §7.2, §7.4.
  test.each([
    [
      'AES_CM_128_HMAC_SHA1_80',
      'e1f97a0d3e018be0d64fa32c06de4139',
      '0ec675ad498afeebb6960b3aabe6',
      'c61e7a93744f39ee10734afe3ff7a087',
      '30cbbc08863d8c85d49db34a9ae1',
      'cebe321f6ff7716b6fd4ab49af256a156d38baa4',
    ],
    [
      'AES_256_CM_HMAC_SHA1_80',
      'f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6',
      '3b04803de51ee7c96423ab5b78d2',
      '5ba1064e30ec51613cad926c5a28ef731ec7fb397f70a960653caf06554cd8c4',
      'fa31791685ca444a9e07c6c64e93',
      'fd9c32d39ed5fbb5a9dc96b30818454d1313dc05',
    ],
    [
      'AES_192_CM_HMAC_SHA1_32',
      '73edc66c4fa15776fb57f9505c17136550ffda71f3e8e5f1',
      'c8522f3acd4ce86d5add78edbb11',
      '31874736a8f1143870c26e4857d8a5b2c4a354407faadabb',
      '2372b82d639b6d8503a47adc0a6c',
      '355b10973cd95b9eacf4061c7e1a7151e7cfbfcb',
    ],
  ])('of %s', (name, key, salt, encryption, sessionSalt, authentication) => {
    const keys = sessionKeys({ suite: suite(name), key: bytes(key), salt: bytes(salt) }, 'rtp', 0);

    expect(hex(keys.encryption)).toBe(encryption);
    expect(hex(keys.salt)).toBe(sessionSalt);
    expect(hex(keys.authentication)).toBe(authentication);
  });
});

/* RFC 7714 §16, §17: session keys are given. */
const gcmKeys: Readonly<Record<string, string>> = {
  AEAD_AES_128_GCM: '000102030405060708090a0b0c0d0e0f',
  AEAD_AES_256_GCM: '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
};
const gcmSession = (name: string): SessionKeys => ({
  encryption: bytes(gcmKeys[name]!),
  salt: bytes('517569642070726f2071756f'),
  authentication: nothing,
});

describe('AEAD of RTP', () => {
  const clear = '47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573';
  const rtpHeader = '8040f17b8041f8d35501a0b2';
  const open = (name: string, content: string, encrypted: boolean): string | undefined => {
    const packet = bytes(rtpHeader + content);
    const transform = rtpTransform(suite(name), gcmSession(name), { encrypted, authenticated: true });
    const place = { bytes: packet, start: 0, payloadStart: 12, end: packet.length, mkiBytes: 0 };
    return hex(transform.open({ ...place, ssrc: 0x5501_a0b2, sequence: 0xf17b }, 0));
  };

  // §16.1.1, §16.1.2, §16.2.1, §16.2.2.
  test.each([
    [
      'AEAD_AES_128_GCM',
      'f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce',
    ],
    [
      'AEAD_AES_256_GCM',
      '32b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b87b7aa3db36dfffd6b0f9bb7878d7a76c13',
    ],
  ])('%s decrypts', (name, sealed) => {
    expect(open(name, sealed, true)).toBe(clear);
    expect(open(name, `00${sealed.slice(2)}`, true)).toBeUndefined();
  });

  // §16.1.3, §16.1.4, §16.2.3, §16.2.4.
  test.each([
    ['AEAD_AES_128_GCM', '22493f82d2bce397e9d79e3b19aa4216'],
    ['AEAD_AES_256_GCM', 'a866d5910f887463067ceefec45215d4'],
  ])('%s only authenticates', (name, tag) => {
    expect(open(name, clear + tag, false)).toBe(clear);
    expect(open(name, `00${clear.slice(2)}${tag}`, false)).toBeUndefined();
  });
});

describe('AEAD of RTCP', () => {
  const rtcpHeader = '81c8000d4d617273';
  const clear = '4e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbeefdeadbeefdeadbeefdeadbeef';
  // §17.1 to §17.4.
  test.each([
    [
      'AEAD_AES_128_GCM',
      '63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4',
    ],
    [
      'AEAD_AES_256_GCM',
      'd50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555be8415f658c61de0476f1b6fad1d1eb30c4446839f57ff6f6cb26ac3be800005d4',
    ],
    ['AEAD_AES_128_GCM', `${clear}841dd9683dd78ec92ae58790125f62b3000005d4`],
    ['AEAD_AES_256_GCM', `${clear}91db4afbfeee5a978fab4393ed2615fe000005d4`],
  ])('%s', (name, sealed) => {
    const packet = bytes(rtcpHeader + sealed);

    const opened = rtcpTransform(suite(name), gcmSession(name)).open({
      bytes: packet,
      start: 0,
      end: packet.length,
      mkiBytes: 0,
    });

    expect(hex(opened)).toBe(rtcpHeader + clear);
  });
});

describe('what other implementations send', () => {
  const rtp = '800f1234decafbadcafebabe';
  const rtcp = '81c8000bcafebabe';
  const clear = 'abababababababababababababababab';
  // Known answers of libsrtp, from a master key on.
  test.each([
    [
      'AES_CM_128_HMAC_SHA1_80',
      'e1f97a0d3e018be0d64fa32c06de4139',
      '0ec675ad498afeebb6960b3aabe6',
      `${rtp}4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb`,
      `${rtcp}7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798`,
    ],
    [
      'AEAD_AES_128_GCM',
      '000102030405060708090a0b0c0d0e0f',
      'a0a1a2a3a4a5a6a7a8a9aaab',
      `${rtp}c5002ede04cfdd2eb91159e0880aa06ed2976826f796b201df3131a127e8a392`,
      `${rtcp}c98b8b5df0392a55852b6c21ac8e7025c52c6fbea2b3b446ea31123ba88ce61e80000001`,
    ],
  ])('%s', (name, key, salt, rtpPacket, rtcpPacket) => {
    const srtp = new SrtpKey({
      source: 'sdes',
      suite: suite(name),
      key: bytes(key),
      salt: bytes(salt),
      mki: nothing,
      derivationRate: 0,
      rtp: { encrypted: true, authenticated: true },
    });
    const rtpBytes = bytes(rtpPacket);
    const rtcpBytes = bytes(rtcpPacket);
    const place = { bytes: rtpBytes, start: 0, payloadStart: header.length, end: rtpBytes.length, mkiBytes: 0 };

    const payload = srtp.openRtp({ ...place, ssrc: 0xcafe_babe, sequence: 0x1234 }, 0);
    const compound = srtp.openRtcp({ bytes: rtcpBytes, start: 0, end: rtcpBytes.length, mkiBytes: 0 });

    expect(hex(payload)).toBe(clear);
    expect(hex(compound)).toBe(rtcp + clear);
  });
});
