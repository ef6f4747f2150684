// The command from source, without a build: node --conditions=@sipscope/source packages/cli/test/run-command.ts …
import { main } from '../src/main.ts';

await main(process.argv.slice(2));
