// The first thing a person sees: three equal doors.
import { FileDown, FlaskConical, type LucideIcon } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { chooseFiles, createSample } from '../../lib/actions.ts'
import { useNavigation } from '../../lib/navigation-store.ts'
import { Button } from '../../ui/button.tsx'
import { Mark } from '../../ui/mark.tsx'
import { GoogleMark } from './google-mark.tsx'

/** Shown while nothing is connected. */
export function Welcome() {
  const openOverlay = useNavigation((state) => state.openOverlay)
  const [isCreating, setIsCreating] = useState(false)
  return (
    <main className="flex h-full flex-col items-center justify-center gap-9 overflow-y-auto p-8 [@media(max-height:620px)]:gap-5 [@media(max-height:620px)]:py-4">
      <header className="flex flex-col items-center text-center">
        <Mark size={52} />
        <h1 className="mt-5 text-2xl font-semibold tracking-[-0.022em]">Know the people behind your calendar and mail</h1>
        <p className="mt-2 max-w-130 text-md text-muted">
          OmniCRM reads what you already have and turns it into one quiet place for everyone you work and live with. It stays on
          this computer.
        </p>
      </header>
      <div className="grid w-full max-w-240 grid-cols-3 gap-4 max-[860px]:max-w-100 max-[860px]:grid-cols-1">
        <Door
          icon={<GoogleMark />}
          title="Your Google account"
          text="Calendar and mail, read through your own OAuth client. Two minutes, explained step by step."
          action={<Button onClick={() => openOverlay('connect')}>Connect Google</Button>}
        />
        <Door
          icon={<DoorIcon icon={FileDown} />}
          title="Files you have"
          text="Mailboxes (.mbox, .eml), calendars (.ics) and contacts (.vcf). Choose them or a folder of them, or drop them on this window."
          action={
            <div className="grid grid-cols-[1fr_auto] gap-2">
              <Button onClick={() => void chooseFiles('files')}>Import files</Button>
              <Button onClick={() => void chooseFiles('folder')} aria-label="Import a folder">
                Folder
              </Button>
            </div>
          }
        />
        <Door
          icon={<DoorIcon icon={FlaskConical} />}
          title="Just looking"
          text="Invented people, mail and meetings around today. No account, no network, gone in one click."
          action={
            <Button
              isBusy={isCreating}
              onClick={() => {
                setIsCreating(true)
                void createSample().finally(() => setIsCreating(false))
              }}
            >
              Explore the sample workspace
            </Button>
          }
        />
      </div>
      <p className="text-sm text-faint">Nothing is uploaded. Sign-in tokens are kept in the keychain of your system.</p>
    </main>
  )
}

function Door({ icon, title, text, action }: { icon: ReactNode; title: string; text: string; action: ReactNode }) {
  return (
    <section className="flex flex-col rounded-xl border border-line bg-surface p-6 shadow-low max-[960px]:p-5">
      <div className="flex size-10 items-center justify-center rounded-lg bg-sunken">{icon}</div>
      <h2 className="mt-4 text-lg font-semibold tracking-[-0.01em]">{title}</h2>
      <p className="mt-1 mb-5 flex-1 text-muted">{text}</p>
      <div className="grid">{action}</div>
    </section>
  )
}

function DoorIcon({ icon: Icon }: { icon: LucideIcon }) {
  return <Icon aria-hidden size={20} className="text-accent" />
}
