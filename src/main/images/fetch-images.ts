// Fetches the pictures of one mail, a few at a time and within limits.
import { fetchImage, type FetchImageOptions } from './fetch-image.ts'

const atOnce = 6
const withinMs = 20_000
const mostBytesTogether = 25 * 1024 * 1024

/** A picture, by the address that stands in the mail. */
export interface FetchedImage {
  readonly address: string
  readonly dataUrl: string
}

/** Those that could be had, in the order of `addresses`; the others are missing. */
export async function fetchImages(
  addresses: readonly string[],
  options: Omit<FetchImageOptions, 'signal'>,
): Promise<FetchedImage[]> {
  const signal = AbortSignal.timeout(withinMs)
  const images = new Map<string, string>()
  const waiting = [...addresses]
  let together = 0
  const work = async (): Promise<void> => {
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      if (signal.aborted || together > mostBytesTogether) return
      const dataUrl = await fetchImage(address, { ...options, signal })
      if (dataUrl === null) continue
      together += dataUrl.length
      images.set(address, dataUrl)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return addresses.flatMap((address) => {
    const dataUrl = images.get(address)
    return dataUrl === undefined ? [] : [{ address, dataUrl }]
  })
}
