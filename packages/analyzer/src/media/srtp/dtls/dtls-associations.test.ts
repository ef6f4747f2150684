import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DtlsRecording, recordedDtls } from '../../../../test/recorded-dtls.ts';
import { CaptureDiagnostics } from '../../../capture/capture-diagnostics.ts';
import { KeyLog } from '../../../transport/tls/key-log.ts';
import { SrtpKeyRing } from '../srtp-key-ring.ts';
import { DtlsAssociations } from './dtls-associations.ts';

const CLIENT_FLOW = 8;
const SERVER_FLOW = 9;

type Datagram = { readonly flow: number; readonly bytes: Uint8Array };

function wireOf({ wire }: DtlsRecording): readonly Datagram[] {
  return wire.map(({ from, bytes }) => ({
    flow: from === 'client' ? CLIENT_FLOW : SERVER_FLOW,
    bytes: new Uint8Array(Buffer.from(bytes, 'hex')),
  }));
}

function received(datagrams: readonly Datagram[], keyLog = ''): DtlsAssociations {
  const diagnostics = new CaptureDiagnostics();
  const secrets = new KeyLog(diagnostics);
  secrets.add(keyLog);
  const associations = new DtlsAssociations(secrets, diagnostics);
  for (const [at, { flow, bytes }] of datagrams.entries()) associations.receive(flow, bytes, 0, bytes.length, at + 1);
  return associations;
}

function keysOf(associations: DtlsAssociations, flow: number): readonly string[] {
  const ring = new SrtpKeyRing();
  associations.of(flow)?.addKeys(flow, ring);
  return ring.keys.map(({ master }) => `${master.suite.name} ${hex(master.key)} ${hex(master.salt)}`);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

const fingerprint = (text: string): readonly { hash: string; fingerprint: string }[] => [
  { hash: 'sha-256', fingerprint: text },
];

describe('an association of DTLS', () => {
  test.each([
    ['cookie', 'AES_CM_128_HMAC_SHA1_80', 16, 14, 'DTLS 1.2'],
    ['aead', 'AEAD_AES_256_GCM', 32, 12, 'DTLS 1.2'],
    ['dtls10', 'AES_CM_128_HMAC_SHA1_32', 16, 14, 'DTLS 1.0'],
  ] as const)('%s: the keys are those that the ends exported', (name, suite, keyBytes, saltBytes, version) => {
    const recording = recordedDtls(name);
    const { material, keyLog, fingerprints } = recording;
    const part = (at: number, bytes: number): string => material.slice(2 * at, 2 * (at + bytes));

    const associations = received(wireOf(recording), keyLog);

    expect(keysOf(associations, CLIENT_FLOW)).toEqual([
      `${suite} ${part(0, keyBytes)} ${part(2 * keyBytes, saltBytes)}`,
    ]);
    expect(keysOf(associations, SERVER_FLOW)).toEqual([
      `${suite} ${part(keyBytes, keyBytes)} ${part(2 * keyBytes + saltBytes, saltBytes)}`,
    ]);
    expect(associations.of(SERVER_FLOW)?.facts(SERVER_FLOW, fingerprint(fingerprints.server))).toMatchObject({
      version,
      profile: suite,
      client: 'dst',
      certificate: fingerprints.server,
      fingerprint: 'match',
    });
    expect(associations.of(CLIENT_FLOW)?.facts(CLIENT_FLOW, fingerprint(fingerprints.server))).toMatchObject({
      client: 'src',
      certificate: fingerprints.client,
      fingerprint: 'mismatch',
    });
  });

  test('the frames are those of both hellos and of both certificates', () => {
    const recording = recordedDtls('cookie');
    const facts = received(wireOf(recording)).of(CLIENT_FLOW)?.facts(CLIENT_FLOW, []);

    // The second ClientHello brings the cookie and says nothing new.
    expect(facts?.frames).toEqual([1, 4, 5, 8]);
    expect(facts).not.toHaveProperty('fingerprint');
  });

  test('fragments out of order and once more, and lost datagrams that came again, are no hindrance', () => {
    const recording = recordedDtls('aead');
    const wire = wireOf(recording);
    const shuffled = [...wire.toReversed(), ...wire];

    expect(keysOf(received(shuffled, recording.keyLog), CLIENT_FLOW)).toEqual(
      keysOf(received(wire, recording.keyLog), CLIENT_FLOW),
    );
  });

  test('what is missing is told', () => {
    const recording = recordedDtls('cookie');
    const wire = wireOf(recording);

    const withoutKeys = received(wire);
    const withoutServer = received(
      wire.filter(({ flow }) => flow === CLIENT_FLOW),
      recording.keyLog,
    );

    expect(withoutKeys.of(CLIENT_FLOW)?.facts(CLIENT_FLOW, [])).toMatchObject({ noKey: 'key-log' });
    expect(withoutServer.of(CLIENT_FLOW)?.facts(CLIENT_FLOW, [])).toMatchObject({ noKey: 'hello' });
    expect(keysOf(withoutKeys, CLIENT_FLOW)).toEqual([]);
  });

  test('keys that the log gets later are found then', () => {
    const recording = recordedDtls('aead');
    const diagnostics = new CaptureDiagnostics();
    const keyLog = new KeyLog(diagnostics);
    const associations = new DtlsAssociations(keyLog, diagnostics);
    for (const { flow, bytes } of wireOf(recording)) associations.receive(flow, bytes, 0, bytes.length, 1);
    const before = keysOf(associations, CLIENT_FLOW);
    keyLog.add(recording.keyLog);

    expect([before.length, keysOf(associations, CLIENT_FLOW).length]).toEqual([0, 1]);
  });

  test('of DTLS 1.3, every profile that is offered has a key', () => {
    const { wire, keyLog } = newDtls13();

    const associations = received(wire, keyLog);

    expect(keysOf(associations, CLIENT_FLOW).map((key) => key.split(' ')[0])).toEqual([
      'AEAD_AES_128_GCM',
      'AES_CM_128_HMAC_SHA1_80',
    ]);
    expect(keysOf(associations, SERVER_FLOW)[0]).toBe(newDtls13().serverKey);
    expect(associations.of(CLIENT_FLOW)?.facts(CLIENT_FLOW, [])).toMatchObject({ version: 'DTLS 1.3' });
  });

  test('the oldest of too many are forgotten, which is told', () => {
    const diagnostics = new CaptureDiagnostics();
    const associations = new DtlsAssociations(new KeyLog(diagnostics), diagnostics, { dtlsAssociations: 2 });
    const [hello] = wireOf(recordedDtls('aead'));

    for (const flow of [0, 2, 4]) associations.receive(flow, hello!.bytes, 0, hello!.bytes.length, 1);

    expect([0, 2, 4].map((flow) => associations.of(flow) !== undefined)).toEqual([false, true, true]);
    expect(diagnostics.counts()).toMatchObject([{ code: 'reasm-limit' }]);
  });

  test('nothing that is sent throws', () => {
    const wire = wireOf(recordedDtls('cookie'));
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            datagram: fc.constantFrom(...wire),
            at: fc.nat(400),
            byte: fc.nat(255),
            cut: fc.nat(300),
          }),
          { maxLength: 12 },
        ),
        (changes) => {
          const datagrams = changes.map(({ datagram: { flow, bytes }, at, byte, cut }) => {
            const changed = bytes.slice(0, Math.max(1, bytes.length - (cut > 200 ? 0 : cut)));
            changed[at % changed.length] = byte;
            return { flow, bytes: changed };
          });
          const associations = received([...datagrams, ...wire], recordedDtls('cookie').keyLog);
          associations.of(CLIENT_FLOW)?.facts(CLIENT_FLOW, []);
        },
      ),
      { numRuns: 50 },
    );
  });
});

