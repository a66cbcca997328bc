/**
 * Git's `pre-receive` hook, a program of its own: it sees the pushed objects before anything of them is kept, and
 * refuses the whole push by ending with 1. What it prints is shown to whoever pushes. It imports nothing of ours
 * but one file without imports, so that it starts fast.
 */
import { branchNameForm, longestBranchName, matchesBranch } from '@berth/domain/branch-pattern';
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

interface Limits {
  entries: number;
  bytes: number;
  repositoryBytes: number;
}
/** What the app says of previews, as the API passes it on. */
interface Previews {
  app: string;
  enabled: boolean;
  /** Which branches may have one. */
  patterns: string[];
  most: number;
  /** Branches that have one. */
  known: string[];
  /** Branches whose preview is being deleted. */
  leaving: string[];
}
interface Update {
  from: string;
  to: string;
  ref: string;
}

const absent = /^0+$/;
const mainRef = 'refs/heads/main';
const deployBranches = [mainRef, 'refs/heads/master'];
const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;

const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 16 * 2 ** 20, stdio: ['ignore', 'pipe', 'ignore'] });
const succeeds = (...args: string[]): boolean => {
  try {
    git(...args);
    return true;
  } catch {
    return false;
  }
};

/** What is wrong with a push, as lines; none when it is accepted. */
async function faults(updates: Update[], limits: Limits, previews: Previews): Promise<string[]> {
  const branches = updates.filter(({ ref }) => !ref.startsWith('refs/tags/'));
  const known = deployBranches.find((ref) => succeeds('rev-parse', '--verify', '--quiet', ref));
  const pushed = deployBranches.find((ref) => branches.some((update) => update.ref === ref));
  const deploys = known === mainRef ? mainRef : (pushed ?? known ?? mainRef);
  const refused = previewFaults(branches.filter(({ ref }) => ref !== deploys), previews, shortName(deploys));
  if (refused.length > 0) return refused;
  if (updates.length > 1000) return ['A push may change 1000 names at most.', 'Push fewer tags at once.'];
  for (const update of updates) {
    const found = update.ref.startsWith('refs/tags/') ? tagFaults(update) : deployBranches.includes(update.ref) ? await branchFaults(update, limits) : absent.test(update.to) ? [] : await treeFaults(update.to, limits);
    if (found.length > 0) return found;
  }
  const used = repositoryBytes();
  if (used > limits.repositoryBytes) {
    return [`The repository would hold ${mebibytes(used)}; ${mebibytes(limits.repositoryBytes)} is the limit.`, 'Keep large files out of git, or deploy the folder without its history: berth deploy'];
  }
  return [];
}

/** Branches besides the one that is deployed to production: each may have a preview, whose history is nobody's record. */
function previewFaults(others: Update[], { app, enabled, patterns, most, known, leaving }: Previews, deploys: string): string[] {
  const pushed = others.filter(({ ref, to }) => !absent.test(to) || !ref.startsWith('refs/heads/'));
  const names = pushed.map(({ ref }) => shortName(ref));
  const [first] = names;
  if (first === undefined) return [];
  if (!enabled || pushed.some(({ ref }) => !ref.startsWith('refs/heads/'))) {
    return [
      `Berth deploys the branch ${deploys} alone; ${first} was not stored.`,
      `To deploy it, push it to ${deploys}:  git push berth ${first}:${deploys}`,
      ...(enabled ? [] : [`To give each branch a preview with a URL of its own (an admin can):  berth previews enable --app ${app}`]),
    ];
  }
  const unfit = names.find((name) => name.length > longestBranchName || !branchNameForm.test(name));
  if (unfit !== undefined) return [`${unfit} was not stored: a branch of this name can have no preview.`, `Use a name of letters, digits, hyphens and slashes, at most ${longestBranchName} characters.`];
  const left = names.find((name) => !patterns.some((pattern) => matchesBranch(pattern, name)));
  if (left !== undefined) return [`${left} was not stored: previews of ${app} are made of these branches: ${patterns.join(', ')}.`, `An admin can change that:  berth previews settings --branches '${[...patterns, left].join(',')}' --app ${app}`];
  const late = names.find((name) => leaving.includes(name));
  if (late !== undefined) return [`${late} was not stored: its earlier preview is still being deleted.`, 'Push again in a few seconds.'];
  const fresh = names.filter((name) => !known.includes(name)).length;
  const there = [...known, ...leaving];
  if (fresh === 0 || there.length + fresh <= most) return [];
  return [
    `${names.find((name) => !known.includes(name))} was not stored: ${app} has ${there.length} ${there.length === 1 ? 'preview' : 'previews'}${there.length > 0 ? ` (${there.join(', ')})` : ''}, ${fresh} more ${fresh === 1 ? 'is' : 'are'} pushed, and ${most} is the most.`,
    `Delete one that is not needed:  git push berth :BRANCH     or allow more (an admin can):  berth previews settings --most ${there.length + fresh} --app ${app}`,
  ];
}

