/**
 * Text from the wire as it may be shown: nothing in it moves the text around it, and nothing in it is invisible.
 * Characters that would become a placeholder; the rest stays as it is.
 */
const unsafe =
  // C0, DEL and C1 controls; soft hyphen; Arabic letter mark; zero-width characters; bidirectional controls;
  // line and paragraph separators; word joiner and invisible operators; the byte order mark; tags.
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;

/** Names of the C0 controls from 0 on, as ASCII (RFC 20) has them. */
const controlNames =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US';

/** Names of those a reader of SIP meets. */
const names = new Map<number, string>([
  ...controlNames.split(' ').map((name, codePoint) => [codePoint, name] as const),
  [0x7f, 'DEL'],
  [0x61c, 'ALM'],
  [0xad, 'SHY'],
  [0x200b, 'ZWSP'],
  [0x200c, 'ZWNJ'],
  [0x200d, 'ZWJ'],
  [0x200e, 'LRM'],
  [0x200f, 'RLM'],
  [0x2028, 'LSEP'],
  [0x2029, 'PSEP'],
  [0x202a, 'LRE'],
  [0x202b, 'RLE'],
  [0x202c, 'PDF'],
  [0x202d, 'LRO'],
  [0x202e, 'RLO'],
  [0x2060, 'WJ'],
  [0x2066, 'LRI'],
  [0x2067, 'RLI'],
  [0x2068, 'FSI'],
  [0x2069, 'PDI'],
  [0xfeff, 'BOM'],
]);

/** Whether a code point is shown as a placeholder. */
export function isUnsafe(codePoint: number): boolean {
  if (codePoint >= 0x20 && codePoint < 0x7f) return false;
  return String.fromCodePoint(codePoint).search(unsafe) === 0;
}

/** What stands for it: `⟨BEL⟩`, `⟨RLO⟩`, or `⟨U+0085⟩` where it has no short name. Fonts often lack Unicode's pictures of controls. */
export function placeholder(codePoint: number): string {
  const hex = codePoint.toString(16).toUpperCase().padStart(4, '0');
  return `⟨${names.get(codePoint) ?? `U+${hex}`}⟩`;
}

export function visible(text: string): string {
  return text.replace(unsafe, (character) => placeholder(character.codePointAt(0) ?? 0));
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Visible, and at most so many graphemes; a cluster of many marks is cut to its first few. */
export function label(text: string, most = 256): string {
  if (text.length <= most && !/[^\u0020-\u007E]/.test(text)) return text;
  const parts: string[] = [];
  for (const { segment } of graphemes.segment(visible(text.slice(0, most * 16)))) {
    if (parts.length === most) return `${parts.join('')}…`;
    parts.push(segment.slice(0, 8));
  }
  return text.length > most * 16 ? `${parts.join('')}…` : parts.join('');
}
