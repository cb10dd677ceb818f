// The bar above every screen: search, the state of things, and Sync Now.
import clsx from 'clsx'
import { RefreshCw, Search } from 'lucide-react'
import { syncNow } from '../lib/actions.ts'
import { useNavigation } from '../lib/navigation-store.ts'
import { useStatus } from '../lib/status-store.ts'
import { Button } from '../ui/button.tsx'
import { Keys } from '../ui/keys.tsx'
import { StatusPill } from './status-pill.tsx'

/** @see StatusPill */
export function TopBar() {
  const openOverlay = useNavigation((state) => state.openOverlay)
  const isWorking = useStatus()?.pill.kind === 'working'
  return (
    <header className="flex h-14 shrink-0 items-center gap-3 pr-4 pl-1">
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => openOverlay('palette')}
        className="flex h-8 w-full max-w-96 min-w-32 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-faint hover:border-line-strong"
      >
        <Search aria-hidden size={14} />
        <span className="flex-1 truncate text-left">Search people, mail and meetings</span>
        <Keys keys="Mod+K" />
      </button>
      <div className="ml-auto flex min-w-0 items-center gap-2">
        <StatusPill />
        <Button
          icon={<RefreshCw aria-hidden size={14} className={clsx(isWorking && 'animate-spin')} />}
          onClick={() => void syncNow()}
        >
          Sync Now
        </Button>
      </div>
    </header>
  )
}
