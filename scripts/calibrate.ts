import { join } from 'node:path';
import { loadContent } from '../src/guidelines/content.ts';
import { openAnswerer } from '../src/guidelines/open.ts';

const ROOT = join(import.meta.dirname, '..');

// Learns what the search's scores mean for the built-in content, so that no start has to.
openAnswerer(loadContent(join(ROOT, 'content')), join(ROOT, 'dist', 'calibration'));