function tagFaults({ to, ref }: Update): string[] {
  return absent.test(to) ? [`The tag ${shortName(ref)} was not deleted: what was pushed stays.`, 'Nothing needs to be done; tags have no effect on what runs.'] : [];
}

async function branchFaults({ from, to, ref }: Update, limits: Limits): Promise<string[]> {
  const branch = shortName(ref);
  const instead = 'To bring an earlier version back:  berth rollback     To undo a commit:  git revert COMMIT, then push';
  if (absent.test(to)) return [`The branch ${branch} was not deleted: it is what runs.`, 'To delete the app with everything that is its:  berth apps delete NAME'];
  if (!absent.test(from) && !succeeds('merge-base', '--is-ancestor', from, to)) {
    return [`The push was refused: it would rewrite the history of ${branch}, which is the record of what was deployed.`, 'Bring your work on top of it:  git pull --rebase berth ' + branch, instead];
  }
  return treeFaults(to, limits);
}

/** Too many or too large files, seen before they are kept. */
function treeFaults(commit: string, limits: Limits): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const listing = spawn('git', ['ls-tree', '-r', '-l', '-z', '--full-tree', commit], { stdio: ['ignore', 'pipe', 'ignore'] });
    let rest = '';
    let entries = 0;
    let bytes = 0;
    let found: string[] = [];
    listing.stdout.setEncoding('latin1').on('data', (text: string) => {
      const parts = (rest + text).split('\0');
      rest = parts.pop()!;
      for (const part of parts) {
        entries += 1;
        bytes += Number(/^\d+ \w+ [0-9a-f]+ +(\d+)\t/.exec(part)?.[1] ?? 0);
      }
      if (entries > limits.entries) found = [`The commit has more than ${limits.entries} files.`, 'Leave build results and dependencies out of git with .gitignore.'];
      else if (bytes > limits.bytes) found = [`The files of the commit have more than ${mebibytes(limits.bytes)}.`, 'Leave build results and data out of git with .gitignore.'];
      if (found.length > 0) listing.kill();
    });
    listing.once('error', reject).once('close', (code) => {
      if (found.length > 0 || code === 0) resolve(found);
      else resolve([`${commit.slice(0, 12)} is no commit.`, 'Push a branch, such as  git push berth main']);
    });
  });
}

/** Bytes of all objects, the pushed ones included. */
function repositoryBytes(): number {
  const inFolder = (folder: string | undefined) => {
    const counted = folder === undefined ? git('count-objects', '-v') : execFileSync('git', ['count-objects', '-v'], { encoding: 'utf8', env: { ...process.env, GIT_OBJECT_DIRECTORY: folder } });
    return [...counted.matchAll(/^size(?:-pack)?: (\d+)$/gm)].reduce((sum, [, kibibytes]) => sum + Number(kibibytes) * 1024, 0);
  };
  const kept = process.env['GIT_ALTERNATE_OBJECT_DIRECTORIES']?.split(':')[0];
  return inFolder(undefined) + (kept ? inFolder(kept) : 0);
}

/** What was given with `git push -o`. */
const pushOptions = (): string[] => Array.from({ length: Math.min(Number(process.env['GIT_PUSH_OPTION_COUNT'] ?? 0), 20) }, (_, at) => process.env[`GIT_PUSH_OPTION_${at}`] ?? '');

const shortName = (ref: string): string => ref.replace(/^refs\/(heads|tags)\//, '');

const updates = readFileSync(0, 'utf8').split('\n').filter(Boolean).map((line): Update => {
  const [from, to, ...ref] = line.split(' ') as [string, string, ...string[]];
  return { from, to, ref: ref.join(' ') };
});
const found = await faults(updates, JSON.parse(process.env['BERTH_PUSH_LIMITS'] ?? '') as Limits, JSON.parse(process.env['BERTH_PUSH_PREVIEWS'] ?? '') as Previews);
if (found.length > 0) {
  process.stdout.write(`\n${found.join('\n')}\n\n`);
  process.exitCode = 1;
} else if (updates.some(({ ref }) => ref.startsWith('refs/heads/'))) {
  const heads = (deleted: boolean): string[] => updates.filter(({ ref, to }) => ref.startsWith('refs/heads/') && absent.test(to) === deleted).map(({ ref }) => ref);
  writeFileSync(process.env['BERTH_PUSH_MARK'] ?? '', JSON.stringify({ changed: heads(false), deleted: heads(true), by: process.env['GIT_COMMITTER_NAME'], options: pushOptions() }), { flag: 'wx' });
}
