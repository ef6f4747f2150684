export { MessageFramer } from '@sipscope/parser';
