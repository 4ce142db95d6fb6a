import { config } from 'zod';

// zod compiles its schemas with `new Function` where it may. The pages' policy forbids that, and even the attempt would be
// reported as a violation. Import this file before any other that makes a schema.
config({ jitless: true });
