/** @typedef {import('../local/progress.mjs').ProgressEvent} ProgressEvent */

/** Longest silence while something runs, on a terminal (where one line is written over) and elsewhere. */
const quietMs = { terminal: 1_000, elsewhere: 15_000 };
/** What ends sooner is not announced. */
const noticeMs = 800;
const seconds = (/** @type {number} */ value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;

/**
 * Prints what is being done and how long it took last time, and never stays silent for long while something runs.
 * Short phases (under a second) are not worth a line.
 * @param {{ write?: (text: string) => void, now?: () => number, terminal?: boolean }} [options]
 */
export function progressPrinter({ write = (text) => process.stdout.write(text), now = Date.now, terminal = process.stdout.isTTY ?? false } = {}) {
  /** @type {Map<string, { message: string, started: number, expected: number | undefined, shown: boolean }>} */
  const running = new Map();
  let last = now();
  let passing = false;
  const print = (/** @type {string} */ line) => {
    write(`${passing ? '\r\x1b[2K' : ''}${line}\n`);
    passing = false;
    last = now();
  };
  /** A line that the next one replaces. */
  const printPassing = (/** @type {string} */ line) => {
    const columns = process.stdout.columns ?? 80;
    write(`\r\x1b[2K${line.length < columns ? line : `${line.slice(0, columns - 2)}…`}`);
    passing = true;
    last = now();
  };
  const lastTime = (/** @type {number | undefined} */ expected) => (expected === undefined ? '' : ` (took ${seconds(expected)} last time)`);

  /** @type {import('../local/progress.mjs').Report} */
  const report = ({ phase, message, expectedSeconds, seconds: took }) => {
    if (took !== undefined) {
      const shown = running.get(phase)?.shown;
      running.delete(phase);
      if (took >= 1 || shown) print(`✓ ${message.padEnd(48)} ${seconds(took)}`);
      return;
    }
    running.set(phase, { message, started: now(), expected: expectedSeconds, shown: false });
  };

  const beat = () => {
    const all = [...running.values()];
    for (const phase of all.filter(({ shown, started }) => !shown && now() - started >= noticeMs)) {
      phase.shown = true;
      if (!terminal) print(`… ${phase.message}${lastTime(phase.expected)}`);
    }
    if (all.length === 0 || now() - last < (terminal ? quietMs.terminal : quietMs.elsewhere)) return;
    (terminal ? printPassing : print)(`… ${all.map(({ message, started, expected }) => `${message} ${seconds((now() - started) / 1000)}${lastTime(expected)}`).join(', ')}`);
  };
  const timer = setInterval(beat, 250);
  timer.unref();

  return { report, print, beat, stop: () => clearInterval(timer) };
}
