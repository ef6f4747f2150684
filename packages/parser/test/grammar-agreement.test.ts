import { expect, test } from 'vitest';
import { richMessage, typicalMessage } from '../bench/messages.ts';
import { rfcExamples, tortureMessages } from './corpus.ts';
import { agreementSeeds, compareGrammars } from './grammar-agreement.ts';

test('the compiled grammar says what Chevrotain says: values, what was read, every diagnostic and its place', () => {
  const examples = rfcExamples().map(({ bytes }) => bytes);
  const seeds = agreementSeeds([typicalMessage, richMessage, ...tortureMessages(), ...examples]);

  const agreement = compareGrammars(seeds, 60_000, 20_261_122);

  expect(agreement.difference).toBeUndefined();
  expect(agreement.taken).toBeGreaterThan(agreement.compared * 0.2);
}, 60_000);
