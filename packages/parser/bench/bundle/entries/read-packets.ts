export { readPackets } from '@sipscope/analyzer/capture';