/** Two hellos of DTLS 1.3 and the exporter secret; made by hand, for no program at hand speaks it. RFC 9147 §5, RFC 8446 §7.5. */
function newDtls13(): { readonly wire: readonly Datagram[]; readonly keyLog: string; readonly serverKey: string } {
  const random = Buffer.alloc(32, 0x31);
  const secret = Buffer.alloc(32, 0x42);
  const useSrtp = Buffer.from('000e0007000400070001' + '00', 'hex');
  const versions = Buffer.from('002b0003' + '02fefc', 'hex');
  const hello = Buffer.concat([
    Buffer.from('fefd', 'hex'),
    random,
    Buffer.from('0000' + '00021301' + '0100', 'hex'),
    vector(Buffer.concat([useSrtp, versions])),
  ]);
  const answer = Buffer.concat([
    Buffer.from('fefd', 'hex'),
    Buffer.alloc(32, 0x77),
    Buffer.from('00' + '1301' + '00', 'hex'),
    vector(Buffer.from('002b0002fefc', 'hex')),
  ]);
  const material = (length: number): Buffer => {
    const nothing = Buffer.from('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'hex');
    const derived = expand(secret, 'dtls13EXTRACTOR-dtls_srtp', nothing, 32);
    return expand(derived, 'dtls13exporter', nothing, length);
  };
  const aead = material(56);
  return {
    wire: [
      { flow: CLIENT_FLOW, bytes: new Uint8Array(record(1, hello)) },
      { flow: SERVER_FLOW, bytes: new Uint8Array(record(2, answer)) },
    ],
    keyLog: `EXPORTER_SECRET ${random.toString('hex')} ${secret.toString('hex')}\n`,
    serverKey: `AEAD_AES_128_GCM ${hex(aead.subarray(16, 32))} ${hex(aead.subarray(44, 56))}`,
  };
}

function vector(value: Buffer): Buffer {
  return Buffer.concat([Buffer.of(value.length >> 8, value.length & 0xff), value]);
}

function record(type: number, body: Buffer): Buffer {
  const message = Buffer.concat([Buffer.of(type, 0, 0, body.length, 0, 0, 0, 0, 0, 0, 0, body.length), body]);
  return Buffer.concat([Buffer.from('16fefd0000000000000000', 'hex'), Buffer.of(0, message.length), message]);
}

function expand(secret: Buffer, label: string, context: Buffer, length: number): Buffer {
  const info = Buffer.concat([Buffer.of(0, length, label.length), Buffer.from(label), Buffer.of(32), context]);
  let out = Buffer.alloc(0);
  let block = Buffer.alloc(0);
  for (let n = 1; out.length < length; n++) {
    block = createHmac('sha256', secret)
      .update(Buffer.concat([block, info, Buffer.of(n)]))
      .digest();
    out = Buffer.concat([out, block]);
  }
  return out.subarray(0, length);
}
