import type { releaseSchema } from '@berth/contract';
import type { z } from 'zod';

export type ReleaseView = z.input<typeof releaseSchema>;

/** Columns of a release as the contract shows it; `r` is the release, `e` its environment. */
export const releaseColumns = `r.version, coalesce(r.id = e."liveReleaseId", false) AS live,
  EXISTS (SELECT FROM deployment d WHERE d."environmentId" = e.id AND d."releaseId" = r.id AND d.state = 'live') AS "wasLive",
  (SELECT d.watch FROM deployment d WHERE d."releaseId" = r.id ORDER BY d.number DESC LIMIT 1) AS watch, r.image, r."imageDigest", r."configVersion", r.processes, r.settings -> 'releaseCommand' AS "releaseCommand",
  coalesce(r.settings -> 'rollout', '{"strategy":"rolling"}'::jsonb) AS rollout, r.settings ->> 'rolloutFrom' AS "rolloutFrom", coalesce(r.settings -> 'cron', '[]'::jsonb) AS cron, coalesce(r.settings -> 'requires', '[]'::jsonb) AS requires, r.source -> 'commit' AS commit, r.description, r."createdBy", r."createdAt"`;
