import { getLookaheadPaths, type LookaheadProductionType, type Rule, type TokenType } from 'chevrotain';
import { tokenTypes } from '../src/grammar/token-types.ts';

/** As many tokens ahead as the grammar looks: `TokenParser`'s own limit. */
const maxLookahead = 2;

/** The tokens, in codes, that may follow where one way is taken: one set a token ahead. */
type Path = readonly (readonly number[])[];

/** The ways on from a production: for each alternative the paths into it, and the tokens these begin with. */
export type Way = { readonly condition: string; readonly begins: readonly number[] };

export function waysOn(rule: Rule, prodType: LookaheadProductionType, occurrence: number): readonly Way[] {
  return getLookaheadPaths({ occurrence, rule, prodType, maxLookahead }).map((paths) => ({
    condition: pathsCondition(paths.map((path) => path.map(codesOf))),
    begins: [...new Set(paths.flatMap((path) => path.slice(0, 1)).map(codeOf))],
  }));
}

/** The number of a type, for people and the scanners. */
export function codeOf(type: TokenType): number {
  const code = tokenTypes.indexOf(type);
  if (code === -1) throw new Error(`${type.name} has no code`);
  return code;
}

/** The codes a rule takes that asks for that type: its own and those of its kinds. */
export function codesOf(type: TokenType): readonly number[] {
  const own = type.tokenTypeIdx!;
  const kinds = new Set([own, ...(type.categoryMatches ?? [])]);
  return tokenTypes.flatMap((one, code) => (kinds.has(one.tokenTypeIdx!) ? [code] : []));
}

/** The token is one of the codes. */
function isOneOf(token: string, codes: readonly number[]): string {
  return ranges(codes)
    .map(([from, to]) => {
      if (from === to) return `${token} === ${from}`;
      return to === from + 1
        ? `${token} === ${from} || ${token} === ${to}`
        : `(${token} - ${from}) >>> 0 <= ${to - from}`;
    })
    .join(' || ');
}

/** The next token is one of the codes: the condition under which a rule goes on. */
export function isAhead(codes: readonly number[]): string {
  return isOneOf(ahead(1), codes);
}

/** The token is none of the codes. */
export function isNoneOf(token: string, codes: readonly number[]): string {
  const [only, ...others] = ranges(codes);
  if (only === undefined || others.length > 0) throw new Error('the kinds of a token type must have codes in a row');
  return only[0] === only[1] ? `${token} !== ${only[0]}` : `(${token}! - ${only[0]}) >>> 0 > ${only[1] - only[0]}`;
}

function ranges(codes: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const code of inOrder(codes)) {
    const last = found.at(-1);
    if (last !== undefined && code <= last[1] + 1) last[1] = code;
    else found.push([code, code]);
  }
  return found;
}

function inOrder(codes: Iterable<number>): number[] {
  return [...codes].toSorted((a, b) => a - b);
}

function ahead(tokens: number): string {
  return `this.types[this.currIdx + ${tokens}]!`;
}

/** One of the paths is there. Tokens behind which the same may follow are asked for together. */
function pathsCondition(paths: readonly Path[]): string {
  if (paths.some((path) => path.length === 0)) return 'true';
  const seconds = new Map<number, Set<number> | 'any'>();
  for (const [first, second] of paths) {
    for (const code of first!) {
      const known = seconds.get(code);
      if (second === undefined || known === 'any') seconds.set(code, 'any');
      else seconds.set(code, new Set([...(known ?? []), ...second]));
    }
  }
  const firstsBySecond = Map.groupBy(seconds, ([, follow]) => (follow === 'any' ? '' : inOrder(follow).join()));
  return [...firstsBySecond.values()]
    .map((group) => {
      const first = isAhead(group.map(([code]) => code));
      const follow = group[0]![1];
      return follow === 'any' ? first : `((${first}) && (${isOneOf(ahead(2), [...follow])}))`;
    })
    .join(' || ');
}
