/** An analysis that never ends. */
setInterval(() => undefined, 1000);
process.on('disconnect', () => process.exit(0));
