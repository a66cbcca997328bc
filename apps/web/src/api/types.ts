import type { components } from '@berth/contract/client';

type Schemas = components['schemas'];
export type App = Schemas['App'];
export type Budget = Schemas['BudgetUse']['budget'];
export type BudgetUse = Schemas['BudgetUse'];
export type Check = Schemas['Check'];
export type Cluster = Schemas['Cluster'];
export type Cron = Schemas['Cron'];
export type CronRun = Schemas['CronRun'];
export type Deployment = Schemas['Deployment'];
export type DeploymentStep = Schemas['DeploymentStep'];
export type Domain = Schemas['Domain'];
export type Environment = Schemas['Environment'];
export type BerthEvent = Schemas['Event'];
export type Failure = Schemas['Failure'];
export type LogLine = Schemas['LogLine'];
export type Me = Schemas['Me'];
export type Member = Schemas['Member'];
export type Plan = Schemas['Plan'];
export type Problem = Schemas['Problem'];
export type Process = Schemas['Process'];
export type Release = Schemas['Release'];
export type Repository = Schemas['Repository'];
export type Delivery = Schemas['RepositoryDelivery'];
export type Rollout = NonNullable<Schemas['Deployment']['rollout']>;
export type Role = Schemas['Member']['role'];
export type Run = Schemas['Run'];
export type Tenant = Schemas['Tenant'];
export type Token = Schemas['Token'];
export type Volume = Schemas['Volume'];
export type AppEnvironment = App['environments'][number];

/** What an environment page is about. */
export interface EnvironmentKey {
  tenant: string;
  app: string;
  environment: string;
}
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
