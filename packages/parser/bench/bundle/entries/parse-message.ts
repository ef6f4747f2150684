export { parseMessage } from '@sipscope/parser';
