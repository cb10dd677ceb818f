// Keys that work everywhere in the window.
import { useEffect } from 'react'
import { syncNow } from '../lib/actions.ts'
import { openScreen, useNavigation } from '../lib/navigation-store.ts'
import { screens } from '../lib/route.ts'
import { isTyping } from '../lib/screen-keys.ts'

/** Every shortcut, as the sheet shows it. */
export const shortcutGroups: readonly { title: string; shortcuts: readonly { keys: string; what: string }[] }[] = [
  {
    title: 'Everywhere',
    shortcuts: [
      { keys: 'Mod+K', what: 'Search or run a command' },
      { keys: 'Mod+1', what: 'Today' },
      { keys: 'Mod+2', what: 'Calendar' },
      { keys: 'Mod+3', what: 'Timeline' },
      { keys: 'Mod+4', what: 'People' },
      { keys: 'Mod+5', what: 'Search' },
      { keys: 'Mod+6', what: 'Jobs' },
      { keys: 'Mod+7', what: 'Settings' },
      { keys: 'Mod+Shift+S', what: 'Sync now' },
      { keys: 'Mod+Shift+J', what: 'Process jobs' },
      { keys: 'Mod+O', what: 'Import files' },
      { keys: 'Mod+Shift+O', what: 'Import a folder' },
      { keys: 'Esc', what: 'Close the details' },
      { keys: '?', what: 'Show this list' },
    ],
  },
  {
    title: 'Lists',
    shortcuts: [
      { keys: 'J', what: 'Next row' },
      { keys: 'K', what: 'Previous row' },
      { keys: 'Enter', what: 'Open' },
      { keys: 'Home', what: 'First row' },
      { keys: 'End', what: 'Last row' },
      { keys: 'Space', what: 'Mark a job or an item' },
      { keys: 'Mod+A', what: 'Mark all jobs or items' },
      { keys: 'B', what: 'Bring back a person who is dismissed or hidden' },
    ],
  },
  {
    title: 'Suggestions',
    shortcuts: [
      { keys: 'J', what: 'Next' },
      { keys: 'K', what: 'Previous' },
      { keys: 'A', what: 'Accept' },
      { keys: 'M', what: 'Merge two who are one' },
      { keys: 'D', what: 'Dismiss' },
      { keys: 'Mod+Z', what: 'Undo the last decision' },
    ],
  },
  {
    title: 'Calendar',
    shortcuts: [
      { keys: 'T', what: 'Today' },
      { keys: 'M', what: 'Month' },
      { keys: 'W', what: 'Week' },
      { keys: 'D', what: 'Day' },
      { keys: 'A', what: 'Agenda' },
      { keys: '←', what: 'Earlier, or the event before' },
      { keys: '→', what: 'Later, or the event after' },
      { keys: '↓', what: 'Next event of the day' },
    ],
  },
]

/** Listens for the keys under "Everywhere". */
export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', handleKey)
    return () => window.removeEventListener('keydown', handleKey)
  }, [])
}

function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented) return
  const { overlay, openOverlay, selection, select } = useNavigation.getState()
  const isCommand = event.ctrlKey || event.metaKey
  const screen = isCommand && !event.shiftKey && !event.altKey ? screens[Number(event.key) - 1] : undefined
  if (isCommand && event.key.toLowerCase() === 'k') {
    event.preventDefault()
    openOverlay(overlay === 'palette' ? null : 'palette')
  } else if (screen !== undefined) {
    event.preventDefault()
    openScreen(screen)
  } else if (isCommand && event.shiftKey && event.key.toLowerCase() === 's') {
    event.preventDefault()
    void syncNow()
  } else if (event.key === '?' && !isTyping(event)) {
    event.preventDefault()
    openOverlay('shortcuts')
  } else if (event.key === 'Escape' && overlay === null && selection !== null) {
    select(null)
  }
}
