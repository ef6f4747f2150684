/** Writes flows as captures: `pnpm flow-pcap fixtures/flows/calls/*.flow --to /tmp/flows`. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openFlow } from '../test/flow/find-flows.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { to: { type: 'string', default: '.' } },
});
mkdirSync(values.to, { recursive: true });
for (const file of positionals) {
  const path = join(values.to, `${basename(file, '.flow')}.pcap`);
  writeFileSync(path, openFlow(resolve(file)).capture);
  process.stdout.write(`${path}\n`);
}
