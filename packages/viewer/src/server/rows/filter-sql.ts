import {
  comparedTime,
  containingPattern,
  dateLength,
  isAddressKey,
  isTimeKey,
  readPrefix,
  readTime,
  re2Expression,
  isAnything,
  numberClass,
  numberOf,
  textPattern,
  uriSchemes,
  foldText,
  type AddressPrefix,
  type FieldType,
  type Filter,
  type FilterChoice,
  type FilterOrder,
  type FilterText,
  type FilterTime,
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
        return this.#anyLeaf(this.#patternTest(containingPattern(filter.text)));
      case 'expression':
        return this.#anyLeaf(this.#expressionTest(filter.source));
      case 'is':
        return this.#field(filter.key, this.#choicesTest(filter));
      case 'is-not':
        return `(${this.#present(filter.key)} and not ${this.#field(filter.key, this.#choicesTest(filter))})`;
      case 'order':
        return this.#field(filter.key, this.#orderTest(filter));
      case 'contains': {
        const test = this.#patternTest(containingPattern(filter.text));
        return this.#field(filter.key, (leaf, type) => test(asText(leaf, type)));
      }
    }
  }

  #anyLeaf(test: (leaf: string) => string): string {
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

  #choicesTest({ key, choices }: { readonly key: string; readonly choices: readonly FilterChoice[] }): LeafTest {
    const tests = choices.map((choice) => this.#choiceTest(key, choice));
    return (leaf, type) => `(${tests.map((test) => test(leaf, type)).join(' or ')})`;
  }

  #choiceTest(key: string, choice: FilterChoice): LeafTest {
    if (choice.kind === 'value') return this.#valueTest(key, choice.value);
    if (choice.kind === 'expression') {
      const test = this.#expressionTest(choice.source);
      return (leaf, type) => (type === 'text' ? anyFace(leaf, key, test) : test(asText(leaf, type)));
    }
    const from = choice.from && this.#orderTest({ key, order: '>=', bound: choice.from });
    const to = choice.to && this.#orderTest({ key, order: '<=', bound: choice.to });
    const tests = [from, to].filter((test) => test !== undefined);
    return (leaf, type) => {
      if (type === 'boolean') return 'false';
      return `(${[`${leaf} is not null`, ...tests.map((test) => test(leaf, type))].join(' and ')})`;
    };
  }

  #valueTest(key: string, value: FilterText): LeafTest {
    if (isAnything(value)) return (leaf) => `${leaf} is not null`;
    const pattern = this.#patternTest(textPattern(value));
    const time = isTimeKey(key) ? readTime(value.text) : undefined;
    const prefix = isAddressKey(key) && !value.quoted ? readPrefix(value.text) : undefined;
    return (leaf, type) => {
      if (type === 'number') return this.#numberTest(leaf, value, pattern);
      if (type === 'boolean') return pattern(asText(leaf, type));
      if (time !== undefined) return `starts_with(${timePart(leaf, time)}, ${this.#bind(time.text)})`;
      if (prefix !== undefined) return this.#prefixTest(leaf, prefix);
      return anyFace(leaf, key, pattern);
    };
  }

  #prefixTest(leaf: string, { version, first, last }: AddressPrefix): string {
    const digits = version === 4 ? fourDigits(leaf) : sixDigits(leaf);
    return `${digits} between ${this.#bind(first)} and ${this.#bind(last)}`;
  }

  /** By RE2: in linear time, whatever was written. */
  #expressionTest(source: string): (leaf: string) => string {
    const expression = re2Expression(source);
    return (leaf) => `regexp_matches(${leaf}, ${this.#bind(expression)})`;
  }

  #numberTest(leaf: string, value: FilterText, pattern: (leaf: string) => string): string {
    const number = numberOf(value);
    if (number !== undefined) return `${leaf} = ${this.#bind(number)}`;
    const range = numberClass(value);
    if (range !== undefined) return `${leaf} between ${this.#bind(range[0])} and ${this.#bind(range[1])}`;
    if (textPattern(value).parts.length === 1) return 'false';
    return pattern(asText(leaf, 'number'));
  }

  #orderTest({ key, order, bound }: { key: string; order: FilterOrder; bound: FilterText }): LeafTest {
    const time = isTimeKey(key) ? readTime(bound.text) : undefined;
    return (leaf, type) => {
      if (type === 'text' && time !== undefined) return this.#timeTest(leaf, order, time);
      if (type === 'text') return `${leaf} ${order} ${this.#bind(foldText(bound.text))}`;
      const number = numberOf(bound);
      if (type === 'boolean' || number === undefined) return 'false';
      return `${leaf} ${order} ${this.#bind(number)}`;
    };
  }

  #timeTest(leaf: string, order: FilterOrder, time: FilterTime): string {
    const part = timePart(bareTime(leaf), time);
    const ordered = `${part} ${order} ${this.#bind(comparedTime(time.from))}`;
    if (order !== '<=' || time.text === time.from) return ordered;
    return `(${ordered} or starts_with(${part}, ${this.#bind(time.text)}))`;
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

