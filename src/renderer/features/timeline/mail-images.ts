// Fetches the pictures of a message when its person wants them, and remembers from whom they always do.
import { useEffect, useState } from 'react'
import type { InteractionDetail } from '../../../shared/views/timeline.ts'
import { act } from '../../lib/actions.ts'
import { settingsStore, useSettings } from '../../lib/settings-store.ts'
import type { MailImages } from './sanitize-mail.ts'

/** @see useMailImages */
export interface MailImagesState {
  /** Empty until they were asked for. */
  images: MailImages
  /** `shown` also when some could not be had. */
  phase: 'blocked' | 'fetching' | 'shown'
  /** The sender in lower case; null when there is none. */
  sender: string | null
  /** Whether this sender's pictures are fetched without being asked for. */
  isAlways: boolean
  show(): void
  setAlways(isAlways: boolean): Promise<void>
}

const none: MailImages = new Map()

/** Nothing is fetched before {@link MailImagesState.show}, unless the sender is one of those whose pictures are always wanted. */
export function useMailImages({ id, from }: Pick<InteractionDetail, 'id' | 'from'>): MailImagesState {
  const [isAsked, setIsAsked] = useState(false)
  const [images, setImages] = useState<MailImages | null>(null)
  const wanted = useSettings()?.showImagesFrom
  const sender = from?.address?.toLowerCase() ?? null
  const isAlways = sender !== null && wanted?.includes(sender) === true
  const isWanted = isAsked || isAlways

  useEffect(() => {
    if (!isWanted) return
    let isLeft = false
    void act('timeline.fetchImages', { id }).then((answer) => {
      if (!isLeft) setImages(new Map(answer?.images.map(({ address, dataUrl }) => [address, dataUrl])))
    })
    return () => {
      isLeft = true
    }
  }, [id, isWanted])

  const setAlways = async (next: boolean): Promise<void> => {
    if (sender === null || wanted === undefined) return
    const others = wanted.filter((address) => address !== sender)
    await settingsStore.getState().update({ showImagesFrom: next ? [...others, sender] : others })
  }
  const phase = images !== null ? 'shown' : isWanted ? 'fetching' : 'blocked'
  return { images: images ?? none, phase, sender, isAlways, show: () => setIsAsked(true), setAlways }
}
