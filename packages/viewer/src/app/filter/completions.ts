import { type FieldType, isAddressKey, isTimeKey } from '@sipscope/analyzer';
import type { Backend } from '../../api/backend.ts';
import type { ListName } from '../../api/lists.ts';
import { formatCount } from '../format/number.ts';
import { rankNames, type Writing } from './complete-filter.ts';
import { writeValue } from './edit-filter.ts';
import { fieldWords, typeWords } from './field-words.ts';
import type { FieldOffer } from './filter-language.ts';
import { lastFilters, savedFilters } from './filter-store.ts';
import { filterWords } from './filter-words.ts';

/** Something that can be written where the caret stands. */
export type Completion = {
  /** As it is shown. */
  readonly title: string;
  readonly note: string;
  /** What is written instead of `span`. */
  readonly insert: string;
  readonly span: readonly [start: number, end: number];
  /** Whether more is to be written before it means something: a value after a key. */
  readonly goesOn: boolean;
};

/** As many as are shown at once. */
const mostShown = 40;
const mostOfHistory = 5;

export type CompletionAsk = {
  readonly backend: Backend;
  readonly capture: string;
  readonly list: ListName;
  readonly text: string;
  readonly writing: Writing | undefined;
  readonly fields: readonly FieldOffer[];
  readonly signal: AbortSignal;
};

export async function completionsFor(ask: CompletionAsk): Promise<readonly Completion[]> {
  const { writing, list, text } = ask;
  if (writing === undefined) return [];
  if (writing.kind === 'value') return valueCompletions(ask, writing);
  const whole = text.trim() === '' ? wholeFilters(list, text) : [];
  return [...savedCompletions(list, writing, text), ...whole, ...keyCompletions(ask, writing)].slice(0, mostShown);
}

type KeyWriting = Extract<Writing, { kind: 'key' }>;
type ValueWriting = Extract<Writing, { kind: 'value' }>;

function keyCompletions({ fields }: CompletionAsk, { prefix, span }: KeyWriting): readonly Completion[] {
  const shown = prefix.includes('.') ? fields : fields.filter((field) => !field.name.includes('.'));
  const ranked = rankNames(shown, prefix);
  const exact = ranked.find(({ name }) => name.toLowerCase() === prefix.toLowerCase());
  const keys = ranked.map((field): Completion => ({
    title: field.name,
    note: noteOf(field),
    insert: `${field.name}:`,
    span,
    goesOn: true,
  }));
  return exact === undefined
    ? keys
    : [...operatorCompletions(exact, span), ...keys.filter(({ title }) => title !== exact.name)];
}

function noteOf({ name, type, means }: FieldOffer): string {
  const meaning = means === undefined ? meaningOf(name) : filterWords.alsoCalled(means);
  return [meaning, typeWords[typeOf(name, type)]].filter((part) => part !== '').join(' · ');
}

function typeOf(name: string, type: FieldType): keyof typeof typeWords {
  if (type === 'text' && isTimeKey(name)) return 'time';
  return type.startsWith('text') && isAddressKey(name) ? 'address' : type;
}

function meaningOf(name: string): string {
  const said: Readonly<Record<string, string>> = fieldWords;
  return Object.hasOwn(fieldWords, name) ? (said[name] ?? '') : '';
}

function operatorCompletions(field: FieldOffer, span: readonly [number, number]): readonly Completion[] {
  const of = (operator: string, note: string): Completion => ({
    title: `${field.name}${operator}`,
    note,
    insert: `${field.name}${operator}`,
    span,
    goesOn: true,
  });
  const ordered = [of('>=', filterWords.atLeast), of('<=', filterWords.atMost)];
  const texts = [of('=~', filterWords.matches), of(' contains ', filterWords.containsText)];
  return [
    { ...of(':', [filterWords.is, noteOf(field)].join(' · ')) },
    of('!=', filterWords.isNot),
    ...(field.type.startsWith('number') || isTimeKey(field.name)
      ? ordered
      : field.type.startsWith('text')
        ? texts
        : []),
  ];
}

async function valueCompletions(ask: CompletionAsk, writing: ValueWriting): Promise<readonly Completion[]> {
  const offered = ask.fields.find(({ name }) => name.toLowerCase() === writing.key.toLowerCase());
  if (offered === undefined) return [];
  const keys = offered.means?.split(', ') ?? [offered.name];
  const facets = await ask.backend.facets(
    ask.capture,
    ask.list,
    { fields: keys, containing: writing.prefix.replaceAll('*', ''), limit: 20 },
    ask.signal,
  );
  const counts = new Map<string, number>();
  for (const { values } of facets)
    for (const { value, count } of values) counts.set(String(value), (counts.get(String(value)) ?? 0) + count);
  return [...counts].map(([value, count]) => ({
    title: value,
    note: formatCount(count),
    insert: writeValue(value),
    span: writing.span,
    goesOn: false,
  }));
}

/** Filters that have a name which is being written. */
function savedCompletions(list: ListName, { prefix, span }: KeyWriting, text: string): readonly Completion[] {
  const saved = text.trim() === '' ? savedFilters(list) : prefix === '' ? [] : rankNames(savedFilters(list), prefix);
  return saved.map(({ name, filter }) => ({
    title: name,
    note: `${filterWords.ofSaved} · ${filter}`,
    insert: text.trim() === prefix ? filter : `(${filter})`,
    span,
    goesOn: false,
  }));
}

function wholeFilters(list: ListName, text: string): readonly Completion[] {
  return lastFilters(list)
    .slice(0, mostOfHistory)
    .map((filter) => ({
      title: filter,
      note: filterWords.ofHistory,
      insert: filter,
      span: [0, text.length],
      goesOn: false,
    }));
}
