export interface FailureDetails {
  /** What to do, in one sentence or a command. */
  remedy: string;
  /** Stable; scripts compare this. */
  code: string;
  /** Further lines that belong to the sentence, such as one per refused field. */
  lines?: string[];
  /** For the operator, to find the request in the log. */
  requestId?: string;
  /** Status of the HTTP response that said so. */
  status?: number;
  /** 2 when the command was used wrongly, 130 when interrupted, otherwise 1. */
  exitCode?: 1 | 2 | 130;
  cause?: unknown;
}

/** An error meant for whoever typed the command: what is wrong in one sentence, and what to do. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly remedy: string;
  readonly code: string;
  readonly lines: string[];
  readonly requestId: string | undefined;
  readonly status: number | undefined;
  readonly exitCode: 1 | 2 | 130;

  constructor(message: string, details: FailureDetails) {
    super(message, { cause: details.cause });
    this.remedy = details.remedy;
    this.code = details.code;
    this.lines = details.lines ?? [];
    this.requestId = details.requestId;
    this.status = details.status;
    this.exitCode = details.exitCode ?? 1;
  }

  /** What `--json` prints. */
  toJSON() {
    return {
      error: {
        code: this.code,
        message: this.message,
        remedy: this.remedy,
        ...(this.lines.length > 0 && { details: this.lines }),
        ...(this.requestId !== undefined && { requestId: this.requestId }),
        ...(this.status !== undefined && { status: this.status }),
      },
    };
  }
}

/** The command was used wrongly: exit code 2. */
export const usageFailure = (message: string, remedy: string, lines: string[] = []): CliFailure =>
  new CliFailure(message, { code: 'usage', remedy, lines, exitCode: 2 });
