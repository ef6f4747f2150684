/** `pnpm build:static`: the viewer as files for any web server, in whatever folder; captures are read in the browser. Another folder may be named. */
import path from 'node:path';
import { bin, root, runCommand } from './run-command.ts';

const folder = path.resolve(process.argv[2] ?? path.join(root, 'packages/viewer/dist/static'));
const config = path.join(root, 'packages/viewer/vite.static.config.ts');
const args = ['build', 'packages/viewer', '--config', config, '--outDir', folder, '--logLevel', 'warn'];

const { code, output } = await runCommand(bin('vite'), args);
process.stdout.write(code === 0 ? `${folder}\n` : output);
process.exit(code);
