export * from './message/core-headers.ts';
export { defineHeader } from './message/define-header.ts';
export * from './message/extension-headers.ts';
export type { HeaderAccessor } from './message/header-accessor.ts';
export type { KnownHeader } from './message/known-header.ts';
