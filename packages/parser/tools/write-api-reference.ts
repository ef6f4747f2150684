import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiReference } from './api-reference.ts';

writeFileSync(join(import.meta.dirname, '../../../docs/api.md'), apiReference());
