import {
  AddressNames,
  type Analysis,
  anonymizeCall,
  Anonymizer,
  type CallRow,
  type ToldCall,
} from '@sipscope/analyzer';
import type { CaptureSource } from './capture-input.ts';
import { readCallMessages } from './commands/read-call.ts';
import type { OptionValues } from './option-table.ts';
import { readAliasOptions } from './read-aliases.ts';

/** What is told of a call, and what its addresses are called: with `--anonymize` without who it is of, and without names. */
export async function toldCall(
  call: CallRow,
  {
    analysis,
    source,
    options,
    anonymizer = new Anonymizer(),
  }: {
    readonly analysis: Analysis;
    readonly source: CaptureSource;
    readonly options: OptionValues;
    /** Where several are told: who is the same in them stays the same. */
    readonly anonymizer?: Anonymizer;
  },
): Promise<{ readonly told: ToldCall; readonly names: AddressNames }> {
  const aliases = readAliasOptions(options);
  const messages = await readCallMessages(call, analysis, source);
  const told = { call, messages, streams: analysis.streamsOfCall(call.id) };
  if (options.anonymize === true) return { told: anonymizeCall(anonymizer, told), names: new AddressNames() };
  return { told, names: new AddressNames(aliases, analysis.facts.names) };
}
