import { parseArgs } from 'node:util';
import { richMessage, typicalMessage } from '../bench/messages.ts';
import { rfcExamples, tortureMessages } from '../test/corpus.ts';
import { agreementSeeds, compareGrammars } from '../test/grammar-agreement.ts';

/** The long form of the test of the same name: `pnpm compare-grammars --values 10000000 --seed 7`. */
const { values: options } = parseArgs({
  options: { values: { type: 'string', default: '10000000' }, seed: { type: 'string', default: '1' } },
});
const batch = 100_000;
const wanted = Number(options.values);
const examples = rfcExamples().map(({ bytes }) => bytes);
const seeds = agreementSeeds([typicalMessage, richMessage, ...tortureMessages(), ...examples]);
const started = performance.now();
let compared = 0;
let taken = 0;
for (let round = 0; compared < wanted && process.exitCode === undefined; round++) {
  const agreement = compareGrammars(seeds, Math.min(batch, wanted - compared), Number(options.seed) + round);
  compared += agreement.compared;
  taken += agreement.taken;
  if (agreement.difference === undefined) continue;
  process.stdout.write(`${agreement.difference}\n`);
  process.exitCode = 1;
}
const seconds = (performance.now() - started) / 1000;
process.stdout.write(
  `${compared} values of ${seeds.length} seeds, ${taken} without a diagnostic, in ${seconds.toFixed(0)} s: ${process.exitCode === 1 ? 'a difference' : 'no difference'}\n`,
);
