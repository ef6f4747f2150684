import type { AnalyzeOptions } from '@sipscope/analyzer';

/** The rules that are asked where no profile is chosen. They are loaded where they are needed. */
export async function usualRules(): Promise<NonNullable<AnalyzeOptions['rules']>> {
  const { chooseRules, rules } = await import('@sipscope/analyzer/conformance');
  return chooseRules(rules, {});
}
