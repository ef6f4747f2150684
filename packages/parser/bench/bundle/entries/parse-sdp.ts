export { parseSdp } from '@sipscope/parser';
