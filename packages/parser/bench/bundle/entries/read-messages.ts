export { readMessages } from '@sipscope/analyzer/capture';
