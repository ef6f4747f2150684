import { type LineMaker, lineMakers, viaValue } from './header-lines.ts';
import { address, branch, displayName, user } from './names.ts';
import type { Random } from './random.ts';
import { sessionText } from './session-text.ts';

const leastBytes = 600;
const mostBytes = 1800;

const lengthOf = (text: string): number => Buffer.byteLength(text);

/** A message of the same kind as `base`, with other parties, keys and places, and with the header fields and the body that networks add, `leastBytes` to `mostBytes` long. */
export function richMessage(base: string, random: Random): string | undefined {
  const headEnd = base.indexOf('\r\n\r\n');
  const [startLine = '', ...fields] = renamed(base.substring(0, headEnd), random).split(/\r\n(?![ \t])/);
  const isRequest = !startLine.startsWith('SIP/');
  const body = bodyFor(startLine, base.substring(headEnd + 4), fields, random);
  const kept = fields.filter(
    (field) => !/^(?:Content-Length|l)\s*:/i.test(field) && (body.isOwn || !/^(?:Content-Type|c)\s*:/i.test(field)),
  );
  if (!body.isOwn && body.text !== '') kept.push('Content-Type: application/sdp');
  const end = `Content-Length: ${lengthOf(body.text)}\r\n\r\n${body.text}`;
  const lines = [startLine, ...kept];
  const aim = random.between(leastBytes + 50, mostBytes - 100);
  let bytes = lengthOf(`${lines.join('\r\n')}\r\n${end}`);
  for (const line of extraLines(kept, isRequest, random)) {
    if (bytes >= aim) break;
    const more = lengthOf(line) + 2;
    if (bytes + more > mostBytes) continue;
    bytes += more;
    // A hop further: behind the Vias that are there, or it would be the sender.
    if (line.startsWith('Via:')) lines.splice(lastVia(lines) + 1, 0, line);
    else lines.push(line);
  }
  return bytes < leastBytes || bytes > mostBytes ? undefined : `${lines.join('\r\n')}\r\n${end}`;
}

const lastVia = (lines: readonly string[]): number => lines.findLastIndex((line) => /^(?:Via|v)\s*:/i.test(line));

/** Other users, addresses and keys; the same ones for the same. */
function renamed(head: string, random: Random): string {
  const names = new Map<string, string>();
  const other = (kind: string, text: string, make: () => string): string => {
    const key = `${kind} ${text}`;
    const known = names.get(key);
    if (known !== undefined) return known;
    const made = make();
    names.set(key, made);
    return made;
  };
  const display = random.chance(70) ? displayName(random) : undefined;
  return head
    .replace(/^((?:From|f)\s*: *)"[A-Za-z]*" *</gim, (whole, start: string) =>
      display === undefined ? whole : `${start}${display}<`,
    )
    .replace(/^((?:Call-ID|i)\s*: *)[^\s@]+/gim, (_, start: string) => `${start}${random.hex(random.between(8, 32))}`)
    .replace(/branch=z9hG4bK[\w.+-]*/gi, (text) => other('branch', text, () => `branch=${branch(random)}`))
    .replace(/;tag=[\w.-]+/gi, (text) => other('tag', text, () => `;tag=${random.hex(random.between(6, 20))}`))
    .replace(/sip:[a-z]{3,8}@/g, (text) => other('user', text, () => `sip:${user(random)}@`))
    .replace(/\b127(?:\.\d{1,3}){3}\b/g, (text) => other('address', text, () => ipv4(random)));
}

function ipv4(random: Random): string {
  const drawn = address(random);
  return drawn.startsWith('[') ? '192.0.2.77' : drawn;
}

/** The base's own body, or a session description in its place where one may stand. */
function bodyFor(
  startLine: string,
  own: string,
  fields: readonly string[],
  random: Random,
): { text: string; isOwn: boolean } {
  const isSession = fields.some((field) => /^Content-Type\s*:\s*application\/sdp\s*$/i.test(field));
  if (own !== '' && !isSession) return { text: own, isOwn: true };
  const mayOffer = startLine.startsWith('INVITE') || startLine.startsWith('UPDATE') || isSession;
  return { text: mayOffer && random.chance(85) ? sessionText(random) : '', isOwn: false };
}

function extraLines(fields: readonly string[], isRequest: boolean, random: Random): string[] {
  const have = new Set(fields.map(fieldName));
  const fits = ({ name, only }: LineMaker): boolean =>
    (only === undefined || (only === 'request') === isRequest) &&
    (!have.has(name.toLowerCase()) || name === 'Record-Route');
  const lines = lineMakers.filter(fits).map(({ name, value }) => `${name}: ${value(random)}`);
  if (isRequest) for (let more = random.between(0, 3); more > 0; more--) lines.push(`Via: ${viaValue(random)}`);
  return random.shuffled(lines);
}

/** In small letters, in its long form. */
function fieldName(field: string): string {
  const name = field.substring(0, field.indexOf(':')).trim().toLowerCase();
  return { s: 'subject', k: 'supported', x: 'session-expires' }[name] ?? name;
}
