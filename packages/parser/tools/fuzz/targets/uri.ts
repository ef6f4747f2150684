import {
  parseMessage,
  parseUri,
  readUriHeader,
  unescapeUri,
  type Uri,
  uriBody,
  uriEquals,
  uriUser,
  writeUri,
} from '../../../src/index.ts';
import { BrokenPromise, demand } from '../broken-promise.ts';
import { uris } from '../dictionary.ts';
import { demandSpan, readEverything } from '../read-everything.ts';
import { messageSeeds } from '../seeds.ts';
import type { Target } from '../target.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** URIs by themselves; where there is a line feed, one before it and one behind, which are compared. */
export const uriTarget: Target = { name: 'uri', seeds: uriSeeds, mutators: [], check: checkUris };

function uriSeeds(): readonly Uint8Array[] {
  const read = messageSeeds().flatMap((bytes) => {
    const { from, to, startLine, contacts } = parseMessage(bytes);
    const texts = [from, to, ...contacts].flatMap((one) => (one === undefined || one === '*' ? [] : [one.uriText]));
    return startLine?.kind === 'request' ? [...texts, startLine.requestUri] : texts;
  });
  const unlike = [...new Set(read)].map((text) => new TextEncoder().encode(text));
  return [...uris, ...unlike, new TextEncoder().encode('sip:%61lice@b:5060;x?y=z\nSIP:alice@B;x')];
}

function checkUris(bytes: Uint8Array): void {
  const lineFeed = bytes.indexOf(0x0a);
  const one = checkUri(lineFeed === -1 ? bytes : bytes.subarray(0, lineFeed));
  // Alone, it is compared with itself in capitals.
  const other =
    lineFeed === -1 ? parseUri(decoder.decode(bytes).toUpperCase()).uri : checkUri(bytes.subarray(lineFeed + 1));
  if (one === undefined || other === undefined) return;
  const isEqual = uriEquals(one, other);
  demand(isEqual === uriEquals(other, one), 'uriEquals is symmetric', () => `${isEqual} the one way`);
}

function checkUri(bytes: Uint8Array): Uri | undefined {
  const { uri, diagnostics } = parseUri(bytes);
  for (const { span } of diagnostics) demandSpan(span, bytes.length, 'a diagnostic');
  demand(uri !== undefined || diagnostics.length > 0, 'a URI that cannot be read has a diagnostic', () => 'none');
  if (uri === undefined) return undefined;
  readEverything(uri, bytes.length);
  unescapeUri(uri.text);
  uriUser(uri);
  demand(uriEquals(uri, uri), 'uriEquals is reflexive', () => 'false');
  if (diagnostics.length > 0) return uri;
  demand(writeUri(uri) === decoder.decode(bytes), 'writeUri() gives what was read', () => writeUri(uri));
  if (uri.kind === 'sip') checkHeaders(uri);
  checkRewritten(uri);
  return uri;
}

function checkHeaders(uri: Extract<Uri, { kind: 'sip' }>): void {
  if (uri.headers.length === 0) return;
  uriBody(uri);
  readEverything(readUriHeader(uri, 'Replaces')?.values, Infinity);
}

/** What is written anew from its parts means the same. */
function checkRewritten(uri: Uri): void {
  const written = uri.kind === 'sip' || uri.kind === 'tel' ? uri.with({}).text : uri.text;
  const again = parseUri(written);
  if (again.uri === undefined) throw new BrokenPromise('a URI made of its parts can be read', written);
  demand(uriEquals(again.uri, uri), 'a URI made of its parts is equal', () => written);
}
