/** One place where the live object is not what is wanted. Values of Secrets are never carried. */
export interface Difference {
  /** JSON pointer (RFC 6901) into the object. */
  path: string;
  wanted: unknown;
  live: unknown;
}

/** Lists that the API server merges by a key inside pods and Services: other managers may add items of their own. */
const mergeKeys: Record<string, readonly string[]> = {
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  imagePullSecrets: ['name'],
  volumeMounts: ['mountPath'],
  ports: ['port', 'containerPort'],
  topologySpreadConstraints: ['topologyKey'],
};
const kindsWithMergedLists = new Set(['Deployment', 'StatefulSet', 'CronJob', 'Job', 'Pod', 'Service', 'ServiceAccount']);

const quantityParents = new Set(['requests', 'limits', 'hard', 'default', 'defaultRequest', 'max', 'min', 'maxLimitRequestRatio']);
const quantityFields = new Set(['sizeLimit', 'storage']);
const quantityPattern = /^([+-]?\d+(?:\.\d+)?)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|)$/;
const quantityFactors: Record<string, number> = {
  m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18,
  Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60,
};

/** The number behind a Kubernetes quantity (`500m`, `1Gi`, `2`), or null when the text is none. */
export function quantityValue(quantity: unknown): number | null {
  const match = quantityPattern.exec(String(quantity));
  return match ? Number(match[1]) * (quantityFactors[match[2] ?? ''] ?? Number.NaN) : null;
}

type Plain = Record<string, unknown>;
const isObject = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Where `live` does not hold what `wanted` says. Everything that only the live object has (defaults, status, other
 * managers' fields and list items) is no difference; quantities compare by value.
 */
export function differences(wanted: { kind: string }, live: unknown): Difference[] {
  const found: Difference[] = [];
  compare(wanted, live, [], { found, merged: kindsWithMergedLists.has(wanted.kind) });
  if (wanted.kind !== 'Secret') return found;
  return found.map((difference) => (/^\/(data|stringData)(\/|$)/.test(difference.path) ? { path: difference.path, wanted: '(secret)', live: '(secret)' } : difference));
}

interface Context {
  found: Difference[];
  merged: boolean;
}

function compare(wanted: unknown, live: unknown, path: readonly string[], context: Context): void {
  if (wanted === undefined) return;
  if (isObject(wanted)) {
    if (isObject(live)) {
      for (const key of Object.keys(wanted)) compare(wanted[key], live[key], [...path, key], context);
    } else if (live !== undefined || !isEmpty(wanted)) {
      note(wanted, live, path, context);
    }
    return;
  }
  if (Array.isArray(wanted)) {
    if (!Array.isArray(live)) {
      if (live !== undefined || wanted.length > 0) note(wanted, live, path, context);
    } else {
      compareLists(wanted, live, path, context);
    }
    return;
  }
  if (!sameScalar(wanted, live, path)) note(wanted, live, path, context);
}

function compareLists(wanted: unknown[], live: unknown[], path: readonly string[], context: Context): void {
  const keys = context.merged ? mergeKeys[path.at(-1) ?? ''] : undefined;
  if (keys && wanted.every(isObject)) {
    for (const [index, item] of wanted.entries()) {
      const key = keys.find((name) => item[name] !== undefined);
      const partner = key === undefined ? live[index] : live.find((other) => isObject(other) && other[key] === item[key]);
      compare(item, partner, [...path, String(key === undefined ? index : item[key])], context);
    }
    return;
  }
  if (wanted.length !== live.length) {
    note(wanted, live, path, context);
    return;
  }
  for (const [index, item] of wanted.entries()) compare(item, live[index], [...path, String(index)], context);
}

function sameScalar(wanted: unknown, live: unknown, path: readonly string[]): boolean {
  if (wanted === live) return true;
  // The API server leaves out what is empty.
  if (live === undefined) return wanted === null || wanted === '' || wanted === false || wanted === 0;
  const isQuantity = quantityFields.has(path.at(-1) ?? '') || quantityParents.has(path.at(-2) ?? '');
  if (!isQuantity) return false;
  const value = quantityValue(wanted);
  return value !== null && value === quantityValue(live);
}

/** `{}` and what holds nothing but such: the API server may leave it out. */
function isEmpty(value: unknown): boolean {
  if (isObject(value)) return Object.values(value).every((inner) => inner === undefined || isEmpty(inner));
  return Array.isArray(value) && value.length === 0;
}

function note(wanted: unknown, live: unknown, path: readonly string[], context: Context): void {
  const pointer = path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  context.found.push({ path: pointer, wanted, live });
}
