export { MessageIdentity } from '@sipscope/parser';
