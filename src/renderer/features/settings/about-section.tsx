// Versions, where the data lives, and whether sign-ins can be kept safely.
import { FileDown, FolderOpen } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { act } from '../../lib/actions.ts'
import { client } from '../../lib/client.ts'
import { formatCount } from '../../lib/format-number.ts'
import { loading, settle, type Loadable } from '../../lib/loadable.ts'
import { useStatus } from '../../lib/status-store.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { SettingsGroup, SettingsRow } from './settings-group.tsx'

type AppInfo = CallOutput<'app.info'>

/** Asked once: nothing in it changes while the window is open. */
export function AboutSection() {
  const [info, setInfo] = useState<Loadable<AppInfo>>(loading)
  useEffect(() => void client.call('app.info', {}).then((answer) => setInfo((before) => settle(before, answer))), [])
  if (info.kind === 'loading') return <Skeleton className="h-40 rounded-lg" />
  return (
    <SettingsGroup title="About and diagnostics">
      {info.value === null ? (
        <SettingsRow title={info.kind === 'error' ? info.error.message : 'Unknown'} />
      ) : (
        <Info info={info.value} />
      )}
      <Counts />
      <Diagnostics />
    </SettingsGroup>
  )
}

function Info({ info }: { info: AppInfo }) {
  return (
    <>
      <SettingsRow
        title={`OmniCRM Desktop ${info.version}`}
        text={`Electron ${info.electron} on ${info.platform}, time zone ${info.timeZone.replaceAll('_', ' ')}`}
      />
      <SettingsRow title="Data folder" text={<span className="break-all">{info.dataFolder}</span>}>
        <Button icon={<FolderOpen aria-hidden size={14} />} onClick={() => void act('app.openDataFolder', {})}>
          Open folder
        </Button>
      </SettingsRow>
      <SettingsRow
        title="Keychain"
        text={info.keychain.kind === 'available' ? 'Sign-ins are kept in the keychain of your system.' : info.keychain.reason}
      >
        <Badge tone={info.keychain.kind === 'available' ? 'good' : 'warning'}>
          {info.keychain.kind === 'available' ? 'Available' : 'Not available'}
        </Badge>
      </SettingsRow>
    </>
  )
}

/** A report takes a few seconds: the whole database is looked over for it. */
function Diagnostics() {
  const [isWriting, setIsWriting] = useState(false)
  const [file, setFile] = useState<string | null>(null)
  async function write(): Promise<void> {
    setIsWriting(true)
    const answer = await act('app.exportDiagnostics', {})
    setIsWriting(false)
    if (answer?.file) setFile(answer.file)
  }
  return (
    <SettingsRow
      title="Diagnostics"
      text={
        <span role="status" className="wrap-anywhere">
          {file === null
            ? 'A report for whoever helps you: versions, counts and the log, without addresses and mail.'
            : `Written to ${file}`}
        </span>
      }
    >
      <Button icon={<FileDown aria-hidden size={14} />} isBusy={isWriting} onClick={() => void write()}>
        {isWriting ? 'Writing…' : 'Export diagnostics'}
      </Button>
    </SettingsRow>
  )
}

function Counts() {
  const counts = useStatus()?.counts
  if (counts === undefined) return null
  const rows: readonly (readonly [string, number])[] = [
    ['Original items', counts.rawEvents],
    ['Mail and meetings', counts.interactions],
    ['Calendar events', counts.calendarEvents],
    ['People', counts.contacts],
    ['Identities', counts.contactIdentities],
    ['Meanings learned', counts.embeddings],
  ]
  return (
    <dl className="grid grid-cols-3 gap-x-6 gap-y-3 px-4 py-3.5 tabular-nums">
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt className="text-sm text-muted">{term}</dt>
          <dd className="text-md font-medium">{formatCount(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
