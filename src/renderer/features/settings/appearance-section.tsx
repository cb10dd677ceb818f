// Light or dark, and on which day a week begins.
import type { Settings } from '../../../shared/settings.ts'
import { settingsStore } from '../../lib/settings-store.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { SettingsGroup, SettingsRow } from './settings-group.tsx'

const themes: readonly { value: Settings['theme']; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long', timeZone: 'UTC' })
/** 4 January 1970 was a Sunday, which settings call 0. */
const weekdays = Array.from({ length: 7 }, (_, day) => ({
  value: String(day),
  label: weekday.format(Date.UTC(1970, 0, 4 + day)),
}))

/** @see Settings */
export function AppearanceSection({ settings }: { settings: Settings }) {
  const { update } = settingsStore.getState()
  return (
    <SettingsGroup title="Appearance">
      <SettingsRow title="Theme">
        <Segmented label="Theme" value={settings.theme} options={themes} onChange={(theme) => void update({ theme })} />
      </SettingsRow>
      <SettingsRow title="Week starts on">
        <Select
          label="Week starts on"
          value={String(settings.weekStartsOn)}
          options={weekdays}
          onChange={(day) => void update({ weekStartsOn: Number(day) })}
        />
      </SettingsRow>
    </SettingsGroup>
  )
}
