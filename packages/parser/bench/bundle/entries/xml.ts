export { parseXmlBody } from '@sipscope/parser/xml';
