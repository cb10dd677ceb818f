// The window: the frame with the open screen, or the welcome while nothing is connected.
import { useEffect } from 'react'
import { useLoadableStatus, statusStore } from '../lib/status-store.ts'
import { useNavigation } from '../lib/navigation-store.ts'
import { settingsStore } from '../lib/settings-store.ts'
import { useLive } from '../lib/use-live.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { InterfaceProvider } from '../ui/interface-provider.tsx'
import { Toaster } from '../ui/toaster.tsx'
import { ImportDialog } from '../features/imports/import-dialog.tsx'
import { Welcome } from '../features/welcome/welcome.tsx'
import { ConnectGoogleDialog } from '../features/welcome/connect-google-dialog.tsx'
import { DropZone } from './drop-zone.tsx'
import { Frame } from './frame.tsx'
import { Palette } from './palette.tsx'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { listenToApp } from './listen-to-app.ts'
import { useShortcuts } from './use-shortcuts.ts'

const settingsTopics = ['settings'] as const

/** Everything in the window. */
export function App() {
  useEffect(() => listenToApp(), [])
  useShortcuts()
  useLive(settingsTopics, settingsStore.getState().refresh)
  const overlay = useNavigation((state) => state.overlay)
  const openOverlay = useNavigation((state) => state.openOverlay)
  const close = (): void => openOverlay(null)

  return (
    <InterfaceProvider>
      <Content />
      <DropZone />
      <Palette isOpen={overlay === 'palette'} onClose={close} />
      <ShortcutSheet isOpen={overlay === 'shortcuts'} onClose={close} />
      <ConnectGoogleDialog isOpen={overlay === 'connect'} onClose={close} />
      <ImportDialog isOpen={overlay === 'import'} onClose={close} />
      <Toaster />
    </InterfaceProvider>
  )
}

function Content() {
  const status = useLoadableStatus()
  const screen = useNavigation((state) => state.route.screen)
  if (status.kind === 'loading') return null
  if (status.kind === 'error' && status.value === null) {
    return (
      <main className="h-full">
        <h1 className="sr-only">OmniCRM</h1>
        <ErrorState error={status.error} onRetry={() => void statusStore.getState().refresh()} />
      </main>
    )
  }
  const hasAccounts = status.value !== null && status.value.accounts.length > 0
  return hasAccounts || screen !== 'today' ? <Frame /> : <Welcome />
}
