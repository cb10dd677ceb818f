// How a person can be recognised, and where each of it was found.
import { AtSign, Briefcase, Building2, Link2, Phone, UserRound, type LucideIcon } from 'lucide-react'
import type { Identity } from '../../../shared/views/people.ts'
import { openDetails } from '../../lib/navigation-store.ts'

const icons: Record<Identity['kind'], LucideIcon> = {
  email: AtSign,
  phone: Phone,
  url: Link2,
  name: UserRound,
  organization: Building2,
  title: Briefcase,
}

const words: Record<Identity['kind'], string> = {
  email: 'Address',
  phone: 'Phone',
  url: 'Web page',
  name: 'Name',
  organization: 'Organization',
  title: 'Title',
}

/** Where the engine says that it found something, in plain words. */
const sources: Readonly<Record<string, string>> = {
  person: 'Entered by you',
  card: 'Contact card',
  email_header: 'Sender or recipient of a message',
  calendar: 'Calendar event',
  signature: 'Signature of a message',
}

/** @see Identity */
export function IdentityCard({ identities }: { identities: readonly Identity[] }) {
  return (
    <section aria-label="Identities">
      <h2 className="mb-1.5 font-semibold">Identities</h2>
      {identities.length === 0 && <p className="text-muted">Nothing found yet.</p>}
      <ul className="space-y-2">
        {identities.map((identity) => (
          <IdentityRow key={identity.id} identity={identity} />
        ))}
      </ul>
    </section>
  )
}

function IdentityRow({ identity }: { identity: Identity }) {
  const Icon = icons[identity.kind]
  const { foundInInteractionId } = identity
  const source = sources[identity.source] ?? identity.source
  return (
    <li className="flex gap-2.5">
      <Icon aria-hidden size={14} className="mt-0.75 shrink-0 text-faint" />
      <div className="min-w-0 flex-1">
        <p className="selectable truncate" title={identity.value}>
          <span className="sr-only">{words[identity.kind]}: </span>
          {identity.value}
        </p>
        {foundInInteractionId === null ? (
          <p className="text-sm text-muted">{source}</p>
        ) : (
          <button
            type="button"
            onClick={() => openDetails({ kind: 'interaction', id: foundInInteractionId })}
            className="min-h-6 rounded-sm text-sm text-muted hover:text-ink hover:underline"
          >
            {source}
          </button>
        )}
      </div>
    </li>
  )
}
