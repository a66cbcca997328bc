import { Prisma, buildLogChannel, type Db } from '@berth/db';
import type { BuildFailure } from './build-failed.js';
import { contentKeyOf, recipeOf, type BuildRecipe } from './content-key.js';

/** A build with everything around it that the build step needs. */
export type BuildRow = Prisma.BuildGetPayload<{ include: typeof around }>;

const around = { app: { include: { tenant: true } }, source: true } as const;

export const openStates = ['queued', 'running'];

export const readBuild = (db: Db, buildId: string): Promise<BuildRow> => db.build.findUniqueOrThrow({ where: { id: buildId }, include: around });

/** The deployment's build; made once, however often and by however many this is called. */
export async function buildOfDeployment(db: Db, deploymentId: string, sourceId: string): Promise<{ build: BuildRow; recipe: BuildRecipe }> {
  const buildId = await db.$transaction(async (tx) => {
    const [deployment] = await tx.$queryRaw<{ buildId: string | null; tenantId: string }[]>`SELECT "buildId", "tenantId" FROM deployment WHERE id = ${deploymentId} FOR UPDATE`;
    if (!deployment) throw new Error(`there is no deployment ${deploymentId}`);
    if (deployment.buildId) return deployment.buildId;
    const source = await tx.source.findFirstOrThrow({ where: { id: sourceId, tenantId: deployment.tenantId } });
    const contentKey = contentKeyOf(source.digest, recipeOf(source.detection));
    const { id } = await tx.build.create({ data: { tenantId: source.tenantId, appId: source.appId, sourceId, contentKey }, select: { id: true } });
    await tx.deployment.update({ where: { id: deploymentId }, data: { buildId: id } });
    return id;
  });
  const build = await readBuild(db, buildId);
  return { build, recipe: recipeOf(build.source.detection) };
}

/** An image that was built from the same content for the same app before, newest first; null when there is none. */
export function earlierImage(db: Db, build: Pick<BuildRow, 'appId' | 'contentKey'>): Promise<{ image: string; imageDigest: string; layers: number | null } | null> {
  return db.build.findFirst({
    where: { appId: build.appId, contentKey: build.contentKey, state: 'done', imageDigest: { not: null }, image: { not: null } },
    orderBy: { finishedAt: 'desc' },
    select: { image: true, imageDigest: true, layers: true },
  }) as Promise<{ image: string; imageDigest: string; layers: number | null } | null>;
}

export type BuildEnd =
  | { state: 'done'; image: string; imageDigest: string; layers: number; cachedLayers: number }
  | { state: 'failed'; failure: BuildFailure }
  | { state: 'cancelled' };

/** Writes how the build ended, unless it has ended already, and tells those who read its log. */
export async function endBuild(db: Db, buildId: string, end: BuildEnd): Promise<boolean> {
  const { state, ...facts } = end;
  const data = { state, finishedAt: new Date(), ...('failure' in facts ? { failure: facts.failure as unknown as Prisma.InputJsonValue } : facts) };
  return db.$transaction(async (tx) => {
    const { count } = await tx.build.updateMany({ where: { id: buildId, state: { in: openStates } }, data });
    await tx.$executeRaw`SELECT pg_notify(${buildLogChannel}, ${buildId})`;
    return count > 0;
  });
}
