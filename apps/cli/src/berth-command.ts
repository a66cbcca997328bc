import { Command, Errors, Flags } from '@oclif/core';
import { appSlug, environmentSlug, tenantSlug } from '@berth/domain';
import type { z } from 'zod';
import { usageFailure } from './cli-failure.js';
import { readEnv, type Env } from './env.js';
import { parserFailure } from './output/describe-error.js';
import { styleFor } from './output/style.js';
import { renderTable, type Column } from './output/table.js';
import { Session } from './settings/session.js';

/** A parser for flags and arguments: the schema's own words when it refuses. */
export const named = (what: string, schema: z.ZodString) => async (input: string): Promise<string> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw usageFailure(`“${input}” is no name for ${what}.`, `A name ${parsed.error.issues[0]!.message}.`);
};

export const tenantFlag = {
  tenant: Flags.string({ char: 't', env: 'BERTH_TENANT', helpValue: 'NAME', summary: 'Tenant that is meant.', parse: named('a tenant', tenantSlug) }),
};

export const appFlags = {
  app: Flags.string({ char: 'a', env: 'BERTH_APP', helpValue: 'NAME', summary: 'App that is meant; the folder’s own when absent.', parse: named('an app', appSlug) }),
  environment: Flags.string({ char: 'e', env: 'BERTH_ENVIRONMENT', helpValue: 'NAME', default: 'production', summary: 'Environment of the app.', parse: named('an environment', environmentSlug) }),
  ...tenantFlag,
};

export interface AppTarget {
  tenant: string;
  app: string;
  environment: string;
}

/** What all commands share: output, the session, `--json`. */
export abstract class BerthCommand extends Command {
  static override enableJsonFlag = true;

  private session: Session | undefined;
  protected readonly style = styleFor(process.stdout);
  protected readonly noteStyle = styleFor(process.stderr);

  protected readEnv(): Env {
    return readEnv();
  }

  /** True when somebody can answer a question. */
  protected get interactive(): boolean {
    return process.stdin.isTTY === true && process.stderr.isTTY === true && !this.jsonEnabled() && !this.readEnv().unattended;
  }

  /** The installation and the account. Fails with a remedy when either is missing. */
  protected openSession(flags: { tenant?: string | undefined; app?: string | undefined } = {}, folder: { path?: string; ownLinkOnly?: boolean } = {}): Session {
    this.session = new Session({ env: this.readEnv(), userAgent: this.userAgent, folder: folder.path ?? process.cwd(), ownLinkOnly: folder.ownLinkOnly, tenant: flags.tenant, app: flags.app });
    return this.session;
  }

  /** Session, tenant, app and environment that the flags mean. */
  protected async openApp(flags: { tenant?: string | undefined; app?: string | undefined; environment: string }): Promise<{ session: Session; target: AppTarget }> {
    const session = this.openSession(flags);
    const app = session.requireApp();
    return { session, target: { tenant: await session.tenant(), app, environment: flags.environment } };
  }

  protected get userAgent(): string {
    return `berth/${this.config.version} (${this.config.platform}-${this.config.arch}) node/${process.versions.node}`;
  }

  /** Result for people, on stdout; nothing with `--json`. */
  protected print(text: string): void {
    if (!this.jsonEnabled()) process.stdout.write(`${text}\n`);
  }

  /** What is happening, on stderr. */
  protected note(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  protected printTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[], empty: string): void {
    if (rows.length === 0) this.note(empty);
    else this.print(renderTable(rows, columns, { style: this.style, ...(process.stdout.isTTY && { width: process.stdout.columns }) }));
  }

  protected override logJson(json: unknown): void {
    process.stdout.write(`${JSON.stringify(json, null, 2)}\n`);
  }

  /** Errors are shown in one place, `run-cli.ts`; here it is still known which command was used wrongly. */
  protected override async catch(error: Error): Promise<never> {
    if (error instanceof Errors.CLIError && !(error instanceof Errors.ExitError)) throw parserFailure(error.message, this.id?.replaceAll(':', ' '));
    throw error;
  }

  protected override async finally(): Promise<void> {
    await this.session?.end();
  }
}
