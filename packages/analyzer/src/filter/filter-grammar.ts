import { EmbeddedActionsParser, type IToken, type ParserMethod, tokenMatcher } from 'chevrotain';
import {
  And,
  AnyListEnd,
  AnyListStart,
  AnyRightParen,
  AnyValueWord,
  BareExpression,
  Comma,
  Comparison,
  filterTokens,
  LeftParen,
  Matching,
  Not,
  Or,
  Quoted,
  QuotedValue,
  Range,
  RawQuoted,
  Slashed,
  SlashedValue,
  Word,
} from './filter-tokens.ts';
import type { Filter, FilterChoice, FilterOrder, FilterText } from './filter.ts';

/**
 * The filter language.
 *
 *     filter     = [ anyOf ]
 *     anyOf      = allOf *( ( "or" / "||" ) allOf )
 *     allOf      = term *( [ "and" / "&&" ] term )
 *     term       = *( "not" / "!" / "-" ) ( group / comparison / matching / text )
 *     group      = "(" anyOf ")"
 *     comparison = key operator choices
 *     operator   = ":" / "=" / "==" / "!=" / "<" / "<=" / ">" / ">=" / "eq" / "ne" / "lt" / "le" / "gt" / "ge" / "in" / "contains"
 *     matching   = key ( "=~" / "matches" ) ( expression / word / quoted )
 *     choices    = ( "(" / "{" ) choice *( [ "," ] choice ) ( ")" / "}" ) / choice
 *     choice     = value / expression / [ value ] ".." [ value ]
 *     value      = word / quoted
 *     text       = word / quoted / expression
 *     expression = "/" regular expression "/"
 */
class FilterGrammar extends EmbeddedActionsParser {
  constructor() {
    super([...filterTokens], { recoveryEnabled: false, maxLookahead: 2 });
    this.performSelfAnalysis();
  }

  filter: ParserMethod<[], Filter> = this.RULE('filter', (): Filter => {
    let filter: Filter = { kind: 'everything' };
    this.OPTION(() => {
      filter = this.SUBRULE(this.anyOf);
    });
    return filter;
  });

  private anyOf = this.RULE('anyOf', (): Filter => {
    const filters = [this.SUBRULE(this.allOf)];
    this.MANY(() => {
      this.CONSUME(Or);
      filters.push(this.SUBRULE2(this.allOf));
    });
    return this.ACTION(() => joined('or', filters));
  });

  private allOf = this.RULE('allOf', (): Filter => {
    const filters = [this.SUBRULE(this.term)];
    this.MANY(() => {
      this.OPTION(() => this.CONSUME(And));
      filters.push(this.SUBRULE2(this.term));
    });
    return this.ACTION(() => joined('and', filters));
  });

  private term = this.RULE('term', (): Filter => {
    let negated = false;
    this.MANY(() => {
      this.CONSUME(Not);
      negated = !negated;
    });
    const filter = this.OR([
      { ALT: () => this.SUBRULE(this.group) },
      { ALT: () => this.SUBRULE(this.comparison) },
      { ALT: () => this.SUBRULE(this.matching) },
      { ALT: () => this.SUBRULE(this.text) },
    ]);
    return negated ? { kind: 'not', filter } : filter;
  });

  private group = this.RULE('group', (): Filter => {
    this.CONSUME(LeftParen);
    const filter = this.SUBRULE(this.anyOf);
    this.CONSUME(AnyRightParen);
    return filter;
  });

  private comparison = this.RULE('comparison', (): Filter => {
    const token = this.CONSUME(Comparison);
    const choices = this.SUBRULE(this.choices);
    return this.ACTION(() => comparison(token, choices));
  });

  private matching = this.RULE('matching', (): Filter => {
    const token = this.CONSUME(Matching);
    const source = this.OR([
      { ALT: () => this.CONSUME(SlashedValue) },
      { ALT: () => this.CONSUME(RawQuoted) },
      { ALT: () => this.CONSUME(BareExpression) },
    ]);
    return this.ACTION(() => {
      const { source: canonical } = expressionAt(source);
      return { kind: 'is', key: comparisonParts(token).key, choices: [{ kind: 'expression', source: canonical }] };
    });
  });

  private choices = this.RULE('choices', (): FilterChoice[] => {
    const choices: FilterChoice[] = [];
    this.OR([
      {
        ALT: () => {
          this.CONSUME(AnyListStart);
          choices.push(this.SUBRULE(this.choice));
          this.MANY(() => {
            this.OPTION(() => this.CONSUME(Comma));
            choices.push(this.SUBRULE2(this.choice));
          });
          this.CONSUME(AnyListEnd);
        },
      },
      { ALT: () => choices.push(this.SUBRULE3(this.choice)) },
    ]);
    return choices;
  });

