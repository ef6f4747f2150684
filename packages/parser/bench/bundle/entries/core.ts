export { parseMessage } from '@sipscope/parser/core';
