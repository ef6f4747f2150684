import { EmbeddedActionsParser, type IToken, type ParserMethod } from 'chevrotain';
import {
  And,
  AnyRightParen,
  AnyValueWord,
  Comma,
  Comparison,
  filterTokens,
  LeftParen,
  ListEnd,
  ListStart,
  Not,
  Or,
  Quoted,
  QuotedValue,
  Range,
  Word,
} from './filter-tokens.ts';
import type { Filter, FilterChoice, FilterOrder, FilterText } from './filter.ts';

/**
 * The filter language.
 *
 *     filter     = [ anyOf ]
 *     anyOf      = allOf *( "or" allOf )
 *     allOf      = term *( [ "and" ] term )
 *     term       = *( "not" / "-" ) ( group / comparison / text )
 *     group      = "(" anyOf ")"
 *     comparison = key operator choices
 *     operator   = ":" / "=" / "!=" / "<" / "<=" / ">" / ">="
 *     choices    = "(" choice *( "," choice ) ")" / choice
 *     choice     = value / [ value ] ".." [ value ]
 *     value      = word / quoted
 *     text       = word / quoted
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
      { ALT: (): Filter => ({ kind: 'text', text: this.SUBRULE(this.text) }) },
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

  private choices = this.RULE('choices', (): FilterChoice[] => {
    const choices: FilterChoice[] = [];
    this.OR([
      {
        ALT: () => {
          this.CONSUME(ListStart);
          this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => choices.push(this.SUBRULE(this.choice)) });
          this.CONSUME(ListEnd);
        },
      },
      { ALT: () => choices.push(this.SUBRULE2(this.choice)) },
    ]);
    return choices;
  });

  private choice = this.RULE('choice', (): FilterChoice => {
    return this.OR([
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
    return this.OR([
      { ALT: (): FilterText => ({ text: this.CONSUME(AnyValueWord).image, quoted: false }) },
      { ALT: (): FilterText => ({ text: unquoted(this.CONSUME(QuotedValue).image), quoted: true }) },
    ]);
  });

  private text = this.RULE('text', (): FilterText => {
    return this.OR([
      { ALT: (): FilterText => ({ text: this.CONSUME(Word).image, quoted: false }) },
      { ALT: (): FilterText => ({ text: unquoted(this.CONSUME(Quoted).image), quoted: true }) },
    ]);
  });
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
  if (operator === ':' || operator === '=') return { kind: 'is', key, choices };
  const [bound] = choices;
  // `parseFilter` has refused lists and ranges here.
  return { kind: 'order', key, order: operator, bound: bound?.kind === 'value' ? bound.value : emptyText };
}

const emptyText: FilterText = { text: '', quoted: true };

/** `status >= ` → `status`, `>=`. */
export function comparisonParts(token: IToken): { key: string; operator: FilterOrder | ':' | '=' | '!=' } {
  const image = token.image.trimEnd();
  const at = image.search(/[\s:<>!=]/);
  const written = image.slice(at).trimStart();
  const operator = written === '==' ? '=' : /^:[<>]/.test(written) ? written.slice(1) : written;
  // The token's pattern allows no other operator.
  return { key: image.slice(0, at), operator: operator as FilterOrder | ':' | '=' | '!=' };
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
