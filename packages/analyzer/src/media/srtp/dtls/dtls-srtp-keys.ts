import type { DtlsFacts } from '../../../rows/srtp-facts.ts';
import { cipherSuite } from '../../../transport/tls/cipher-suite.ts';
import { exportedKeys, exportedKeysOfDtls13 } from '../../../transport/tls/key-derivation.ts';
import type { KeyLog } from '../../../transport/tls/key-log.ts';
import type { SrtpMasterKey } from '../srtp-key.ts';
import { type SrtpSuite, suiteOfProfile } from '../srtp-suite.ts';
import type { DtlsClientHello, DtlsServerHello } from './dtls-hello.ts';

/** What each side sends with; where there are none, why. */
export type DtlsSrtpKeys = {
  readonly client: readonly SrtpMasterKey[];
  readonly server: readonly SrtpMasterKey[];
  readonly missing?: NonNullable<DtlsFacts['noKey']>;
};

const LABEL = 'EXTRACTOR-dtls_srtp';
const DTLS_1_0 = 0xfeff;
const DTLS_1_3 = 0xfefc;

/**
 * The master keys that a handshake agrees upon. RFC 5764 §4.2. In DTLS 1.3 the profile chosen is encrypted: there is a key for each that is offered,
 * and the packets' authentication tells which it is.
 */
export function dtlsSrtpKeys(
  client: DtlsClientHello,
  server: DtlsServerHello,
  keyLog: KeyLog,
  clientRandom: string,
): DtlsSrtpKeys {
  const isNew = server.version === DTLS_1_3;
  const profiles = (isNew ? client : server).useSrtp?.profiles ?? [];
  const suites = profiles.flatMap((profile) => suiteOfProfile(profile) ?? []);
  if (suites.length === 0) return without('profile');
  const hash = cipherSuite(server.suite)?.hash;
  if (hash === undefined && server.version !== DTLS_1_0) return without('suite');
  const secret = keyLog.secret(isNew ? 'EXPORTER_SECRET' : 'CLIENT_RANDOM', clientRandom);
  if (secret === undefined) return without('key-log');
  const material = (length: number): Uint8Array => {
    // DTLS 1.0 has no other hash than its own.
    if (isNew) return exportedKeysOfDtls13(hash ?? 'sha256', secret, LABEL, length);
    const secrets = { master: secret, clientRandom: client.random, serverRandom: server.random };
    return exportedKeys(hash ?? 'sha256', server.version === DTLS_1_0 ? 0x0302 : 0x0303, secrets, LABEL, length);
  };
  const mki = (isNew ? client : server).useSrtp?.mki ?? new Uint8Array(0);
  const pairs = suites.map((suite) => keysOf(suite, material(2 * (suite.keyBytes + suite.saltBytes)), mki));
  return { client: pairs.map(([one]) => one), server: pairs.map(([, other]) => other) };
}

/** client_write_SRTP_master_key, that of the server, client_write_SRTP_master_salt, that of the server. */
function keysOf(suite: SrtpSuite, material: Uint8Array, mki: Uint8Array): readonly [SrtpMasterKey, SrtpMasterKey] {
  const { keyBytes, saltBytes } = suite;
  const keyOf = (which: number): SrtpMasterKey => {
    const saltAt = 2 * keyBytes + which * saltBytes;
    return {
      source: 'dtls',
      suite,
      key: material.subarray(which * keyBytes, (which + 1) * keyBytes),
      salt: material.subarray(saltAt, saltAt + saltBytes),
      mki,
      derivationRate: 0,
      rtp: { encrypted: true, authenticated: true },
    };
  };
  return [keyOf(0), keyOf(1)];
}

function without(missing: NonNullable<DtlsFacts['noKey']>): DtlsSrtpKeys {
  return { client: [], server: [], missing };
}
