// The screens as the rail and the palette offer them: their names and pictures.
import { Activity, CalendarDays, ListTree, Search, Settings, Sun, Users, type LucideIcon } from 'lucide-react'
import { screens, type Screen } from '../lib/route.ts'

const looks: Readonly<Record<Screen, { name: string; icon: LucideIcon }>> = {
  today: { name: 'Today', icon: Sun },
  calendar: { name: 'Calendar', icon: CalendarDays },
  timeline: { name: 'Timeline', icon: ListTree },
  people: { name: 'People', icon: Users },
  search: { name: 'Search', icon: Search },
  jobs: { name: 'Jobs', icon: Activity },
  settings: { name: 'Settings', icon: Settings },
}

/** Every screen in order, with the keys that lead there. */
export const places = screens.map((screen, index) => ({ screen, shortcut: `Mod+${index + 1}`, ...looks[screen] }))
