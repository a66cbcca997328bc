import type { AppEnvironment } from '../api/types.ts';
import { CopyButton } from '../ui/copy.tsx';
import { Foreign } from '../ui/foreign.tsx';

/** The URL with its copy button; plain text while nothing answers there. */
export function EnvironmentUrl({ environment: { url, liveRelease, name } }: { environment: AppEnvironment }) {
  const { host } = new URL(url);
  return <>{liveRelease === null ? <span className="sub"><Foreign>{host}</Foreign></span> : <a href={url} rel="noreferrer"><Foreign>{host}</Foreign></a>} <CopyButton text={url} label={`Copy the URL of ${name}`} /></>;
}
