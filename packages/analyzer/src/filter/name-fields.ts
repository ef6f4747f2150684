import type { ListName } from '../rows.ts';
import { type FieldAlias, fieldAlias, fieldAliases } from './field-aliases.ts';
import type { Filter, FilterChoice, FilterText } from './filter.ts';
import { rowFields } from './row-fields.ts';

/** The key of a list's rows, written in any case. */
function fieldKey(list: ListName, name: string): string | undefined {
  if (Object.hasOwn(rowFields[list], name)) return name;
  const folded = name.toLowerCase();
  return Object.keys(rowFields[list]).find((key) => key.toLowerCase() === folded);
}

/** All names a filter of the list may use. */
export function fieldNames(list: ListName): readonly string[] {
  return [...Object.keys(rowFields[list]), ...fieldAliases(list).map(({ name }) => name)];
}

/** The filter with the keys of the list's rows for every name. Names that are not known stay. */
export function withFieldKeys(filter: Filter, list: ListName): Filter {
  switch (filter.kind) {
    case 'everything':
    case 'expression':
      return filter;
    case 'and':
    case 'or':
      return joined(
        filter.kind,
        filter.filters.map((part) => withFieldKeys(part, list)),
      );
    case 'not':
      return { kind: 'not', filter: withFieldKeys(filter.filter, list) };
    case 'text':
      return presence(filter, list);
    default:
      return named(filter, list);
  }
}

/** Wireshark's `sip.Via.branch` alone: that there is one. */
function presence(filter: Extract<Filter, { kind: 'text' }>, list: ListName): Filter {
  const { text, quoted } = filter.text;
  const alias = quoted || !text.includes('.') ? undefined : fieldAlias(list, text);
  if (alias === undefined) return filter;
  const there: FilterChoice = { kind: 'value', value: { text: '*', quoted: false } };
  return expanded({ kind: 'is', key: text, choices: [there] }, alias);
}

type Comparison = Extract<Filter, { key: string }>;

function named(filter: Comparison, list: ListName): Filter {
  const key = fieldKey(list, filter.key);
  if (key !== undefined) return { ...filter, key };
  const alias = fieldAlias(list, filter.key);
  return alias === undefined ? filter : expanded(filter, alias);
}

function expanded(filter: Comparison, { keys, also, values }: FieldAlias): Filter {
  const meant = values === undefined ? filter : withValues(filter, forms[values]);
  const parts = keys.map((key): Filter => ({ ...meant, key }));
  // Wireshark's `ip.addr != x` is true where no address is x; a row may lack one of the fields.
  const ofAny = joined('or', parts);
  const found: Filter = filter.kind === 'is-not' && keys.length > 1 ? noneOf(meant, keys) : ofAny;
  return also === undefined ? found : joined('and', [found, also]);
}

function noneOf(filter: Comparison, keys: readonly string[]): Filter {
  const there: FilterChoice = { kind: 'value', value: { text: '*', quoted: false } };
  const choices = filter.kind === 'is-not' ? filter.choices : [];
  return joined('and', [
    joined(
      'or',
      keys.map((key): Filter => ({ kind: 'is', key, choices: [there] })),
    ),
    ...keys.map((key): Filter => ({ kind: 'not', filter: { kind: 'is', key, choices } })),
  ]);
}

type Form = {
  readonly choice: (choice: FilterChoice) => FilterChoice;
  readonly text: (text: FilterText) => FilterText;
};

function withValues(filter: Comparison, form: Form): Comparison {
  if (filter.kind === 'is' || filter.kind === 'is-not') return { ...filter, choices: filter.choices.map(form.choice) };
  if (filter.kind === 'order') return { ...filter, bound: form.text(filter.bound) };
  return filter;
}

function ofTexts(text: (text: FilterText) => FilterText): Form {
  return {
    text,
    choice: (choice) => {
      if (choice.kind === 'value') return { kind: 'value', value: text(choice.value) };
      if (choice.kind === 'expression') return choice;
      const { from, to } = choice;
      return { kind: 'range', ...(from && { from: text(from) }), ...(to && { to: text(to) }) };
    },
  };
}

const forms: Readonly<Record<NonNullable<FieldAlias['values']>, Form>> = {
  flag: ofTexts((text) => {
    if (text.text === '1') return { text: 'true', quoted: text.quoted };
    return text.text === '0' ? { text: 'false', quoted: text.quoted } : text;
  }),
  seconds: ofTexts((text) => (/^\d/.test(text.text) ? { text: `+${text.text}s`, quoted: text.quoted } : text)),
  host: {
    text: (text) => text,
    choice: (choice) => (choice.kind === 'value' && choice.value.text !== '*' ? hostChoice(choice.value) : choice),
  },
};

/** A URI whose host this is: after the scheme or the user, before port, parameters and headers. */
function hostChoice({ text, quoted }: FilterText): FilterChoice {
  const escaped = text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
  const host = quoted ? escaped : escaped.replaceAll('\\*', '[^@;:?>]*');
  return { kind: 'expression', source: `[:@]${host}(?:[:;?>]|$)` };
}

/** Joins of one kind are one join. */
function joined(kind: 'and' | 'or', filters: readonly Filter[]): Filter {
  const flat = filters.flatMap((filter) => (filter.kind === kind ? filter.filters : [filter]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind, filters: flat };
}
