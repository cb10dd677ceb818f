// What the window is like, where a style sheet alone cannot tell the components.
import { useCallback, useSyncExternalStore } from 'react'

/** Whether a media query matches now; follows the window. */
export function useMedia(query: string): boolean {
  const listen = useCallback(
    (onChange: () => void) => {
      const list = matchMedia(query)
      list.addEventListener('change', onChange)
      return () => list.removeEventListener('change', onChange)
    },
    [query],
  )
  return useSyncExternalStore(listen, () => matchMedia(query).matches)
}
