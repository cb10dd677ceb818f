// Keys of the open screen: they work wherever the focus is, and never take a letter from whoever is typing.
import { useEffectEvent, useLayoutEffect } from 'react'
import { useNavigation } from './navigation-store.ts'

/** What each key does: `j`, `ArrowLeft`, or with the command key `Mod+z`. A key that does nothing now is left to others. */
export type ScreenKeys = Readonly<Record<string, (() => void) | undefined>>

/**
 * Listens while the component is on the screen. What has the focus comes first: a key that a list, a tab or a menu has used
 * is spent. Nothing happens while a text is typed or something lies over the screen.
 */
export function useScreenKeys(keys: ScreenKeys): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event) || isOverlaid(event)) return
    const action = keys[nameOf(event)]
    if (action === undefined) return
    event.preventDefault()
    action()
  })
  // Before the screen is painted: whoever sees it may press a key.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent): void => handle(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

/** Whether a key goes into a text. */
export function isTyping({ target }: { readonly target: EventTarget | null }): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

function isOverlaid({ target }: KeyboardEvent): boolean {
  if (useNavigation.getState().overlay !== null) return true
  return target instanceof Element && target.closest('[role=dialog], [role=alertdialog], [role=menu]') !== null
}

function nameOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  if (altKey || shiftKey) return ''
  const name = key.length === 1 ? key.toLowerCase() : key
  return ctrlKey || metaKey ? `Mod+${name}` : name
}
