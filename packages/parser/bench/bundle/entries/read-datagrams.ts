export { readDatagrams } from '@sipscope/analyzer/capture';
