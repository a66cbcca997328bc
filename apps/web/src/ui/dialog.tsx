'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import clsx from 'clsx';
import type { ReactNode } from 'react';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
  /** No visible title and at the top, as the palette wants it. */
  bare?: boolean;
}

/** A modal dialog: focus goes in and comes back, Escape and the backdrop close it. Load it lazily. */
export function Dialog({ title, onClose, children, wide = false, bare = false }: DialogProps) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="backdrop z-50" />
        <Base.Popup className={clsx('dialog z-50', wide && 'wide', bare && 'top')}>
          <Base.Title className={bare ? 'sr-only' : 'mb-3'}>{title}</Base.Title>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export const DialogClose = Base.Close;
