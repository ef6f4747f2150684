type ScriptPolicy = { createScriptURL(address: string): string };
type TrustedTypes = {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): ScriptPolicy;
};

const known = new Set<string>();
let policy: ScriptPolicy | undefined;

/**
 * The address of a script of ours, as a content security policy with trusted types demands it. Only addresses that the build gave are handed in here.
 */
export function trustedScript(script: string): string {
  // Not every browser knows trusted types, and TypeScript's library does not.
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return script;
  known.add(script);
  policy ??= trustedTypes.createPolicy('sipscope', {
    createScriptURL: (wanted) => {
      if (!known.has(wanted)) throw new TypeError('Only scripts of the page are started.');
      return wanted;
    },
  });
  return policy.createScriptURL(script);
}
