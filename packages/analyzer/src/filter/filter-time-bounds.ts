import { isTimeKey } from './field-kinds.ts';
import type { Filter, FilterChoice, FilterText } from './filter.ts';
import { addSeconds, readRelativeTime } from './filter-time.ts';

/** Of its first and last packet, as rows tell times. */
export type CaptureTimes = { readonly started?: string; readonly ended?: string };

/** What the times of a filter are counted from, where some are: the end, where one is. */
export function asksCaptureTimes(filter: Filter): 'beginning' | 'end' | undefined {
  let asks: 'beginning' | 'end' | undefined;
  mapTimes(filter, (text) => {
    const relative = readRelativeTime(text.text);
    if (relative !== undefined) asks = relative.fromEnd ? 'end' : (asks ?? 'beginning');
    return text;
  });
  return asks;
}

/** The filter with moments for times that are counted from the beginning or the end of the capture. */
export function withCaptureTimes(filter: Filter, { started, ended }: CaptureTimes): Filter {
  return mapTimes(filter, (text) => {
    const relative = readRelativeTime(text.text);
    if (relative === undefined) return text;
    const from = relative.fromEnd ? ended : started;
    if (from === undefined) return text;
    return { text: addSeconds(from, relative.fromEnd ? -relative.seconds : relative.seconds), quoted: true };
  });
}

/** With other texts where a time is a bound. */
function mapTimes(filter: Filter, map: (text: FilterText) => FilterText): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { ...filter, filters: filter.filters.map((part) => mapTimes(part, map)) };
    case 'not':
      return { ...filter, filter: mapTimes(filter.filter, map) };
    case 'order':
      return isTimeKey(filter.key) ? { ...filter, bound: map(filter.bound) } : filter;
    case 'is':
    case 'is-not':
      return isTimeKey(filter.key) ? { ...filter, choices: filter.choices.map((one) => mapRange(one, map)) } : filter;
    default:
      return filter;
  }
}

function mapRange(choice: FilterChoice, map: (text: FilterText) => FilterText): FilterChoice {
  if (choice.kind !== 'range') return choice;
  const { from, to } = choice;
  return { kind: 'range', ...(from && { from: map(from) }), ...(to && { to: map(to) }) };
}
