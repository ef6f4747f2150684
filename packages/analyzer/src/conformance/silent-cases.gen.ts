/** Where rules say nothing, by their tests: what happens there, and the guards that stop them. Written by `pnpm rule-docs`. */
export const silentCases: Readonly<Record<string, readonly (readonly [title: string, ...guards: string[]])[]>> = {};
