export * from '@sipscope/parser';
