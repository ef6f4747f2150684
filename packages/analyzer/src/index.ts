export type * from './report/rows.ts';
export { callOutcomes } from './report/rows.ts';
