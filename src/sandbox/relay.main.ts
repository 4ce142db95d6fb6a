import { z } from 'zod';
import { startRelay } from './relay.ts';

/** The relay as a process of its own. Its settings come as JSON in one variable, the password among them. */
const port = z.number().int().positive();
const settings = z.object({
  port,
  botUrl: z.url(),
  appPassword: z.string().min(16),
  windowPorts: z.object({ student: port, teacher: port, officer: port }),
  boardFile: z.string(),
  noOfficer: z.boolean(),
});

const relay = await startRelay(settings.parse(JSON.parse(process.env.SANDBOX_RELAY ?? '{}')));
process.once('SIGTERM', () => {
  relay.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
await relay.ready;
