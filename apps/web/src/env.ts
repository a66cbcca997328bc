import { z } from 'zod';

const schema = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  API_INTERNAL_URL: z.url().describe('Where server components reach the API: with `/api`, without a slash at the end.'),
  BERTH_PUBLIC_URL: z.url().describe('Where people reach the portal.'),
});

export type Env = z.infer<typeof schema>;
let parsed: Env | undefined;

/** The portal's configuration. Throws one error that lists everything wrong; read once, at boot. */
export function env(): Env {
  if (parsed) return parsed;
  const result = schema.safeParse(process.env);
  if (!result.success) throw new Error(`The portal's environment is not valid:\n${z.prettifyError(result.error)}`);
  parsed = { ...result.data, API_INTERNAL_URL: result.data.API_INTERNAL_URL.replace(/\/+$/, '') };
  return parsed;
}
