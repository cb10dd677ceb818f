// What the palette can do besides finding things.
import { FileDown, FolderDown, Keyboard, Moon, Pause, Play, Plug, RefreshCw, Sun, SunMoon } from 'lucide-react'
import { act, chooseFiles, syncNow } from '../lib/actions.ts'
import { openScreen, useNavigation } from '../lib/navigation-store.ts'
import { processJobsAndTell } from '../lib/process-jobs-store.ts'
import { settingsStore } from '../lib/settings-store.ts'
import type { CommandGroup } from '../ui/command-list.tsx'
import { places } from './places.ts'

const size = 15

const themes = [
  { theme: 'light', label: 'Light theme', icon: Sun },
  { theme: 'dark', label: 'Dark theme', icon: Moon },
  { theme: 'system', label: 'Theme of the system', icon: SunMoon },
] as const

/** Screens and verbs; what is paused can be resumed. */
export const paletteCommands = (isPaused: boolean): readonly CommandGroup[] => [
  {
    title: 'Go to',
    commands: places.map(({ screen, name, icon: Icon, shortcut }) => ({
      id: screen,
      label: name,
      icon: <Icon aria-hidden size={size} />,
      shortcut,
      run: () => openScreen(screen),
    })),
  },
  {
    title: 'Do',
    commands: [
      {
        id: 'sync',
        label: 'Sync now',
        icon: <RefreshCw aria-hidden size={size} />,
        shortcut: 'Mod+Shift+S',
        run: () => void syncNow(),
      },
      {
        id: 'process',
        label: 'Process jobs',
        icon: <Play aria-hidden size={size} />,
        shortcut: 'Mod+Shift+J',
        run: () => void processJobsAndTell(),
      },
      isPaused
        ? {
            id: 'resume',
            label: 'Resume all jobs',
            icon: <Play aria-hidden size={size} />,
            run: () => void act('jobs.resume', { kind: 'all' }),
          }
        : {
            id: 'pause',
            label: 'Pause all jobs',
            icon: <Pause aria-hidden size={size} />,
            run: () => void act('jobs.pause', { kind: 'all' }),
          },
      {
        id: 'connect',
        label: 'Connect Google',
        icon: <Plug aria-hidden size={size} />,
        run: () => useNavigation.getState().openOverlay('connect'),
      },
      {
        id: 'import',
        label: 'Import files',
        icon: <FileDown aria-hidden size={size} />,
        shortcut: 'Mod+O',
        run: () => void chooseFiles('files'),
      },
      {
        id: 'import-folder',
        label: 'Import a folder',
        icon: <FolderDown aria-hidden size={size} />,
        shortcut: 'Mod+Shift+O',
        run: () => void chooseFiles('folder'),
      },
      {
        id: 'shortcuts',
        label: 'Keyboard shortcuts',
        icon: <Keyboard aria-hidden size={size} />,
        shortcut: '?',
        run: () => useNavigation.getState().openOverlay('shortcuts'),
      },
    ],
  },
  {
    title: 'Theme',
    commands: themes.map(({ theme, label, icon: Icon }) => ({
      id: `theme-${theme}`,
      label,
      icon: <Icon aria-hidden size={size} />,
      run: () => void settingsStore.getState().update({ theme }),
    })),
  },
]
