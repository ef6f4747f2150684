import { type Duplex, duplexPair } from 'node:stream';
import tls from 'node:tls';
import type { Direction } from '../src/transport/stream.ts';
import { testCertificates } from './test-certificates.ts';

/** Bytes as they went over the wire, in one write. */
export type WireChunk = { readonly direction: Direction; readonly bytes: Uint8Array };

export type TlsRecording = {
  readonly wire: readonly WireChunk[];
  readonly keyLog: string;
  readonly version: string | null;
  readonly suite: string;
  /** For `session` of the next one. */
  readonly session: Buffer | undefined;
  readonly isResumed: boolean;
};

export type TlsRecordingOptions = {
  readonly client?: tls.ConnectionOptions;
  readonly server?: tls.TLSSocketOptions;
  readonly certificate?: 'rsa' | 'ec';
  /** What is said in turn, the client first. */
  readonly texts: readonly (string | Uint8Array)[];
  /** Whether TLS 1.2 makes new keys after the first text. */
  readonly renegotiate?: boolean;
};

/** A TLS connection of Node with itself: what went over the wire and what it says its secrets are. */
export async function recordTls(options: TlsRecordingOptions): Promise<TlsRecording> {
  const wire: WireChunk[] = [];
  let keyLog = '';
  let session: Buffer | undefined;
  const [clientEnd, clientTap] = duplexPair();
  const [serverEnd, serverTap] = duplexPair();
  tap(clientTap, serverTap, (bytes) => wire.push({ direction: 0, bytes }));
  tap(serverTap, clientTap, (bytes) => wire.push({ direction: 1, bytes }));

  const { key, cert } = testCertificates[options.certificate ?? 'rsa'];
  const server = new tls.TLSSocket(serverEnd, {
    isServer: true,
    key,
    cert,
    dhparam: 'auto',
    ...options.server,
  } as tls.TLSSocketOptions);
  const client = tls.connect({
    socket: clientEnd,
    rejectUnauthorized: false,
    servername: 'sip.example.com',
    ...options.client,
  });
  client.on('keylog', (line: Buffer) => (keyLog += line.toString('latin1')));
  client.on('session', (given: Buffer) => (session = given));
  const failed = new Promise<never>((_resolve, reject) => {
    client.on('error', reject);
    server.on('error', reject);
  });
  failed.catch(() => {});
  const secured = new Promise<void>((resolve) => client.once('secureConnect', () => resolve()));
  await Promise.race([secured, failed]);
  for (const [index, text] of options.texts.entries()) {
    const [from, to] = index % 2 === 0 ? [client, server] : [server, client];
    await Promise.race([said(from, to, text), failed]);
    if (index === 0 && options.renegotiate === true) await Promise.race([renegotiated(client), failed]);
  }
  const recording = {
    version: client.getProtocol(),
    suite: client.getCipher().standardName,
    isResumed: client.isSessionReused(),
  };
  const closed = Promise.all([ended(client), ended(server)]);
  client.end();
  server.end();
  await closed;
  return { ...recording, wire, keyLog, session };
}

function tap(from: Duplex, to: Duplex, seen: (bytes: Uint8Array) => void): void {
  from.on('data', (bytes: Buffer) => {
    seen(new Uint8Array(bytes));
    to.write(bytes);
  });
  from.on('end', () => to.end());
}

async function said(from: tls.TLSSocket, to: tls.TLSSocket, text: string | Uint8Array): Promise<void> {
  let left = Buffer.byteLength(text);
  const heard = new Promise<void>((resolve) => {
    const hear = (bytes: Buffer): void => {
      left -= bytes.length;
      if (left > 0) return;
      to.off('data', hear);
      resolve();
    };
    to.on('data', hear);
  });
  from.write(text);
  await heard;
}

async function renegotiated(client: tls.TLSSocket): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    client.renegotiate({ rejectUnauthorized: false }, (error) => (error === null ? resolve() : reject(error)));
  });
}

async function ended(socket: tls.TLSSocket): Promise<void> {
  await new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
    socket.resume();
  });
}
