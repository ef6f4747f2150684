import type { Attribute, Media, SdpLine, SessionDescription, Span } from '@sipscope/parser';

/** Where the text of a line stands, without its line break. */
export function spanOf({ type, valueSpan: [start, end] }: SdpLine): Span {
  return [start - (type === '' ? 0 : 2), end];
}

/** Likewise of an attribute. */
export function spanOfAttribute({ span, valueSpan }: Attribute): Span {
  return [span[0], valueSpan[1]];
}

/** The m-lines, those too that could not be read. */
export function mediaLinesOf({ lines }: SessionDescription): readonly SdpLine[] {
  return lines.filter(({ type }) => type === 'm');
}

/** The m-line of a section. */
export function mediaSpanOf({ lines }: SessionDescription, { span: [start] }: Media): Span | undefined {
  const line = lines.find(({ type, span }) => type === 'm' && span[0] === start);
  return line === undefined ? undefined : spanOf(line);
}

/** The first line of that type in the section, else in what stands before all sections. */
export function lineOf({ lines, media }: SessionDescription, type: string, section?: Media): SdpLine | undefined {
  const own =
    section === undefined
      ? undefined
      : lines.find((line) => line.type === type && line.span[0] >= section.span[0] && line.span[0] < section.span[1]);
  const end = media[0]?.span[0] ?? Infinity;
  return own ?? lines.find((line) => line.type === type && line.span[0] < end);
}

/** As sentences name a section: `audio stream`, of several with its place: `audio stream (m-line 2)`. */
export function streamName({ media }: SessionDescription, one: Media): string {
  const name = `${one.kind} stream`;
  return media.length === 1 ? name : `${name} (m-line ${media.indexOf(one) + 1})`;
}

/** Whether a stream is used at all (RFC 3264 §5.1, §6; RFC 9143 §6). */
export function isUsed(media: Media): boolean {
  return media.port !== 0 || media.has('bundle-only');
}

/** Whether the session or one of its streams has an attribute of that name. */
export function hasAttribute(sdp: SessionDescription, name: string): boolean {
  return sdp.has(name) || sdp.media.some((media) => media.has(name));
}
