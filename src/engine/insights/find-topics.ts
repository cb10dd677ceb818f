// Finds the words that are typical of the conversation with one person, compared with everything else.
import { foldText } from '../people/person-name.ts'

/** Words that say nothing about a topic, beyond those that are common in the owner's own mail. Folded. */
const stopWords = new Set(
  `about after again also always another because been before being best between bien bitte both cannot come could dear dein deine denn dear diese dieser dieses doch does doing done dont
  dass eine einen einer eines esta estan este from gern geht going good great gracias grusse gruss haben habe hallo hatte have hello here hier http https ihnen ihre immer into isnt just
  kann kein keine kind know konnen last later leider like look looking mail make many mehr merci mich mine monday morgen most much must need next nicht noch oder only other over para
  pero please porque possible pour quand regards right said same schon sehr seine send sent should siehe sind soll some soon still such sure tell than thank thanks that their them then
  there these they thing think this those through time today tomorrow tuesday under until update used uber very vielen want week well were what when where which while will wird with
  wollen would wurde yes yesterday your youre been avec dans cette vous nous sont plus tout mais comme wenn auch nach beim einfach wegen friday thursday wednesday saturday sunday
  montag dienstag mittwoch donnerstag freitag attached email message reply wrote subject forwarded sincerely cheers kindly regarding`.split(
    /\s+/,
  ),
)

/** How often words occur, counted once in each text. */
export interface WordCounts {
  readonly texts: number
  readonly counts: ReadonlyMap<string, number>
}

/** Counts words over texts that come one by one. */
export class WordCounter implements WordCounts {
  #texts = 0
  readonly #counts = new Map<string, number>()

  get texts(): number {
    return this.#texts
  }

  get counts(): ReadonlyMap<string, number> {
    return this.#counts
  }

  /** Counts each word of a text once. */
  add(text: string): void {
    this.#texts += 1
    for (const word of new Set(foldText(text).split(' '))) {
      if (word.length < 4 || word.length > 24 || stopWords.has(word) || !/^\p{L}+$/u.test(word)) continue
      this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1)
    }
  }
}

/**
 * The words most typical of `own`, best first: in at least three texts and a tenth of them, weighed by how rare they are in `everything`
 * (the usual term frequency by inverse document frequency). Ties go by the alphabet.
 */
export function findTopics(own: WordCounts, everything: WordCounts, excluded: ReadonlySet<string>, most: number): string[] {
  const least = Math.max(3, Math.ceil(own.texts / 10))
  return [...own.counts]
    .filter(([word, count]) => count >= least && !excluded.has(word))
    .map(([word, count]) => ({
      word,
      weight: (count / own.texts) * Math.log((1 + everything.texts) / (1 + (everything.counts.get(word) ?? 0))),
    }))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
    .slice(0, most)
    .map(({ word }) => word)
}
