// The frame of every screen: rail on the left, bar on top, the screen, and details on the right.
import { DetailsPanel } from './details-panel.tsx'
import { Rail } from './rail.tsx'
import { ScreenView } from './screen-view.tsx'
import { TopBar } from './top-bar.tsx'

/** @see DetailsPanel */
export function Frame() {
  return (
    <div className="flex h-full">
      <Rail />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar />
        <div className="relative flex min-h-0 flex-1 overflow-hidden rounded-tl-xl border-t border-l border-line bg-surface">
          <main className="flex min-h-0 min-w-0 flex-1 flex-col">
            <ScreenView />
          </main>
          <DetailsPanel />
        </div>
      </div>
    </div>
  )
}
