export { parseUri } from '@sipscope/parser';
