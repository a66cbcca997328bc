import type { App } from '../api/types.ts';
import { berthCommand } from '../format/command.ts';
import { Command } from '../ui/copy.tsx';
import { Foreign } from '../ui/foreign.tsx';

/** Where to push to, and which part of what is pushed counts. */
export function GitRemote({ app }: { app: App }) {
  return (
    <section className="stack mb-8" aria-labelledby="remote">
      <h2 id="remote">Push to Berth</h2>
      {app.gitUrl === undefined ? <p className="sub">This installation takes no pushes by git. Deploy with <code>berth deploy</code>.</p> : (
        <>
          <dl className="diff">
            <dt>Remote</dt><dd><Command text={app.gitUrl} /></dd>
            <dt>Set up</dt><dd><Command text={berthCommand(['git', 'remote'], { app: app.name, tenant: app.tenant })} /></dd>
            <dt>Deploy</dt><dd><Command text="git push berth main" /></dd>
          </dl>
          <p className="sub small">Without Berth’s command line, git asks who you are: your e-mail address and password, or any name and an API token.</p>
        </>
      )}
      {(app.root || (app.watch?.length ?? 0) > 0) && (
        <dl className="diff">
          {app.root && <><dt>Folder</dt><dd><Foreign code>{app.root}</Foreign></dd></>}
          {app.watch && app.watch.length > 0 && <><dt>Watched</dt><dd>{app.watch.map((path) => <p key={path}><Foreign code>{path}</Foreign></p>)}</dd></>}
        </dl>
      )}
    </section>
  );
}
