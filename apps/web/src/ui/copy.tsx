'use client';

import { useState } from 'react';

/** Copies `text`. The word changes in place without changing the button's width. */
export function CopyButton({ text, label, className = 'btn sm', children = 'Copy' }: { text: string; label: string; className?: string; children?: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const words = { idle: children, copied: 'Copied', failed: 'Press Ctrl C' }[state];
  return (
    <button
      type="button"
      className={className}
      aria-label={label.startsWith(words) ? label : `${words}: ${label}`}
      onClick={() => {
        navigator.clipboard.writeText(text).then(() => setState('copied'), () => setState('failed'));
        setTimeout(() => setState('idle'), 2000);
      }}
    >
      <span className="inline-grid"><span className="[grid-area:1/1]">{words}</span><span aria-hidden="true" className="[grid-area:1/1] invisible">{children.length > 6 ? children : 'Copied'}</span></span>
    </button>
  );
}

/** A command with its copy button. */
export function Command({ text }: { text: string }) {
  return <div className="command"><code>{text}</code><CopyButton text={text} label={`Copy ${text}`} /></div>;
}
