// All keyboard shortcuts on one sheet.
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { Keys } from '../ui/keys.tsx'
import { shortcutGroups } from './use-shortcuts.ts'

/** Opened with `?`. */
export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Keyboard shortcuts" width="wide" scrolling="own">
      <DialogBody label="Shortcuts by screen" className="columns-2 gap-10">
        {shortcutGroups.map((group) => (
          <section key={group.title} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-sm font-medium text-muted">{group.title}</h3>
            <dl>
              {group.shortcuts.map(({ keys, what }) => (
                <div key={what} className="flex min-h-8 items-center justify-between gap-4 border-b border-line py-1">
                  <dt>{what}</dt>
                  <dd>
                    <Keys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </DialogBody>
    </Dialog>
  )
}
