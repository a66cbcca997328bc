'use client';

import { Dialog } from '../ui/dialog.tsx';
import { rememberChoice } from './choices.ts';
import type { Tab } from './places.ts';

/** All keys, and the switch for single ones. */
export function KeysDialog({ tabs, enabled, onClose }: { tabs: readonly Tab[]; enabled: boolean; onClose: () => void }) {
  const rows: [string, string][] = [
    ['Ctrl K', 'Go somewhere or do something'],
    ['/', 'Filter the list'],
    ['J, K', 'Next and previous row'],
    ['D', 'Deploy'],
    ['?', 'This list'],
    ...tabs.map(({ name, letter }): [string, string] => [`G then ${letter.toUpperCase()}`, name]),
  ];
  return (
    <Dialog title="Keys" onClose={onClose}>
      <table>
        <thead><tr><th scope="col">Key</th><th scope="col">What it does</th></tr></thead>
        <tbody>{rows.map(([key, what]) => <tr key={key}><td><kbd>{key}</kbd></td><td>{what}</td></tr>)}</tbody>
      </table>
      <div className="row">
        <button type="button" className="btn" onClick={() => rememberChoice('berth_keys', enabled ? 'off' : 'on')}>{enabled ? 'Switch single keys off' : 'Switch single keys on'}</button>
        <button type="button" className="btn go" onClick={onClose}>Close</button>
      </div>
    </Dialog>
  );
}
