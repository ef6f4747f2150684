import type { Railroad } from '@sipscope/parser/grammar';

export type { Railroad, RailroadShape } from '@sipscope/parser/grammar';

/**
 * A rule of the grammar as a railroad diagram, what was `expected` where it could not go on marked: both as diagnostics tell them. The grammar is loaded here and nowhere
 * before. Undefined where there is no such rule.
 */
export async function ruleDiagram(rule: string, expected: readonly string[] = []): Promise<Railroad | undefined> {
  const { railroad } = await import('@sipscope/parser/grammar');
  return railroad(rule, { expected });
}
