// Initials on a calm tint that stays the same for the same name.
import clsx from 'clsx'

const tints = [
  'bg-tint-1 text-on-tint-1',
  'bg-tint-2 text-on-tint-2',
  'bg-tint-3 text-on-tint-3',
  'bg-tint-4 text-on-tint-4',
  'bg-tint-5 text-on-tint-5',
  'bg-tint-6 text-on-tint-6',
] as const

const sizes = { small: 'size-6 text-[10px]', medium: 'size-8 text-xs', large: 'size-14 text-lg' } as const

/** Decorative: the name stands beside it. */
export function Avatar({ name, size = 'medium' }: { name: string; size?: keyof typeof sizes }) {
  return (
    <span
      aria-hidden
      className={clsx(
        'inline-flex shrink-0 items-center justify-center rounded-full font-semibold',
        sizes[size],
        tints[tintOf(name)],
      )}
    >
      {initialsOf(name)}
    </span>
  )
}

/** The first letters of the first and the last word: "Ada Lovelace" is AL. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s@._-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const first = words[0]
  const last = words.length > 1 && !name.includes('@') ? words.at(-1) : undefined
  return [first, last].map(firstLetter).join('') || '?'
}

function firstLetter(word: string | undefined): string {
  const code = word?.codePointAt(0)
  return code === undefined ? '' : String.fromCodePoint(code).toLocaleUpperCase()
}

function tintOf(name: string): number {
  let hash = 0
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return hash % tints.length
}
