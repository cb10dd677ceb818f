// Accounts, habits, looks, and what the app knows about itself.
import { useStore } from 'zustand'
import { settingsStore } from '../../lib/settings-store.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { AboutSection } from './about-section.tsx'
import { AccountSection } from './account-section.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { LedgerSection } from './ledger-section.tsx'
import { SyncSection } from './sync-section.tsx'

/** @see settingsStore */
export function SettingsScreen() {
  const { settings, refresh } = useStore(settingsStore)
  const value = settings.kind === 'loading' ? null : settings.value
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-190 px-2 pb-12">
        <ScreenHeader title="Settings" />
        <div className="space-y-8 px-6">
          <AccountSection />
          {settings.kind === 'loading' && <Skeleton className="h-60 rounded-lg" />}
          {settings.kind === 'error' && value === null && <ErrorState error={settings.error} onRetry={() => void refresh()} />}
          {value !== null && (
            <>
              <SyncSection settings={value} />
              <AppearanceSection settings={value} />
            </>
          )}
          <LedgerSection />
          <AboutSection />
        </div>
      </div>
    </div>
  )
}
