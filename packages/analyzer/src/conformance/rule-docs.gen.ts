/** What the documentation of rules was made of: where rules say nothing, by their tests, and which rules of the grammar have diagrams. Written by `pnpm rule-docs`. */
import type { SilentCase } from './rule-page.ts';

export const silentCaseTable: Readonly<Record<string, readonly SilentCase[]>> = {};

export const drawnRules: readonly string[] = [];
