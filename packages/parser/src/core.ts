export type { Diagnostic, Severity } from './diagnostic/diagnostic.ts';
export type { DiagnosticCode } from './diagnostic/diagnostic-table.ts';
export type { UriReading } from './grammar/lazy-address.ts';
export type { Reading } from './grammar/read-row.ts';
export { type HeaderName, type HeaderRow, headerTable } from './header/header-table.ts';
export type { HeaderAccessor } from './message/header-accessor.ts';
export type { HeaderField } from './message/header-field.ts';
export { defaultLimits, type Limits } from './message/limits.ts';
export {
  parseCoreHeader as parseHeader,
  parseCoreMessage as parseMessage,
  parseCoreUri as parseUri,
} from './message/parse-core.ts';
export type { ParseOptions } from './message/parse-with.ts';
export type { SipMessage } from './message/sip-message.ts';
export type { RequestLine, StatusLine } from './message/start-line.ts';
export type { Span } from './text/span.ts';
export type { Uri } from './uri/uri.ts';
