// What is connected, what each account may read, and how to part with it.
import { FileDown, FlaskConical, FolderDown, Plus } from 'lucide-react'
import { useState } from 'react'
import { assertNever } from '../../../shared/assert-never.ts'
import { mayRead } from '../../../shared/may-read.ts'
import type { Account } from '../../../shared/views/status.ts'
import { chooseFiles, createSample } from '../../lib/actions.ts'
import { formatRelative } from '../../lib/format-date.ts'
import { formatCounted } from '../../lib/format-number.ts'
import { useNavigation } from '../../lib/navigation-store.ts'
import { removeSample, useSampleRemoval } from '../../lib/sample-removal.ts'
import { useStatus } from '../../lib/status-store.ts'
import { useNow } from '../../lib/use-now.ts'
import { Badge, type BadgeTone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ReconnectCard } from '../../ui/reconnect-card.tsx'
import { SweepCards } from '../../ui/sweep-cards.tsx'
import { AccountImports } from './account-imports.tsx'
import { RemoveAccountDialog } from './remove-account-dialog.tsx'
import { SettingsGroup, SettingsRow } from './settings-group.tsx'

/** @see Account */
export function AccountSection() {
  const accounts = useStatus()?.accounts ?? []
  const openOverlay = useNavigation((state) => state.openOverlay)
  const hasSample = accounts.some((account) => account.kind === 'sample')
  return (
    <SettingsGroup title="Accounts">
      {accounts.map((account) => (
        <AccountRow key={account.id} account={account} />
      ))}
      <div className="flex flex-wrap gap-2 px-4 py-3">
        <Button icon={<Plus aria-hidden size={14} />} onClick={() => openOverlay('connect')}>
          Connect Google
        </Button>
        <Button icon={<FileDown aria-hidden size={14} />} onClick={() => void chooseFiles('files')}>
          Import files
        </Button>
        <Button icon={<FolderDown aria-hidden size={14} />} onClick={() => void chooseFiles('folder')}>
          Import a folder
        </Button>
        {!hasSample && (
          <Button icon={<FlaskConical aria-hidden size={14} />} onClick={() => void createSample()}>
            Add the sample workspace
          </Button>
        )}
      </div>
    </SettingsGroup>
  )
}

const statusLooks: Record<Account['status'], { word: string; tone: BadgeTone }> = {
  ok: { word: 'Connected', tone: 'good' },
  waiting: { word: 'Waiting', tone: 'warning' },
  needs_reconnect: { word: 'Reconnect needed', tone: 'warning' },
  failed: { word: 'Failed', tone: 'bad' },
  paused: { word: 'Being removed', tone: 'neutral' },
}

function AccountRow({ account }: { account: Account }) {
  const nowMs = useNow()
  const [isAsking, setIsAsking] = useState(false)
  const isSampleLeaving = useSampleRemoval().isRemoving && account.kind === 'sample'
  const { word, tone } = statusLooks[account.status]
  const verb = removeWord(account.kind)
  return (
    <div>
      <SettingsRow
        title={account.displayName}
        text={
          <>
            {account.email !== account.displayName && <p>{account.email}</p>}
            <p className="tabular-nums">
              {formatCounted(account.counts.mails, 'message')} · {formatCounted(account.counts.events, 'event')}
              {account.lastSyncAtMs !== null && ` · synced ${formatRelative(account.lastSyncAtMs, nowMs)}`}
            </p>
            {account.kind === 'google' && <p>May read: {scopeWords(account.scopes)}</p>}
            {account.status !== 'needs_reconnect' && account.statusReason !== null && (
              <p className="text-warning">{account.statusReason}</p>
            )}
            {account.notices.map((notice) => (
              <p key={notice}>{notice}</p>
            ))}
          </>
        }
      >
        <Badge tone={tone}>{word}</Badge>
        <Button
          size="small"
          look="danger"
          isBusy={isSampleLeaving || account.status === 'paused'}
          onClick={() => (account.kind === 'sample' ? removeSample(account.id) : setIsAsking(true))}
          aria-label={`${verb}: ${account.displayName}`}
        >
          {verb}
        </Button>
        <RemoveAccountDialog account={account} verb={verb} isOpen={isAsking} onClose={() => setIsAsking(false)} />
      </SettingsRow>
      <div className="px-4 pb-3.5 empty:hidden">
        <ReconnectCard account={account} />
        <SweepCards account={account} />
      </div>
      <AccountImports account={account} />
    </div>
  )
}

/** Google's long names as what they open. */
function scopeWords(scopes: readonly string[]): string {
  const words = [...(mayRead('calendar', scopes) ? ['calendar'] : []), ...(mayRead('mail', scopes) ? ['mail'] : [])]
  return words.length === 0 ? 'nothing' : words.join(' and ')
}

function removeWord(kind: Account['kind']): string {
  switch (kind) {
    case 'google':
      return 'Disconnect'
    case 'sample':
      return 'Remove sample'
    case 'files':
      return 'Remove'
    default:
      return assertNever(kind, 'kind of account')
  }
}
