import {
  attribute,
  child,
  type Field,
  type FromElement,
  hasChild,
  requiredAttribute,
  requiredChild,
  shape,
  someChildren,
  text,
} from './shape.ts';
import { boolean, integer, oneOf, type SimpleType, string } from './simple-type.ts';

/** Which key presses shall be told. RFC 4730 §5.1. */
export type KpmlRequest = FromElement & {
  readonly version: string | undefined;
  /** Whether keys of the other direction are meant. */
  readonly reverse: boolean | undefined;
  readonly pattern: KpmlPattern | undefined;
};

/** The keys to be told of. RFC 4730 §5.1. */
export type KpmlPattern = FromElement & {
  readonly persist: 'one-shot' | 'persist' | 'single-notify' | undefined;
  readonly interdigitTimerMs: number | undefined;
  readonly criticalDigitTimerMs: number | undefined;
  readonly extraDigitTimerMs: number | undefined;
  readonly longMs: number | undefined;
  readonly longRepeat: boolean | undefined;
  readonly noPartial: boolean | undefined;
  readonly enterKey: string | undefined;
  /** Whether digits pressed before are thrown away. */
  readonly flush: boolean;
  readonly regexes: readonly KpmlRegex[];
};

/** `tag` comes back in the response. */
export type KpmlRegex = FromElement & { readonly tag: string | undefined; readonly regex: string | undefined };

/** Keys that were pressed, or why none are told. RFC 4730 §5.2. */
export type KpmlResponse = FromElement & {
  readonly version: string | undefined;
  readonly code: string | undefined;
  readonly text: string | undefined;
  readonly suppressed: boolean | undefined;
  readonly forcedFlush: string | undefined;
  readonly digits: string | undefined;
  readonly tag: string | undefined;
};

const milliseconds: SimpleType<number> = integer(0);

const readPattern: Field<KpmlPattern> = shape<KpmlPattern>({
  persist: attribute('persist', oneOf('one-shot', 'persist', 'single-notify')),
  interdigitTimerMs: attribute('interdigittimer', milliseconds),
  criticalDigitTimerMs: attribute('criticaldigittimer', milliseconds),
  extraDigitTimerMs: attribute('extradigittimer', milliseconds),
  longMs: attribute('long', milliseconds),
  longRepeat: attribute('longrepeat', boolean),
  noPartial: attribute('nopartial', boolean),
  enterKey: attribute('enterkey', string),
  flush: hasChild('flush'),
  regexes: someChildren('regex', shape<KpmlRegex>({ tag: attribute('tag', string), regex: text(string) })),
});

/** application/kpml-request+xml. RFC 4730 §5.1. */
export const readKpmlRequest: Field<KpmlRequest> = shape<KpmlRequest>({
  version: requiredAttribute('version', string),
  reverse: child('stream', hasChild('reverse')),
  pattern: requiredChild('pattern', readPattern),
});

/** application/kpml-response+xml. RFC 4730 §5.2. */
export const readKpmlResponse: Field<KpmlResponse> = shape<KpmlResponse>({
  version: requiredAttribute('version', string),
  code: requiredAttribute('code', string),
  text: requiredAttribute('text', string),
  suppressed: attribute('suppressed', boolean),
  forcedFlush: attribute('forced_flush', string),
  digits: attribute('digits', string),
  tag: attribute('tag', string),
});
