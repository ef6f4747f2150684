import type { Span } from '@sipscope/parser';
import type { BodyFact, BodyTable } from '../../rows.ts';
import { bodyLimits } from './body-limits.ts';

/** What has to be added to a span to have its place in the message; undefined where the content has none there. */
export type Shift = number | undefined;

/** `{span}` as it lies in the message, or nothing. */
export function placed(span: Span | undefined, shift: Shift): { readonly span?: Span } {
  return span === undefined || shift === undefined ? {} : { span: [span[0] + shift, span[1] + shift] };
}

/** As much of a text as is told. */
export function cut(text: string): string {
  return text.length <= bodyLimits.letters ? text : `${text.slice(0, bodyLimits.letters)}…`;
}

/** A thing said, unless it is not said. */
export function fact(
  name: string,
  value: string | number | boolean | undefined,
  {
    span,
    shift,
    meaning,
  }: { readonly span?: Span | undefined; readonly shift: Shift; readonly meaning?: string | undefined },
): readonly BodyFact[] {
  if (value === undefined || value === '') return [];
  const text = typeof value === 'boolean' ? (value ? 'yes' : 'no') : cut(String(value));
  return [{ name, value: text, ...(meaning === undefined ? {} : { meaning }), ...placed(span, shift) }];
}

/** A table of as many facts as are told; none where there is nothing to say. */
export function table(
  title: string | undefined,
  facts: readonly BodyFact[],
  place: { readonly span?: Span } = {},
): readonly BodyTable[] {
  if (facts.length === 0) return [];
  const more = facts.length - bodyLimits.facts;
  return [
    {
      ...(title === undefined ? {} : { title: cut(title) }),
      ...place,
      facts: facts.slice(0, bodyLimits.facts),
      ...(more > 0 ? { more } : {}),
    },
  ];
}
