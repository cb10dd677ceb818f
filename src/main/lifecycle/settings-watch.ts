// Knows what a person has chosen, as far as main itself acts on it: the theme, the tray, notifications.
import { nativeTheme } from 'electron'
import type { Result } from '../../shared/app-error.ts'
import type { Settings } from '../../shared/settings.ts'

/** The settings as main knows them. */
export class SettingsWatch {
  readonly #read: () => Promise<Result<Settings>>
  #latest: Settings | null = null

  constructor(read: () => Promise<Result<Settings>>) {
    this.#read = read
  }

  /** Null until they have been read for the first time. */
  get latest(): Settings | null {
    return this.#latest
  }

  /** Reads them again and makes the windows follow. */
  async refresh(): Promise<void> {
    const result = await this.#read()
    if (!result.ok) return
    this.#latest = result.value
    if (nativeTheme.themeSource !== result.value.theme) nativeTheme.themeSource = result.value.theme
  }
}
