import { z } from 'zod';

const timing = {
  periodSeconds: z.number().int().min(1).max(60).optional().describe('Seconds between two looks.'),
  timeoutSeconds: z.number().int().min(1).max(60).optional().describe('Seconds that an answer may take.'),
  failureThreshold: z.number().int().min(1).max(300).optional().describe('How many failures in a row count.'),
  initialDelaySeconds: z.number().int().min(0).max(300).optional().describe('Seconds after the start before the first look.'),
};
const port = z.number().int().min(1).max(65_535).optional().describe('Another port than the process’s own.');
const headers = z.record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'must be the name of a header'), z.string().max(1024).regex(/^[\x20-\x7e]*$/, 'must be plain text')).describe('Headers of the request; Host among them.');

/** A check of a process by the cluster: a connection, an HTTP answer below 400, gRPC's health service, or a command that ends with 0. */
const probeWith = <Shape extends z.core.$ZodShape>(more: Shape) =>
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('tcp'), port, ...timing, ...more }),
    z.object({ type: z.literal('http'), path: z.string().max(1024).regex(/^\//, 'must start with /'), headers: headers.optional(), port, ...timing, ...more }),
    z.object({ type: z.literal('grpc'), service: z.string().min(1).max(200).optional().describe('The service whose health is asked; the whole server when absent.'), port, ...timing, ...more }),
    z.object({ type: z.literal('command'), command: z.array(z.string().max(4096)).min(1).max(64).describe('argv'), ...timing, ...more }),
  ]);

export const probeSchema = probeWith({});
export type Probe = z.infer<typeof probeSchema>;

/** When a pod gets requests: by TCP connection unless the app says otherwise. */
export const readinessSchema = probeWith({ graceSeconds: z.number().int().min(1).max(300).optional().describe('Seconds that a start may take before it counts as failed.') });

/** What holds where a probe says nothing of its timing. Six refusals, or six times three silent seconds, take a pod out of the requests. */
export const probeTiming = {
  readiness: { periodSeconds: 1, timeoutSeconds: 3, failureThreshold: 6 },
  liveness: { periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 },
  startup: { periodSeconds: 1, timeoutSeconds: 3, failureThreshold: 60 },
} as const;
