/** (A file of its own without imports: git's hook loads it.) */

export const longestBranchName = 200;
/** A branch as git names it (git-check-ref-format), without what could be taken for an option or steer a terminal. */
export const branchNameForm = /^(?![-/.])(?!.*(?:\/\/|\/\.|\.\.|@\{|\.lock(?:\/|$)))[^\p{Cc}\p{Zs}~^:?*[\\]+(?<![/.])$/u;

/**
 * True when a pattern is meant for a branch: `*` stands for anything but `/`, `**` for anything, all else for itself. It takes
 * time in proportion to both lengths, whatever the pattern.
 */
export function matchesBranch(pattern: string, branch: string): boolean {
  let places = new Set([0]); // how much of the branch the pattern may stand for up to here
  for (const part of pattern.match(/\*\*|[^]/g) ?? []) {
    const next = new Set<number>();
    for (const place of places) {
      if (part !== '*' && part !== '**') {
        if (branch[place] === part) next.add(place + 1);
        continue;
      }
      for (let at = place; at <= branch.length && !next.has(at); at++) {
        next.add(at);
        if (part === '*' && branch[at] === '/') break;
      }
    }
    places = next;
  }
  return places.has(branch.length);
}
