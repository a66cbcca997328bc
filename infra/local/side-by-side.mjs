/**
 * Runs work in the order in which it comes, so many at a time.
 * @param {number} atOnce
 * @returns {<T>(work: () => Promise<T>) => Promise<T>}
 */
export function limited(atOnce) {
  let running = 0;
  /** @type {(() => void)[]} */
  const waiting = [];
  return async (work) => {
    if (running >= atOnce) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift(); // hands its place over
      if (next) next();
      else running--;
    }
  };
}
