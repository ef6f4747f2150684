import type { LadderLane } from '@sipscope/analyzer';
import { label } from '../../format/visible.ts';

/** What a lane is called: its name, what it does, or its address. */
export function laneName({ name, role, address }: LadderLane): string {
  return label(name ?? role ?? address, 60);
}
