export { parseMessage } from '@sipscope/parser/core';
export { contact, via } from '@sipscope/parser/headers';