  private choice = this.RULE('choice', (): FilterChoice => {
    return this.OR([
      {
        ALT: (): FilterChoice => {
          const token = this.CONSUME(SlashedValue);
          return this.ACTION(() => ({ kind: 'expression', source: expressionAt(token).source }));
        },
      },
      {
        ALT: (): FilterChoice => {
          this.CONSUME(Range);
          const to = this.OPTION(() => this.SUBRULE(this.value));
          return { kind: 'range', ...(to && { to }) };
        },
      },
      {
        ALT: () => {
          const value = this.SUBRULE2(this.value);
          let choice: FilterChoice = { kind: 'value', value };
          this.OPTION2(() => {
            this.CONSUME2(Range);
            const to = this.OPTION3(() => this.SUBRULE3(this.value));
            choice = { kind: 'range', from: value, ...(to && { to }) };
          });
          return choice;
        },
      },
    ]);
  });

  private value = this.RULE('value', (): FilterText => {
    const token = this.OR([{ ALT: () => this.CONSUME(AnyValueWord) }, { ALT: () => this.CONSUME(QuotedValue) }]);
    return this.ACTION(() => writtenText(token));
  });

  private text = this.RULE('text', (): Filter => {
    const token = this.OR([
      { ALT: () => this.CONSUME(Word) },
      { ALT: () => this.CONSUME(Quoted) },
      { ALT: () => this.CONSUME(Slashed) },
    ]);
    return this.ACTION((): Filter => {
      if (tokenMatcher(token, Slashed)) return { kind: 'expression', source: expressionAt(token).source };
      return { kind: 'text', text: writtenText(token) };
    });
  });
}

const places = new WeakMap<FilterText, readonly [start: number, end: number]>();

/** Where in the filter's text a value that was read stood. */
export function placeOf(text: FilterText): readonly [start: number, end: number] | undefined {
  return places.get(text);
}

function writtenText(token: IToken): FilterText {
  const { image, startOffset } = token;
  const text: FilterText = image.startsWith('"')
    ? { text: unquoted(image), quoted: true }
    : { text: image, quoted: false };
  places.set(text, [startOffset, startOffset + image.length]);
  return text;
}

/** The regular expression of a token as it stands between slashes, as it was written, and where that begins. */
export function expressionAt({ image, startOffset }: IToken): {
  readonly source: string;
  readonly written: string;
  readonly at: number;
} {
  const opens = /^(?:\/|r?")/.exec(image)?.[0] ?? '';
  const closes = opens === '' ? 0 : opens === '/' ? /\/i?$/.exec(image.slice(1))?.[0].length : 1;
  const written = image.slice(opens.length, image.length - (closes ?? 0));
  const source = written.replace(/\\[\s\S]|\//g, (part) => (part === '/' ? '\\/' : part));
  return { source, written, at: startOffset + opens.length };
}

/** Nested joins of one kind are one join, so that a filter has one tree however it is bracketed. */
function joined(kind: 'and' | 'or', filters: readonly Filter[]): Filter {
  const flat = filters.flatMap((filter) => (filter.kind === kind ? filter.filters : [filter]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind, filters: flat };
}

function comparison(token: IToken, choices: readonly FilterChoice[]): Filter {
  const { key, operator } = comparisonParts(token);
  if (operator === '!=') return { kind: 'is-not', key, choices };
  if (operator === ':' || operator === '=~') return { kind: 'is', key, choices };
  const [first] = choices;
  // `parseFilter` has refused lists, ranges and expressions here.
  const text = first?.kind === 'value' ? first.value : emptyText;
  return operator === 'contains'
    ? { kind: 'contains', key, text }
    : { kind: 'order', key, order: operator, bound: text };
}

const emptyText: FilterText = { text: '', quoted: true };

export type ComparisonOperator = FilterOrder | ':' | '!=' | '=~' | 'contains';

/** Operators that have another name, as Wireshark has. */
const operators: ReadonlyMap<string, ComparisonOperator> = new Map<string, ComparisonOperator>([
  ['=', ':'],
  ['==', ':'],
  ['eq', ':'],
  ['in', ':'],
  ['ne', '!='],
  ['gt', '>'],
  ['lt', '<'],
  ['ge', '>='],
  ['le', '<='],
  [':>', '>'],
  [':<', '<'],
  [':>=', '>='],
  [':<=', '<='],
  ['matches', '=~'],
]);

/** `status >= ` → `status`, `>=`. */
export function comparisonParts(token: IToken): { readonly key: string; readonly operator: ComparisonOperator } {
  const image = token.image.trimEnd();
  const at = image.search(/[\s:<>!=]/);
  const written = image.slice(at).trimStart().toLowerCase();
  // The tokens' patterns allow no other operator.
  return { key: image.slice(0, at), operator: operators.get(written) ?? (written as ComparisonOperator) };
}

function unquoted(image: string): string {
  const end = image.length > 1 && image.endsWith('"') ? -1 : image.length;
  return image.slice(1, end).replace(/\\([\s\S])/g, '$1');
}

let grammar: FilterGrammar | undefined;

/** The one grammar; built when a filter is first read. */
export function filterGrammar(): FilterGrammar {
  return (grammar ??= new FilterGrammar());
}
