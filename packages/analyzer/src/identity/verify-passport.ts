import { decodePassport, type Identity, parseMessage, type SipMessage } from '@sipscope/parser';
import type { CallMessage } from '../message/call-message.ts';
import type { ReadMessage } from '../message/read-message.ts';
import type { PassportSignature } from '../rows.ts';
import type { Certificate } from './certificates.ts';
import { compactSigningInputs } from './signing-input.ts';

/** What was found of signatures, by the text of the PASSporT. */
export type PassportVerdicts = ReadonlyMap<string, PassportSignature>;

/** Further PASSporTs of a call are not checked. */
const maxPassports = 100;
/** Of an ES256 signature: two numbers of 32 bytes. RFC 7518 §3.4. */
const signatureBytes = 64;

type Signed = {
  readonly text: string;
  readonly identity: Identity;
  readonly x5u: string;
  readonly message: ReadMessage;
};

/** Checks the signatures of all PASSporTs in the messages of a call, for its story. */
export async function checkPassports(
  messages: readonly CallMessage[],
  certificates: readonly Certificate[],
): Promise<PassportVerdicts> {
  if (certificates.length === 0) return new Map();
  return verifyPassports(
    messages.map(({ row, bytes }) => ({ row, parsed: parseMessage(bytes) })),
    certificates,
  );
}

/**
 * Checks the signatures of all PASSporTs in these messages by the certificates given. A certificate that was given for a place (`uri`) counts for PASSporTs that name it as
 * theirs. Others are tried on all; what none of them fits is wrong only if one of them may still be its own: not one that already fits another place's PASSporT.
 */
export async function verifyPassports(
  messages: readonly ReadMessage[],
  certificates: readonly Certificate[],
): Promise<PassportVerdicts> {
  const verdicts = new Map<string, PassportSignature>();
  if (certificates.length === 0) return verdicts;
  const keys = await Promise.all(
    certificates.map(async (certificate) => ({ certificate, key: await keyOf(certificate) })),
  );
  const places = new Map<Certificate, string>();
  const unfitting: Signed[] = [];
  for (const signed of signedOf(messages)) {
    const refusal = refusalOf(signed);
    if (refusal !== undefined) {
      verdicts.set(signed.text, { verdict: 'not checked', why: refusal });
      continue;
    }
    const own = keys.filter(({ certificate: { uri } }) => uri === undefined || uri === signed.x5u);
    const fitting = await firstFitting(own, signed);
    if (fitting === undefined) unfitting.push(signed);
    else {
      places.set(fitting, signed.x5u);
      verdicts.set(signed.text, rightBy(fitting, signed));
    }
  }
  for (const signed of unfitting) verdicts.set(signed.text, unfittingVerdict(signed, certificates, places));
  return verdicts;
}

function* signedOf(messages: readonly ReadMessage[]): Generator<Signed> {
  const seen = new Set<string>();
  for (const message of messages) {
    for (const identity of message.parsed.get('Identity')) {
      if (seen.has(identity.digest) || seen.size >= maxPassports) continue;
      seen.add(identity.digest);
      const x5u = decodePassport(identity).passport?.header?.x5u ?? identity.info ?? '';
      yield { text: identity.digest, identity, x5u, message };
    }
  }
}

function refusalOf({ identity, message }: Signed): string | undefined {
  if (identity.quoted) return 'It is of RFC 4474, which RFC 8224 replaced.';
  const alg = decodePassport(identity).passport?.header?.alg ?? identity.alg ?? 'ES256';
  if (alg !== 'ES256') return `It is signed by ${alg}; ES256 is what PASSporTs are signed by (RFC 8225 §6).`;
  if (identity.isCompact && compactSigningInputs(identity, message.parsed).length === 0)
    return 'It is compact, and the message has no Date or no parties to make its claims of (RFC 8224 §4.1).';
  if (globalThis.crypto?.subtle === undefined) return 'This browser checks signatures on secure pages alone.';
  return undefined;
}

type Key = { readonly certificate: Certificate; readonly key: CryptoKey | undefined };

async function keyOf({ publicKey }: Certificate): Promise<CryptoKey | undefined> {
  try {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    return await globalThis.crypto?.subtle?.importKey('spki', publicKey.slice(), algorithm, false, ['verify']);
  } catch {
    // A key of another kind or curve.
    return undefined;
  }
}

async function firstFitting(keys: readonly Key[], signed: Signed): Promise<Certificate | undefined> {
  const signature = decodePassport(signed.identity).passport?.signature;
  if (signature?.length !== signatureBytes) return undefined;
  for (const input of signingInputs(signed.identity, signed.message.parsed)) {
    const bytes = new TextEncoder().encode(input);
    for (const { certificate, key } of keys) {
      if (key === undefined) continue;
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
      if (await globalThis.crypto.subtle.verify(algorithm, key, signature.slice(), bytes)) return certificate;
    }
  }
  return undefined;
}

function signingInputs(identity: Identity, message: SipMessage): readonly string[] {
  if (identity.isCompact) return compactSigningInputs(identity, message);
  return [identity.digest.slice(0, identity.digest.lastIndexOf('.'))];
}

function rightBy({ name, notBefore, notAfter }: Certificate, { message }: Signed): PassportSignature {
  const timeMs = Date.parse(message.row.time);
  const isEarly = notBefore !== undefined && timeMs < notBefore;
  const isLate = notAfter !== undefined && timeMs > notAfter;
  return {
    verdict: 'right',
    certificate: name,
    ...(isEarly ? { why: 'The certificate was not yet valid then.' } : {}),
    ...(isLate ? { why: 'The certificate was no longer valid then.' } : {}),
  };
}

function unfittingVerdict(
  { x5u }: Signed,
  certificates: readonly Certificate[],
  places: ReadonlyMap<Certificate, string>,
): PassportSignature {
  const own = certificates.filter(({ uri }) => uri !== undefined && uri === x5u);
  const possible =
    own.length > 0 ? own : certificates.filter((one) => one.uri === undefined && !isOfAnother(places.get(one), x5u));
  const [first] = possible;
  if (first === undefined) return { verdict: 'not checked', why: 'Its certificate was not given.' };
  const why =
    possible.length === 1
      ? `It does not fit the certificate ${first.name}.`
      : `It fits none of the ${possible.length} certificates given.`;
  return { verdict: 'wrong', why };
}

function isOfAnother(place: string | undefined, x5u: string): boolean {
  return place !== undefined && place !== x5u;
}
