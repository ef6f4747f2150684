#!/usr/bin/env -S node --max-semi-space-size=8 --min-semi-space-size=8
// The installed command. Plain JavaScript, so that even an old Node can say what it lacks.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(`sipscope needs Node 22.12 or newer; this is ${process.versions.node}.\n`);
  process.exit(2);
}
const { keepCompiledCode, main } = await import('../dist/main.js');
// Of what is loaded from here on.
keepCompiledCode();
await main(process.argv.slice(2));
