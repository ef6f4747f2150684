import { type Pattern, readPattern } from './pattern.ts';
import type { Options } from './script/script.ts';
import { wireBytes } from './script/wire-bytes.ts';
import type { ReadSeen } from './seen-message.ts';

/** What of a body is not as the step says. */
export function bodyProblems(options: Options, { row, parsed }: ReadSeen): string[] {
  const { text, pidf, mwi, sipfrag, body } = options;
  const seen = bodyText(parsed.bodyBytes);
  const demand = (pattern: Pattern, what: string) =>
    pattern.matches(seen.trimEnd()) || pattern.matches(seen)
      ? []
      : [`expected ${what}, ${seen === '' ? 'and there is no body' : 'the body is another'}`];
  return [
    ...(text === undefined ? [] : demand(readPattern(text), `the text "${text}"`)),
    ...(pidf === undefined
      ? []
      : demand(readPattern(`/<([A-Za-z0-9]+:)?basic>\\s*${quoted(pidf)}\\s*</`), `the status ${pidf}`)),
    ...(mwi === undefined
      ? []
      : demand(readPattern(`/messages-waiting\\s*:\\s*${quoted(mwi.waiting)}/i`), `messages waiting: ${mwi.waiting}`)),
    ...(mwi?.voice === undefined
      ? []
      : demand(readPattern(`/voice-message\\s*:\\s*${quoted(mwi.voice)}/i`), `voice messages ${mwi.voice}`)),
    ...(sipfrag === undefined ? [] : demand(readPattern(`/^SIP\\/2.0 ${quoted(sipfrag)}/`), sipfrag)),
    ...(body === undefined ? [] : wholeProblems(body, { row, bytes: parsed.bodyBytes, seen })),
  ];
}

const decoder = new TextDecoder();

function bodyText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Of a text, all that means something in a pattern means itself. */
function quoted(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Its type, and its lines in their order, whatever is between them; of octets, all of them. */
function* wholeProblems(
  { type, text }: { readonly type: string; readonly text: string },
  { row, bytes, seen }: { readonly row: ReadSeen['row']; readonly bytes: Uint8Array; readonly seen: string },
): Generator<string> {
  const [mediaType = ''] = type.split(';');
  if (mediaType !== '' && !readPattern(mediaType.trim().toLowerCase()).matches(row.bodyType?.toLowerCase() ?? '')) {
    yield `expected a body of ${mediaType.trim()}, seen ${row.bodyType ?? 'none'}`;
  }
  const expected = wireBytes(text);
  if (typeof expected !== 'string') {
    if (expected.length !== bytes.length || expected.some((byte, at) => byte !== bytes[at]))
      yield 'the octets of the body are others';
    return;
  }
  const lines = seen.split(/\r?\n/);
  let from = 0;
  for (const line of text.split('\r\n')) {
    if (line === '') continue;
    const pattern = readPattern(line);
    const found = lines.findIndex((one, at) => at >= from && (pattern.matches(one) || pattern.matches(one.trim())));
    if (found === -1) {
      yield `the body: expected ${line.trim()}, which is not there${from === 0 ? '' : ' in this place'}`;
      return;
    }
    from = found + 1;
  }
}
