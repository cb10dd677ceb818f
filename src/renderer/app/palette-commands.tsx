// What the palette can do besides finding things.
import {
  Activity,
  CalendarDays,
  FileDown,
  FolderDown,
  Keyboard,
  ListTree,
  Moon,
  Pause,
  Play,
  Plug,
  RefreshCw,
  Search,
  Settings,
  Sun,
  SunMoon,
  Users,
} from 'lucide-react'
import { act, chooseFiles, syncNow } from '../lib/actions.ts'
import { openScreen, useNavigation } from '../lib/navigation-store.ts'
import { processJobsAndTell } from '../lib/process-jobs-store.ts'
import { settingsStore } from '../lib/settings-store.ts'
import type { CommandGroup } from '../ui/command-list.tsx'

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
    commands: [
      { id: 'today', label: 'Today', icon: <Sun aria-hidden size={size} />, shortcut: 'Mod+1', run: () => openScreen('today') },
      {
        id: 'calendar',
        label: 'Calendar',
        icon: <CalendarDays aria-hidden size={size} />,
        shortcut: 'Mod+2',
        run: () => openScreen('calendar'),
      },
      {
        id: 'timeline',
        label: 'Timeline',
        icon: <ListTree aria-hidden size={size} />,
        shortcut: 'Mod+3',
        run: () => openScreen('timeline'),
      },
      {
        id: 'people',
        label: 'People',
        icon: <Users aria-hidden size={size} />,
        shortcut: 'Mod+4',
        run: () => openScreen('people'),
      },
      {
        id: 'search',
        label: 'Search',
        icon: <Search aria-hidden size={size} />,
        shortcut: 'Mod+5',
        run: () => openScreen('search'),
      },
      { id: 'jobs', label: 'Jobs', icon: <Activity aria-hidden size={size} />, shortcut: 'Mod+6', run: () => openScreen('jobs') },
      {
        id: 'settings',
        label: 'Settings',
        icon: <Settings aria-hidden size={size} />,
        shortcut: 'Mod+7',
        run: () => openScreen('settings'),
      },
    ],
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
      { id: 'process', label: 'Process jobs', icon: <Play aria-hidden size={size} />, run: () => void processJobsAndTell() },
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
