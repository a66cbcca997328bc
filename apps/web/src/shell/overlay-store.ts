import { useSyncExternalStore } from 'react';

/** What lies over the page; one at a time. */
export type Overlay = 'palette' | 'keys' | 'deploy' | 'new-app' | null;

let open: Overlay = null;
const listeners = new Set<() => void>();

export function openOverlay(overlay: Overlay): void {
  open = overlay;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useOverlay = (): Overlay => useSyncExternalStore(subscribe, () => open, () => null);
