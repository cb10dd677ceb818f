// Guesses the language of a text from its script and its smallest words. It would rather say nothing than be wrong:
// a library with 60 languages took 1.5 ms a mail and found Irish and Hindi in English ones.

const stopWords: Readonly<Record<string, string>> = {
  en: 'the and you for that with this are have your not was but will from can they what our would please about there',
  de: 'am im der die das und ist nicht ich sie mit für auf ein eine wir zu den dem von haben werden auch wenn oder bitte noch',
  fr: 'le la les des est une pour dans vous nous que qui avec sur pas au du je ce votre mais ou plus bonjour merci',
  es: 'el los las una por para con que del está usted pero como más su este muy gracias hola cuando también nos le',
  it: 'il gli della che di per con non una sono del nel alla più anche questo ciao grazie è come ma ho dei',
  pt: 'não uma para com que dos das você os mais por está como obrigado também mas seu sua isso são foi em',
  nl: 'het een van niet voor met zijn aan ook wij dat deze maar bij naar wordt heb graag je hebben kunnen dit er',
  sv: 'och att det som är inte på jag för med har du vi till den av ett om men kan så hej tack',
  da: 'og at det som er ikke på jeg til med har du vi af den en hvis kan også men hej tak vil',
  nb: 'og at det som er ikke på jeg til med har du vi av den en hvis kan også men hei takk vil bare',
  fi: 'ja on ei että se olen mutta niin kun hän ovat myös tämä voi kiitos hei olisi meidän sinun jos ole',
  pl: 'nie się jest na do że w z to jak za od dla czy ale przez proszę dziękuję są będzie już tylko',
  cs: 'je se na že to v s z do pro jsem ale jako by jsou když také prosím děkuji nebo už jen který',
  tr: 've bir bu için ile çok gibi daha ama olarak var değil teşekkürler merhaba ben size sizin',
  hu: 'a az és hogy nem is egy van meg de ha csak kell lesz köszönöm vagy mint már el volt ezt',
  ro: 'și este nu în la cu pe de un o care sunt pentru din ce mai dar vă mulțumesc bună am să',
}

const scripts: readonly (readonly [RegExp, string])[] = [
  [/[\u3040-\u30ff]/g, 'ja'],
  [/[\uac00-\ud7af]/g, 'ko'],
  [/[\u4e00-\u9fff]/g, 'zh'],
  [/[іїєґІЇЄҐ]/g, 'uk'],
  [/[\u0400-\u04ff]/g, 'ru'],
  [/[\u0370-\u03ff]/g, 'el'],
  [/[\u0590-\u05ff]/g, 'he'],
  [/[\u0600-\u06ff]/g, 'ar'],
  [/[\u0e00-\u0e7f]/g, 'th'],
  [/[\u0900-\u097f]/g, 'hi'],
]

const languagesOfWord = new Map<string, string[]>()
for (const [language, words] of Object.entries(stopWords)) {
  // Single letters are initials and list marks in every language.
  for (const word of words.split(' ').filter((text) => text.length > 1))
    languagesOfWord.set(word, [...(languagesOfWord.get(word) ?? []), language])
}

/** The ISO 639-1 code of the language most of the text is in, or null when that cannot be told. Never throws. */
export function detectLanguage(text: string): string | null {
  const sample = text.slice(0, 1_000)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  if (letters < 12) return null
  if (/[^\u0000-\u024f]/.test(sample)) {
    for (const [script, language] of scripts) {
      const share = (sample.match(script)?.length ?? 0) / letters
      // Japanese and Ukrainian are told by a few letters of their own within a script they share.
      if (share > (language === 'ja' || language === 'uk' ? 0.02 : 0.3)) return language
    }
  }
  const scores = new Map<string, number>()
  for (const word of sample.toLowerCase().match(/\p{L}+/gu) ?? []) {
    for (const language of languagesOfWord.get(word) ?? []) scores.set(language, (scores.get(language) ?? 0) + 1)
  }
  const [best, second] = [...scores].sort((left, right) => right[1] - left[1])
  if (!best || best[1] < 3 || best[1] < (second?.[1] ?? 0) * 1.2) return null
  return best[0]
}
