import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Span } from '../text/span.ts';
import type { Body } from './body.ts';
import type { BodyInput } from './body-value.ts';
import { checkPart } from './check-part.ts';
import { type MultipartSplit, splitMultipart } from './split-multipart.ts';

/** Several bodies in one. RFC 2046 §5.1, RFC 5621 §3–6. */
export class Multipart {
  readonly kind = 'multipart';
  /** `mixed`, `alternative`, `related`, `signed` … in lower case. */
  readonly subtype: string;
  /** As the Content-Type says it, without quotes. */
  readonly boundary: string | undefined;
  readonly parts: readonly Body[];
  /** What stands before the first delimiter line, and behind the last: to be ignored. */
  readonly preambleSpan: Span;
  readonly epilogueSpan: Span;
  /** The delimiter lines between, with the line breaks that belong to them. */
  readonly delimiterSpans: readonly Span[];
  /** Whether the closing delimiter line is there. */
  readonly closed: boolean;
  readonly #body: Body;
  readonly #diagnostics: readonly Diagnostic[];

  constructor(body: Body, boundary: string | undefined, split: MultipartSplit) {
    this.subtype = body.mediaType.slice('multipart/'.length);
    this.boundary = boundary;
    const defaultType = this.subtype === 'digest' ? 'message/rfc822' : 'text/plain';
    this.parts = split.parts.map((part) => body.inner(part, 'content', defaultType));
    this.preambleSpan = split.preamble;
    this.epilogueSpan = split.epilogue;
    this.delimiterSpans = split.delimiters;
    this.closed = split.closed;
    this.#body = body;
    this.#diagnostics = split.diagnostics;
  }

  /**
   * The part that the whole is about: of `related` the one its `start` names (RFC 2387 §3.2), else the first; of `alternative` the last that
   * is of a kind read here, for the last is the richest (RFC 2046 §5.1.4); of others (what a `signed` signs, too) the first.
   */
  get root(): Body | undefined {
    return rootOf(this.subtype, this.#body.typeParameter('start'), this.parts);
  }

  /** What is wrong with the multipart and its parts. */
  get diagnostics(): readonly Diagnostic[] {
    return [...checkBoundary(this.boundary, this.#body.span), ...this.#diagnostics, ...this.parts.flatMap(checkPart)];
  }
}

/** Reads a multipart: its parts, each with header fields of its own. */
export function readMultipart(body: Body, { source, span, limits }: BodyInput): Multipart {
  const boundary = body.typeParameter('boundary');
  return new Multipart(body, boundary, splitMultipart(source.bytes, span, boundary, limits.bodyParts));
}

function rootOf(subtype: string, start: string | undefined, parts: readonly Body[]): Body | undefined {
  if (subtype === 'alternative') return parts.findLast(({ value }) => value.kind !== 'unknown') ?? parts[0];
  if (subtype !== 'related' || start === undefined) return parts[0];
  const id = start.startsWith('<') && start.endsWith('>') ? start.slice(1, -1) : start;
  return parts.find(({ contentId }) => contentId === id) ?? parts[0];
}

/**
 *     boundary := 0*69<bchars> bcharsnospace
 *     bchars   := bcharsnospace / " "
 *
 * RFC 2046 §5.1.1.
 */
function checkBoundary(boundary: string | undefined, span: Span): readonly Diagnostic[] {
  if (boundary === undefined) return [{ code: 'mime-boundary-missing', span }];
  const isRight = boundary.length <= 70 && /^[\w'()+,\-./:=? ]*[\w'()+,\-./:=?]$/.test(boundary.slice(0, 71));
  return isRight ? [] : [{ code: 'mime-boundary', span: [span[0], span[0]], detail: boundary.slice(0, 80) }];
}
