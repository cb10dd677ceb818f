// The conversation that a message belongs to.
import clsx from 'clsx'
import type { InteractionDetail } from '../../../shared/views/timeline.ts'
import { formatShort } from '../../lib/format-date.ts'
import { formatCounted } from '../../lib/format-number.ts'
import { openDetails } from '../../lib/navigation-store.ts'
import { useNow } from '../../lib/use-now.ts'
import { titleWords } from '../../lib/title-words.ts'
import { PanelSection } from '../../ui/panel.tsx'

/** Oldest first; the open message is marked. */
export function ThreadList({ interaction }: { interaction: InteractionDetail }) {
  const nowMs = useNow()
  return (
    <PanelSection title={`Conversation · ${formatCounted(interaction.thread.length, 'message')}`}>
      <ol className="-mx-2">
        {interaction.thread.map((message) => {
          const isOpen = message.id === interaction.id
          return (
            <li key={message.id}>
              <button
                type="button"
                aria-current={isOpen ? 'true' : undefined}
                onClick={() => openDetails({ kind: 'interaction', id: message.id })}
                className={clsx(
                  'flex w-full items-baseline gap-3 rounded-md px-2 py-1.5 text-left',
                  isOpen ? 'bg-accent-soft' : 'hover:bg-hover',
                )}
              >
                <span className={clsx('w-28 shrink-0 truncate', isOpen && 'font-medium')}>{message.from}</span>
                <span className="min-w-0 flex-1 truncate text-muted">{titleWords(message.title, 'email')}</span>
                <span className="shrink-0 text-sm text-muted tabular-nums">{formatShort(message.occurredAtMs, nowMs)}</span>
              </button>
            </li>
          )
        })}
      </ol>
    </PanelSection>
  )
}
