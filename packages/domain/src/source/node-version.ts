/** Majors that generated Dockerfiles prefer, best first. */
const preferred = [24, 22];
const known = [24, 22, 20, 18, 16];
const codenames: Record<string, number> = { krypton: 24, jod: 22, iron: 20, hydrogen: 18, gallium: 16 };

interface Bounds {
  from: number;
  below: number;
}

/** The majors that one comparator set (`>=18.2 <21`, `^20`, `20.x`) admits; null when it says nothing readable. */
function boundsOf(set: string): Bounds | null {
  const bounds: Bounds = { from: 0, below: Infinity };
  const span = /^v?(\d+)\S*\s+-\s+v?(\d+)\S*$/.exec(set.trim());
  if (span) return { from: Number(span[1]), below: Number(span[2]) + 1 };
  const comparators = set.trim().replace(/([<>=~^])\s+/g, '$1').split(/\s+/);
  for (const comparator of comparators) {
    const match = /^(>=|<=|>|<|=|\^|~)?v?(\d+|x|X|\*)(?:\.(\d+|x|X|\*))?(?:\.(\S+))?$/.exec(comparator);
    if (!match) return null;
    if (!/\d/.test(match[2]!)) continue;
    const major = Number(match[2]);
    const precise = Number(match[3] ?? 0) > 0 || Number(match[4] ?? 0) > 0;
    switch (match[1]) {
      case '>=':
        bounds.from = Math.max(bounds.from, major);
        break;
      case '>':
        bounds.from = Math.max(bounds.from, match[3] === undefined ? major + 1 : major);
        break;
      case '<=':
        bounds.below = Math.min(bounds.below, major + 1);
        break;
      case '<':
        bounds.below = Math.min(bounds.below, precise ? major + 1 : major);
        break;
      default:
        bounds.from = Math.max(bounds.from, major);
        bounds.below = Math.min(bounds.below, major + 1);
    }
  }
  return bounds;
}

/**
 * The Node.js major for what `engines.node`, `.nvmrc` or `.node-version` says: the newest preferred one that fits, else
 * the newest known or named one. Null when the text asks for nothing that can be read.
 */
export function nodeMajorFor(wanted: string): number | null {
  const text = wanted.trim().toLowerCase();
  if (['', '*', 'x', 'latest', 'current', 'node', 'stable', 'lts', 'lts/*'].includes(text)) return preferred[0]!;
  const codename = text.replace(/^lts\//, '');
  if (Object.hasOwn(codenames, codename)) return codenames[codename]!;
  const sets = text.split('||').map(boundsOf);
  if (sets.some((set) => set === null)) return null;
  const fits = (major: number): boolean => sets.some((set) => major >= set!.from && major < set!.below);
  const best = preferred.find(fits) ?? known.find(fits);
  if (best !== undefined) return best;
  const newest = Math.max(...sets.map((set) => set!.from));
  return newest > known[0]! ? newest : null;
}
