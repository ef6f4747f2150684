export type * from './report/rows.ts';
export { callOutcomes } from './report/rows.ts';
export type * from './analysis.ts';
export type * from './capture/packet.ts';
export type * from './transport/delivery.ts';
