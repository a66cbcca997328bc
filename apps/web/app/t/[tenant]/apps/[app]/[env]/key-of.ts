import type { EnvironmentKey } from '../../../../../../src/api/types.ts';

export interface EnvironmentProps {
  params: Promise<{ tenant: string; app: string; env: string }>;
}

/** The environment that a page is about. */
export async function keyOf(params: EnvironmentProps['params']): Promise<EnvironmentKey> {
  const { tenant, app, env } = await params;
  return { tenant, app, environment: env };
}

/** A page's title: `hello production: releases`. */
export async function titleOf(params: EnvironmentProps['params'], part: string): Promise<{ title: string }> {
  const { app, env } = await params;
  return { title: `${app} ${env}: ${part}` };
}
