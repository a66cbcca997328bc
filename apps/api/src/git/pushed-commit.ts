import { Problem, type Commit } from '@berth/domain';
import { createGzip } from 'node:zlib';
import type { GitRepositories } from './git-repositories.js';

const deployBranches = ['main', 'master'] as const;
/** What was pushed last and has been made a deployment; hidden from clients. */
const deployedRef = 'refs/berth/deployed';
const noTime = { GIT_AUTHOR_DATE: '946684800 +0000', GIT_COMMITTER_DATE: '946684800 +0000', GIT_AUTHOR_NAME: 'Berth', GIT_AUTHOR_EMAIL: 'berth@localhost', GIT_COMMITTER_NAME: 'Berth', GIT_COMMITTER_EMAIL: 'berth@localhost' };

const largestText = 64 * 1024;
/** Characters of a commit's texts that are kept. */
const kept = { author: 200, message: 2000 };

/** True for the names under which production is pushed. */
export const isDeployBranch = (branch: string): boolean => deployBranches.some((each) => each === branch);

/** Every branch with its newest commit. */
export async function branchesIn(repositories: GitRepositories, path: string): Promise<{ branch: string; commit: string }[]> {
  const listed = await repositories.git(path, ['for-each-ref', '--format=%(objectname) %(refname:lstrip=2)', 'refs/heads']);
  return listed.split('\n').filter(Boolean).map((line) => ({ commit: line.slice(0, line.indexOf(' ')), branch: line.slice(line.indexOf(' ') + 1) }));
}

/** What runs is what is on `main`; on `master` in a repository without a `main`. */
export async function deployBranch(repositories: GitRepositories, path: string): Promise<(typeof deployBranches)[number] | null> {
  const found = (await repositories.git(path, ['for-each-ref', '--format=%(refname:short)', 'refs/heads/main', 'refs/heads/master'])).split('\n');
  return deployBranches.find((branch) => found.includes(branch)) ?? null;
}

/** The newest commit of a branch. */
export async function newestCommit(repositories: GitRepositories, path: string, branch: string): Promise<Commit> {
  const text = await beginningOf(repositories, path, ['log', '-1', '--no-show-signature', '--encoding=UTF-8', '--format=%H%x00%an <%ae>%x00%B', `refs/heads/${branch}`]);
  const [id = '', author = '', message = ''] = text.split('\0');
  if (id === '') throw new Error(`git log says nothing of ${branch}`);
  return { id, branch, author: withoutNul(author).slice(0, kept.author), message: withoutNul(message).trim().slice(0, kept.message) };
}

/** The beginning of what git prints: a commit's message may be as large as a push. */
async function beginningOf(repositories: GitRepositories, path: string, args: string[]): Promise<string> {
  const child = repositories.spawn(path, args);
  child.on('error', (error) => child.stdout!.destroy(error));
  child.stderr!.resume();
  child.stdin!.end();
  let text = '';
  for await (const piece of child.stdout!.setEncoding('utf8') as AsyncIterable<string>) {
    text += piece;
    if (text.length >= largestText) break;
  }
  return text;
}

const withoutNul = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** The first line of a commit's message. */
export const subjectOf = ({ message }: Pick<Commit, 'message'>): string => message.split('\n')[0]!.trim();

/**
 * The files of a commit as tar.gz. Equal files give an equal archive whatever commit they are in, so that they are not
 * built twice: git takes the time and a comment from the commit, so they are archived from one that has only the files.
 */
export async function* archiveOf(repositories: GitRepositories, path: string, commit: string, root: string): AsyncGenerator<Buffer> {
  const bare = (await repositories.git(path, ['commit-tree', await treeAt(repositories, path, commit, root), '-m', 'source'], noTime)).trim();
  const child = repositories.spawn(path, ['archive', '--format=tar', bare]);
  const ended = new Promise<void>((resolve, reject) => {
    let complaint = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(0, 500)));
    child.once('error', reject).once('close', (code) => (code === 0 ? resolve() : reject(new Error(`git archive ended with ${code}: ${complaint}`))));
  });
  ended.catch(() => undefined); // awaited below
  child.stdin!.end();
  const packed = child.stdout!.pipe(createGzip({ level: 6 }));
  try {
    yield* packed as AsyncIterable<Buffer>;
    await ended;
  } finally {
    child.kill();
  }
}

