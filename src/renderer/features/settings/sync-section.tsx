// When the app looks for news by itself, and what it may tell about.
import type { Settings } from '../../../shared/settings.ts'
import { settingsStore } from '../../lib/settings-store.ts'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import { SettingsGroup, SettingsRow } from './settings-group.tsx'

const intervals = [
  { value: '5', label: 'Every 5 minutes' },
  { value: '15', label: 'Every 15 minutes' },
  { value: '60', label: 'Every hour' },
  { value: '360', label: 'Every 6 hours' },
  { value: '0', label: 'Never' },
] as const

/** @see Settings */
export function SyncSection({ settings }: { settings: Settings }) {
  const { update } = settingsStore.getState()
  const minutes = String(settings.syncEveryMinutes)
  const options = intervals.some(({ value }) => value === minutes)
    ? intervals
    : [...intervals, { value: minutes, label: `Every ${minutes} minutes` }]
  return (
    <SettingsGroup title="Sync">
      <SettingsRow title="Sync in the background" text="While OmniCRM is open, or in the tray.">
        <Select
          label="Sync in the background"
          value={minutes}
          options={options}
          onChange={(value) => void update({ syncEveryMinutes: Number(value) })}
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
      <SettingsRow id="notify-failures" title="Tell me when a job fails">
        <Switch
          labelledBy="notify-failures"
          isOn={settings.notifications.failures}
          onChange={(failures) => void update({ notifications: { ...settings.notifications, failures } })}
        />
      </SettingsRow>
    </SettingsGroup>
  )
}
