// A small wheel that says "under way"; it is never the only sign.
import { LoaderCircle } from 'lucide-react'

/** Decorative: put words beside it. */
export function Spinner({ size = 14 }: { size?: number }) {
  return <LoaderCircle aria-hidden size={size} className="shrink-0 animate-spin" />
}
