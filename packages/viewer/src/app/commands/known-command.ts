import type { Command } from './command.ts';

/** A command as the help lists it, whether it is offered now or not. */
export type KnownCommand = Omit<Command, 'run'>;

/** Commands with the same key are in each other's way where they may be offered together. */
const everywhere = /^frame\./;

/** Other commands that have this key and may be offered where this one is. */
export function conflictsOf<C extends KnownCommand>(
  command: KnownCommand,
  key: string,
  all: readonly C[],
  keysOf: (command: KnownCommand) => readonly string[],
): readonly C[] {
  return all.filter(
    (other) =>
      other.id !== command.id &&
      keysOf(other).includes(key) &&
      (pageOf(other) === pageOf(command) || everywhere.test(other.id) || everywhere.test(command.id)),
  );
}

/** Parts of one page have the same group. */
function pageOf({ group }: KnownCommand): string {
  return group;
}

/** Those offered now and those that are known, each once, as they were first found. */
export function allCommands(
  offered: readonly KnownCommand[],
  known: readonly KnownCommand[],
): readonly (KnownCommand & { readonly isOffered: boolean })[] {
  const byId = new Map<string, KnownCommand & { readonly isOffered: boolean }>();
  for (const command of offered) if (!byId.has(command.id)) byId.set(command.id, { ...command, isOffered: true });
  for (const command of known) if (!byId.has(command.id)) byId.set(command.id, { ...command, isOffered: false });
  return [...byId.values()];
}