/** A number as its digits before the point. */
export function asText(leaf: string, type: 'text' | 'number' | 'boolean'): string {
  if (type === 'number') return `cast(cast(trunc(${leaf}) as hugeint) as varchar)`;
  return type === 'boolean' ? `cast(${leaf} as varchar)` : leaf;
}

/** True where the test is of the text or of what else of it a value may be. */
function anyFace(leaf: string, key: string, test: (leaf: string) => string): string {
  const bare = withoutScheme(leaf);
  const faces = [leaf, bare, `split_part(${bare}, '@', 1)`, ...(isAddressKey(key) ? [addressAlone(leaf)] : [])];
  return `(${faces.map((face) => `coalesce(${test(face)}, false)`).join(' or ')})`;
}

/** `comparedTime` of a row's time. */
function bareTime(leaf: string): string {
  const bare = `rtrim(${leaf}, 'z')`;
  return `(case when contains(${bare}, '.') then rtrim(rtrim(${bare}, '0'), '.') else ${bare} end)`;
}

function timePart(leaf: string, { ofDay }: FilterTime): string {
  return ofDay ? `substr(${leaf}, ${dateLength + 1})` : leaf;
}

/** The address of `10.0.0.1:5060` and `[2001:db8::1]:5060`; null of anything else. */
function addressAlone(leaf: string): string {
  return `(case when regexp_full_match(${leaf}, '[0-9.]+:[0-9]+') then split_part(${leaf}, ':', 1)
    when regexp_full_match(${leaf}, '\\[[0-9a-f:.]+\\]:[0-9]+') then split_part(substr(${leaf}, 2), ']', 1) end)`;
}

/** An IPv4 address in hexadecimal; null of anything else. */
function fourDigits(leaf: string): string {
  const bare = `coalesce(${addressAlone(leaf)}, ${leaf})`;
  const octets = `list_transform(string_split(${bare}, '.'), lambda octet: try_cast(octet as integer))`;
  const digits = `array_to_string(list_transform(${octets}, lambda octet: lpad(to_hex(octet), 2, '0')), '')`;
  return `(case when regexp_full_match(${bare}, '[0-9]{1,3}(\\.[0-9]{1,3}){3}') and list_max(${octets}) < 256 then lower(${digits}) end)`;
}

/** An IPv6 address in hexadecimal, `::` written out; null of anything else. */
function sixDigits(leaf: string): string {
  const bare = `coalesce(${addressAlone(leaf)}, ${leaf})`;
  const missing = `8 - len(list_filter(string_split(${bare}, ':'), lambda part: part <> ''))`;
  const whole = `(case when contains(${bare}, '::') and ${missing} > 0
    then trim(replace(${bare}, '::', concat(':', repeat('0:', ${missing}))), ':')
    when not contains(${bare}, '::') then ${bare} end)`;
  const groups = `string_split(${whole}, ':')`;
  const digits = `array_to_string(list_transform(${groups}, lambda part: lpad(part, 4, '0')), '')`;
  return `(case when regexp_full_match(${bare}, '[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}')
    and not regexp_matches(${bare}, '^:[^:]|[^:]:$') and len(${groups}) = 8 then ${digits} end)`;
}

function withoutScheme(leaf: string): string {
  const cases = uriSchemes.map(
    (scheme) => `when starts_with(${leaf}, '${scheme}') then substr(${leaf}, ${scheme.length + 1})`,
  );
  return `(case ${cases.join(' ')} end)`;
}
