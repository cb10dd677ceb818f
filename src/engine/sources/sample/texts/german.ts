// What people of the sample world write to each other in German.
import type { Conversations } from './conversation.ts'

/** German conversations. */
export const german: Conversations = {
  greetings: ['Hallo {name},', 'Guten Morgen {name},', 'Guten Tag {name},', 'Moin {name},'],
  closings: ['Viele Grüße', 'Mit freundlichen Grüßen', 'Beste Grüße', 'Herzliche Grüße', 'Danke und Grüße'],
  days: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag'],
  fromPhone: 'Von meinem Mobiltelefon gesendet',
  more: [
    'Danke, das hilft uns sehr. Ich gebe es so an {third} weiter.',
    'Kurze Rückfrage: Gilt das auch für die zweite Fassung oder nur für die erste? Bis {day} müsste ich es wissen.',
    'Bitte entschuldigen Sie die späte Antwort, diese Woche war bei uns Messe. Von meiner Seite passt alles.',
    'Ich hake noch einmal nach, bevor es untergeht: Haben Sie die Unterlagen bekommen?',
    'Perfekt, dann machen wir es so. Einen schönen Feierabend!',
    '{third} hat gerade auch zugesagt, damit sind wir vollständig.',
  ],
  asides: [
    'Ich hoffe, Sie sind gut nach Hause gekommen.',
    'Am {day2} bin ich nachmittags nicht im Büro, aber mobil erreichbar.',
    'Übrigens: Die Rückmeldungen aus dem Kundenservice sind bisher durchweg gut.',
    'Bei uns regnet es seit drei Tagen waagerecht, also alles wie immer.',
  ],
  scenarios: [
    {
      circle: 'client',
      subjects: ['{project}: Rückmeldung zum Entwurf', 'Abstimmung {project}', 'Ihre Fassung vom {day}'],
      turns: [
        [
          'vielen Dank für die neue Fassung. Wir haben sie gestern im Kreis der Fachabteilungen besprochen. Insgesamt sind wir sehr zufrieden, drei Punkte möchten wir aber noch ändern:\n\n- Die Startseite soll die Störungsmeldungen zuerst zeigen.\n- Die Begriffe müssen mit unserem Handbuch übereinstimmen ({third} schickt die Liste).\n- Auf Seite {number} fehlt der Hinweis zum Datenschutz.\n\nIst das bis {day} zu schaffen?',
        ],
        [
          'danke für die klaren Punkte. Alles machbar; die neue Fassung kommt bis {day}, {time} Uhr. Zur Begriffsliste: Wenn {third} sie bis morgen schickt, bauen wir sie gleich mit ein.',
        ],
        ['wunderbar, die Liste ist unterwegs. Dann sehen wir uns am {day} um {time} Uhr in der Videokonferenz.'],
        ['anbei wie versprochen die überarbeitete Fassung. Die Änderungen sind gelb markiert, damit Sie nicht suchen müssen.'],
        ['alles geprüft, alles gut. Damit ist der Entwurf von unserer Seite freigegeben.'],
      ],
    },
    {
      circle: 'client',
      begins: 'either',
      subjects: ['Terminvorschlag {project}', 'Jour fixe verschieben?', 'Termin vor Ort in {place}'],
      turns: [
        [
          'leider müssen wir unseren Termin verschieben, {third} ist kurzfristig verhindert. Würde Ihnen {day} um {time} Uhr passen? Alternativ {day2}, gleiche Uhrzeit.',
          'ich würde mich gern vor Ort mit Ihnen zusammensetzen. {place}, am {day} um {time} Uhr? Wir bräuchten etwa zwei Stunden.',
        ],
        [
          '{day} um {time} Uhr passt gut. Ich schicke gleich eine neue Einladung.',
          'sehr gern. Ich komme mit der Bahn und bin um kurz vor {time} Uhr da. {third} kommt ebenfalls mit.',
        ],
        ['Einladung angenommen, bis {day}!'],
      ],
    },
    {
      circle: 'client',
      subjects: ['Rechnung {number}', 'Rückfrage zur Rechnung {number}', 'Bestellnummer für {project}'],
      turns: [
        [
          'auf der Rechnung {number} über {amount} fehlt unsere Bestellnummer. Ohne diese kann die Buchhaltung leider nicht zahlen. Könnten Sie eine korrigierte Fassung schicken?',
          'zu Ihrer Rechnung {number} habe ich eine Frage: Ist die Nutzerstudie in den {amount} enthalten oder kommt sie gesondert?',
        ],
        [
          'natürlich, die korrigierte Rechnung liegt bei. Bitte entschuldigen Sie die Umstände.',
          'sie ist enthalten, Position 4. In der neuen Fassung haben wir das deutlicher geschrieben, siehe Anhang.',
        ],
        ['vielen Dank, die Zahlung ist für {day} angewiesen.'],
      ],
    },
    {
      circle: 'client',
      needs: 'software',
      subjects: ['Störung auf der Testumgebung', 'Fehler beim Anmelden', 'Dringend: {project} nicht erreichbar'],
      turns: [
        [
          'seit heute früh bekommen unsere Tester nach dem Anmelden nur eine weiße Seite. {third} hat es auch im Mobilfunknetz versucht, gleiches Bild. Am {day} wollen wir dem Vorstand vorführen, daher bitte mit Vorrang.',
        ],
        [
          'danke für den Hinweis, wir sehen es auch. Ursache ist das abgelaufene Zertifikat der Testumgebung. Bis {time} Uhr läuft sie wieder.',
        ],
        ['läuft wieder, danke für die schnelle Hilfe! Könnten wir für das Zertifikat eine Erinnerung einrichten?'],
        ['ist eingerichtet: vier Wochen vorher, an drei Personen.'],
      ],
    },
    {
      circle: 'private',
      subjects: ['Elternabend 3b', 'Kuchen für das Sommerfest', 'Klassenfahrt: noch offene Punkte'],
      turns: [
        [
          'für den {day} suchen wir noch Eltern, die beim Aufbau helfen, und mindestens {number} Kuchen (bitte ohne Nüsse). Wer kann?',
          'für die Klassenfahrt fehlt noch das Geld von fünf Familien ({amount} pro Kind) und der Zettel zu den Allergien. Bitte bis {day}.',
        ],
        [
          'ich bringe einen Apfelkuchen mit und kann ab {time} Uhr beim Aufbau helfen.',
          'überwiesen, der Zettel ist im Ranzen. Danke für die viele Mühe!',
        ],
        ['prima, ist notiert. Bis {day}!'],
      ],
    },
    {
      circle: 'private',
      subjects: ['Rudern am {day}', 'Wasserschaden im Keller', 'Paket angenommen'],
      turns: [
        [
          'am {day} ist das Vierer-Boot frei. Treffen um {time} Uhr am Steg? {third} wäre auch dabei.',
          'im Keller stand heute früh Wasser, vermutlich wieder das Rohr beim Fahrradraum. Der Handwerker kommt am {day} zwischen {time} und 12 Uhr. Könnte jemand aufschließen?',
        ],
        ['bin dabei, ich bringe die Brötchen mit.', 'ich bin ohnehin zu Hause und schließe auf.'],
        ['super, bis dann!'],
      ],
    },
  ],
}
