// When the app looks for news by itself, and what it may tell about.
import { type SyncInterval, syncIntervals } from '../../../shared/jobs/sync-interval.ts'
import type { Settings } from '../../../shared/settings.ts'
import { settingsStore } from '../../lib/settings-store.ts'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import { SettingsGroup, SettingsRow } from './settings-group.tsx'

const offered: readonly SyncInterval[] = [5, 15, 30, 60, 360]
const never = '0'
/** The schedules of calendar and mail differ, or somebody has written one by hand. */
const otherwise = 'otherwise'

function intervalName(minutes: SyncInterval): string {
  if (minutes < 60) return `Every ${minutes} minutes`
  if (minutes === 1440) return 'Once a day'
  return minutes === 60 ? 'Every hour' : `Every ${minutes / 60} hours`
}

function optionsFor(current: Settings['syncEveryMinutes']): { value: string; label: string }[] {
  const intervals = current === null || current === 0 || offered.includes(current) ? offered : [...offered, current]
  return [
    ...intervals.map((minutes) => ({ value: String(minutes), label: intervalName(minutes) })),
    { value: never, label: 'Never' },
    ...(current === null ? [{ value: otherwise, label: 'As scheduled' }] : []),
  ]
}

/** @see Settings */
export function SyncSection({ settings }: { settings: Settings }) {
  const { update } = settingsStore.getState()
  return (
    <SettingsGroup title="Sync">
      <SettingsRow title="Sync in the background" text="While OmniCRM is open, or in the tray.">
        <Select
          label="Sync in the background"
          value={settings.syncEveryMinutes === null ? otherwise : String(settings.syncEveryMinutes)}
          options={optionsFor(settings.syncEveryMinutes)}
          onChange={(value) => {
            const chosen = value === never ? 0 : syncIntervals.find((minutes) => String(minutes) === value)
            if (chosen !== undefined) void update({ syncEveryMinutes: chosen })
          }}
        />
      </SettingsRow>
      <SettingsRow id="sync-at-launch" title="Sync when OmniCRM starts">
        <Switch
          labelledBy="sync-at-launch"
          isOn={settings.syncAtLaunch}
          onChange={(syncAtLaunch) => void update({ syncAtLaunch })}
        />
      </SettingsRow>
      <SettingsRow id="keep-in-tray" title="Keep running in the tray" text="Closing the window leaves OmniCRM at work.">
        <Switch
          labelledBy="keep-in-tray"
          isOn={settings.keepRunningInTray}
          onChange={(keepRunningInTray) => void update({ keepRunningInTray })}
        />
      </SettingsRow>
      <SettingsRow id="notify-reconnect" title="Tell me when an account must be reconnected">
        <Switch
          labelledBy="notify-reconnect"
          isOn={settings.notifications.needsReconnect}
          onChange={(needsReconnect) => void update({ notifications: { ...settings.notifications, needsReconnect } })}
        />
      </SettingsRow>
      <SettingsRow
        id="notify-failures"
        title="Tell me about problems"
        text="Jobs that fail, work that stands still, a computer that is slow or nearly full."
      >
        <Switch
          labelledBy="notify-failures"
          isOn={settings.notifications.failures}
          onChange={(failures) => void update({ notifications: { ...settings.notifications, failures } })}
        />
      </SettingsRow>
    </SettingsGroup>
  )
}