/** The tree of a folder of a commit. Throws source-not-understood when there is none. */
async function treeAt(repositories: GitRepositories, path: string, commit: string, root: string): Promise<string> {
  if (root === '') return `${commit}^{tree}`;
  const listed = await repositories.git(path, ['ls-tree', '-d', '-z', '--full-tree', commit, '--', root], { GIT_LITERAL_PATHSPECS: '1' });
  const tree = /^040000 tree ([0-9a-f]+)\t/.exec(listed)?.[1];
  if (tree === undefined) throw new Problem('source-not-understood', `The commit has no folder ${root}, which is the root of the app.`, { remedy: 'Push a commit that has it, or change the root: berth apps set --root FOLDER' });
  return tree;
}

/**
 * Whether something that is watched differs between two commits: paths as git's own pathspecs match them, `!` leaving
 * out. Null when the earlier one is not in the repository.
 */
export async function touches(repositories: GitRepositories, path: string, from: string, to: string, watched: readonly string[]): Promise<boolean | null> {
  const known = await repositories.git(path, ['rev-list', '--no-walk', '--ignore-missing', from]);
  if (known.trim() !== from) return null;
  const pathspecs = watched.map((each) => (each.startsWith('!') ? `:(top,glob,exclude)${each.slice(1)}` : `:(top,glob)${each}`));
  return (await repositories.git(path, ['diff-tree', '-r', '--name-only', '--no-renames', '-z', from, to, '--', ...pathspecs])) !== '';
}

/** The text of a file of a commit; null where there is none, or one too large to be meant. */
export async function textAt(repositories: GitRepositories, path: string, commit: string, file: string): Promise<string | null> {
  const listed = await repositories.git(path, ['ls-tree', '-l', '-z', '--full-tree', commit, '--', file], { GIT_LITERAL_PATHSPECS: '1' });
  const [, id, size] = /^100\d+ blob ([0-9a-f]+) +(\d+)\t/.exec(listed) ?? [];
  return id === undefined || Number(size) > largestText ? null : repositories.git(path, ['cat-file', 'blob', id]);
}

/** What a folder of a commit has without its files, in a sentence each: submodules, and what Git LFS keeps elsewhere. */
export async function leftOut(repositories: GitRepositories, path: string, commit: string, root: string): Promise<string[]> {
  return [...(await submodules(repositories, path, commit, root)).map((module) => `The submodule ${module} is not fetched: its folder is empty in the build.`), ...(await largeFiles(repositories, path, commit))];
}

async function submodules(repositories: GitRepositories, path: string, commit: string, root: string): Promise<string[]> {
  const there = await repositories.git(path, ['ls-tree', '--name-only', '--full-tree', commit, '.gitmodules']);
  if (there.trim() === '') return [];
  const listed = await repositories.git(path, ['config', '--blob', `${commit}:.gitmodules`, '--get-regexp', '^submodule\\..*\\.path$']).catch((error: unknown) => {
    const { code, stderr } = (error as { cause?: { code?: unknown; stderr?: unknown } }).cause ?? {};
    if (code === 1 || String(stderr).includes('bad config')) return ''; // it names none, or nobody's git can read it
    throw error;
  });
  const paths = listed.split('\n').filter(Boolean).map((line) => line.slice(line.indexOf(' ') + 1));
  return root === '' ? paths : paths.filter((each) => each.startsWith(`${root}/`));
}

async function largeFiles(repositories: GitRepositories, path: string, commit: string): Promise<string[]> {
  const there = await repositories.git(path, ['ls-tree', '--name-only', commit, '.gitattributes']);
  if (there.trim() === '' || !(await repositories.git(path, ['show', `${commit}:.gitattributes`])).includes('filter=lfs')) return [];
  return ['Files that Git LFS keeps come as pointers, without their content.'];
}

/** True when the newest commit of the branch that goes to production has not been made a deployment yet. */
export async function awaitsDeployment(repositories: GitRepositories, path: string, commit: string): Promise<boolean> {
  const deployed = await repositories.git(path, ['for-each-ref', '--format=%(objectname)', deployedRef]);
  return deployed.trim() !== commit;
}

export async function markDeployed(repositories: GitRepositories, path: string, commit: string): Promise<void> {
  await repositories.git(path, ['update-ref', deployedRef, commit]);
}

/** The user who changed the branch last: the name under which git runs for a push. */
export async function lastPusher(repositories: GitRepositories, path: string, branch: string): Promise<string> {
  return (await repositories.git(path, ['log', '--walk-reflogs', '-1', '--format=%gn', `refs/heads/${branch}`])).trim();
}

/** Clones begin on the branch that is deployed. */
export async function pointHeadAt(repositories: GitRepositories, path: string, branch: string): Promise<void> {
  await repositories.git(path, ['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
}
