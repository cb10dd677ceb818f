// Keys as little caps, in the words of the person's platform.
import clsx from 'clsx'

const isMac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac')

/** Turns `Mod` into the platform's command key. */
function platformKeys(keys: string): readonly string[] {
  return keys.split('+').map((key) => (key === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : key))
}

/** Shows a shortcut such as `Mod+K`. */
export function Keys({ keys, isInverted = false }: { keys: string; isInverted?: boolean }) {
  return (
    <span className="inline-flex gap-0.5">
      {platformKeys(keys).map((key) => (
        <kbd
          key={key}
          className={clsx(
            'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border px-1 font-sans text-xs',
            isInverted ? 'border-current' : 'border-line-strong bg-sunken text-muted',
          )}
        >
          {key}
        </kbd>
      ))}
    </span>
  )
}
