import {
  containingPattern,
  isAnything,
  numberClass,
  numberOf,
  textPattern,
  uriSchemes,
  foldText,
  type FieldType,
  type Filter,
  type FilterChoice,
  type FilterOrder,
  type FilterText,
  type TextPattern,
} from '@sipscope/analyzer';

/** A condition of a WHERE clause, and the values of its `$1`, `$2` … */
export type SqlCondition = { readonly sql: string; readonly values: readonly (string | number)[] };

/**
 * The filter as a condition over the columns of `row-tables.ts`: true of exactly the rows `matchesFilter` finds. What a
 * person wrote goes into values only, never into the SQL.
 */
export function filterSql(filter: Filter, fields: Readonly<Record<string, FieldType>>): SqlCondition {
  const compiler = new FilterCompiler(fields);
  const sql = compiler.condition(filter);
  return { sql, values: compiler.values };
}

/** Says of an SQL expression, which is one leaf of a row, whether it is what the filter asks for. */
type LeafTest = (leaf: string, type: 'text' | 'number' | 'boolean') => string;

class FilterCompiler {
  readonly values: (string | number)[] = [];
  readonly #fields: Readonly<Record<string, FieldType>>;
  readonly #columns: ReadonlyMap<string, string>;

  constructor(fields: Readonly<Record<string, FieldType>>) {
    this.#fields = fields;
    this.#columns = new Map(Object.keys(fields).map((key) => [key.toLowerCase(), key]));
  }

  condition(filter: Filter): string {
    switch (filter.kind) {
      case 'everything':
        return 'true';
      case 'and':
      case 'or':
        return `(${filter.filters.map((part) => this.condition(part)).join(` ${filter.kind} `)})`;
      case 'not':
        return `(not ${this.condition(filter.filter)})`;
      case 'text':
        return this.#anyText(containingPattern(filter.text));
      case 'is':
        return this.#field(filter.key, this.#choicesTest(filter.choices));
      case 'is-not':
        return `(${this.#present(filter.key)} and not ${this.#field(filter.key, this.#choicesTest(filter.choices))})`;
      case 'order':
        return this.#field(filter.key, this.#orderTest(filter.order, filter.bound));
    }
  }

  #anyText(pattern: TextPattern): string {
    const test = this.#patternTest(pattern);
    const keys = Object.keys(this.#fields).filter((key) => this.#fields[key]?.startsWith('text'));
    return `(${keys.map((key) => this.#field(key, (leaf) => test(leaf))).join(' or ')})`;
  }

  #present(key: string): string {
    const column = this.#columns.get(key.toLowerCase());
    return column === undefined ? 'false' : `"${column}" is not null`;
  }

  /** True of a field one of whose leaves passes the test; never unknown, so that `not` is the opposite. */
  #field(key: string, test: LeafTest): string {
    const column = this.#columns.get(key.toLowerCase());
    const type = column === undefined ? undefined : this.#fields[column];
    if (type === undefined) return 'false';
    if (type === 'texts') return anyLeaf(`"${column}"`, test('leaf', 'text'));
    if (type === 'numbers') return anyLeaf(`"${column}"`, test('leaf', 'number'));
    return `coalesce(${test(`"${column}"`, type)}, false)`;
  }

  #choicesTest(choices: readonly FilterChoice[]): LeafTest {
    const tests = choices.map((choice) => this.#choiceTest(choice));
    return (leaf, type) => `(${tests.map((test) => test(leaf, type)).join(' or ')})`;
  }

  #choiceTest(choice: FilterChoice): LeafTest {
    if (choice.kind === 'value') return this.#valueTest(choice.value);
    const from = choice.from && this.#orderTest('>=', choice.from);
    const to = choice.to && this.#orderTest('<=', choice.to);
    const tests = [from, to].filter((test) => test !== undefined);
    return (leaf, type) => {
      if (type === 'boolean') return 'false';
      return `(${[`${leaf} is not null`, ...tests.map((test) => test(leaf, type))].join(' and ')})`;
    };
  }

  #valueTest(value: FilterText): LeafTest {
    if (isAnything(value)) return (leaf) => `${leaf} is not null`;
    const pattern = this.#patternTest(textPattern(value));
    return (leaf, type) => {
      if (type === 'number') return this.#numberTest(leaf, value, pattern);
      if (type === 'boolean') return pattern(`cast(${leaf} as varchar)`);
      const bare = withoutScheme(leaf);
      return `(${[leaf, bare, `split_part(${bare}, '@', 1)`].map(pattern).join(' or ')})`;
    };
  }

  #numberTest(leaf: string, value: FilterText, pattern: (leaf: string) => string): string {
    const number = numberOf(value);
    if (number !== undefined) return `${leaf} = ${this.#bind(number)}`;
    const range = numberClass(value);
    if (range !== undefined) return `${leaf} between ${this.#bind(range[0])} and ${this.#bind(range[1])}`;
    if (textPattern(value).parts.length === 1) return 'false';
    return pattern(`cast(cast(trunc(${leaf}) as bigint) as varchar)`);
  }

  #orderTest(order: FilterOrder, bound: FilterText): LeafTest {
    return (leaf, type) => {
      if (type === 'text') return `${leaf} ${order} ${this.#bind(foldText(bound.text))}`;
      const number = numberOf(bound);
      if (type === 'boolean' || number === undefined) return 'false';
      return `${leaf} ${order} ${this.#bind(number)}`;
    };
  }

  /** By RE2 where wildcards stand inside, since LIKE takes exponential time for some patterns. */
  #patternTest({ parts }: TextPattern): (leaf: string) => string {
    const [first = '', middle = '', last = ''] = parts;
    if (parts.length === 1) return (leaf) => `${leaf} = ${this.#bind(first)}`;
    if (parts.length === 2 && middle === '') return (leaf) => `starts_with(${leaf}, ${this.#bind(first)})`;
    if (parts.length === 2 && first === '') return (leaf) => `suffix(${leaf}, ${this.#bind(middle)})`;
    if (parts.length === 3 && first === '' && last === '') return (leaf) => `contains(${leaf}, ${this.#bind(middle)})`;
    const expression = parts.map((part) => part.replace(/[!-/:-@[-`{-~]/g, '\\$&')).join('.*');
    return (leaf) => `regexp_full_match(${leaf}, ${this.#bind(expression)}, 's')`;
  }

  #bind(value: string | number): string {
    const known = this.values.indexOf(value);
    if (known !== -1) return `$${known + 1}`;
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

function anyLeaf(column: string, test: string): string {
  return `coalesce(list_bool_or(list_transform(${column}, lambda leaf: coalesce(${test}, false))), false)`;
}

function withoutScheme(leaf: string): string {
  const cases = uriSchemes.map(
    (scheme) => `when starts_with(${leaf}, '${scheme}') then substr(${leaf}, ${scheme.length + 1})`,
  );
  return `(case ${cases.join(' ')} end)`;
}
