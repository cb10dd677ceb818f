// The panel on the right: whatever is selected, in full.
import { EventPanel } from '../features/calendar/event-panel.tsx'
import { JobPanel } from '../features/jobs/job-panel.tsx'
import { InteractionPanel } from '../features/timeline/interaction-panel.tsx'
import { useNavigation, type Selection } from '../lib/navigation-store.ts'
import { ErrorBoundary } from '../ui/error-boundary.tsx'

/** Nothing while nothing is selected. On narrow windows it lies over the screen. */
export function DetailsPanel() {
  const selection = useNavigation((state) => state.selection)
  if (selection === null) return null
  return (
    <aside
      aria-label="Details"
      className="flex w-105 shrink-0 flex-col border-l border-line bg-surface max-[1180px]:absolute max-[1180px]:inset-y-0 max-[1180px]:right-0 max-[1180px]:z-20 max-[1180px]:shadow-high"
    >
      <ErrorBoundary key={`${selection.kind}-${selection.id}`} what="This panel">
        <Selected selection={selection} />
      </ErrorBoundary>
    </aside>
  )
}

function Selected({ selection }: { selection: Selection }) {
  switch (selection.kind) {
    case 'event':
      return <EventPanel key={selection.id} id={selection.id} />
    case 'interaction':
      return <InteractionPanel key={selection.id} id={selection.id} />
    case 'job':
      return <JobPanel key={selection.id} id={selection.id} />
  }
}
