import type { ISerializedGast } from 'chevrotain';
import { tokenCode, tokenNames, tokenRules } from '../token-code.ts';
import { abnfName } from '../rule-names.ts';

/**
 * A piece of a railroad diagram: a box, pieces in a row, ways to choose from, or a piece that may be passed several times. `words` is what
 * diagnostics call what stands in a box.
 */
export type RailroadElement =
  | { readonly kind: 'box'; readonly text: string; readonly isRule: boolean; readonly words: string }
  | { readonly kind: 'row'; readonly elements: readonly RailroadElement[] }
  | { readonly kind: 'choice'; readonly ways: readonly RailroadElement[] }
  | { readonly kind: 'loop'; readonly element: RailroadElement };

/** What Chevrotain's description of a production leaves unsaid in its type. */
type Production = ISerializedGast & { readonly name?: string; readonly nonTerminalName?: string };

const skip: RailroadElement = { kind: 'row', elements: [] };

const codesByName: ReadonlyMap<string, number> = new Map(
  Object.entries(tokenCode).map(([name, code]) => [name.toLowerCase(), code]),
);

/** The piece for a production as Chevrotain describes it. As deep as the rules are nested, which no input changes. */
export function railroadElement(production: Production): RailroadElement {
  const inner = (): RailroadElement => row((production.definition ?? []).map(railroadElement));
  switch (production.type) {
    case 'Terminal':
      return terminal(production.name ?? '');
    case 'NonTerminal': {
      const name = production.nonTerminalName ?? production.name ?? '';
      const text = abnfName(name) ?? name;
      return { kind: 'box', text, isRule: true, words: text };
    }
    case 'Option':
      return { kind: 'choice', ways: [skip, inner()] };
    case 'Repetition':
      return { kind: 'choice', ways: [skip, { kind: 'loop', element: inner() }] };
    case 'RepetitionMandatory':
      return { kind: 'loop', element: inner() };
    case 'Alternation':
      return { kind: 'choice', ways: (production.definition ?? []).map(railroadElement) };
    default:
      return inner();
  }
}

function row(elements: readonly RailroadElement[]): RailroadElement {
  return elements.length === 1 ? elements[0]! : { kind: 'row', elements };
}

/** `";"`, `quoted-string`, `token`: as the ABNF has it. */
function terminal(name: string): RailroadElement {
  const code = codesByName.get(name.toLowerCase()) ?? codesByName.get(name.replace(/Word$/, '').toLowerCase());
  const words = code === undefined ? name : tokenNames[code]!;
  const text = code === undefined ? name : (tokenRules[code] ?? words);
  return { kind: 'box', text, isRule: false, words };
}
