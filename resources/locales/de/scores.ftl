# Der Fall Noten: gedruckte Musik, gelesen, korrigiert und geschrieben.

scores-name = Noten

scores-job-recall = Was auf den Seiten gesehen wurde
scores-job-read = { $name }, Seite { $page }, wird gelesen
scores-job-music = Die Musik der Seiten

scores-no-engine = Es kann kein Modell laufen: ONNX Runtime fehlt.
scores-no-model = Kein Modell, das Noten liest
scores-no-model-body = Wählen Sie ein Paket des Falls „scores“, dessen Modell Zeichen findet.
scores-no-music = Es wurde noch keine Musik gelesen
scores-no-music-body = Lesen Sie erst die Seiten.

scores-read-piece = { $count ->
    [one] Die Seite lesen
   *[other] Alle { $count } Seiten lesen
}
scores-reading-pages = { $done } von { $total } Seiten
scores-stop-reading = Lesen anhalten
scores-page-waiting = Diese Seite wird gelesen …
scores-page-unread = Diese Seite wurde noch nicht gelesen
scores-page-unread-body = Das Modell findet die Zeichen, daraus wird die Musik zusammengesetzt. Alles lässt sich danach korrigieren.
scores-page-empty = Auf dieser Seite stehen keine Noten
scores-page-failed = Diese Seite konnte nicht gelesen werden

scores-problems = Was nicht aufgeht
scores-no-problems = Alles geht auf
scores-no-problems-body = Die Takte sind voll, und jedes Zeichen hat seinen Platz. Was das Zählen nicht findet, findet das Hören.
scores-no-fixes = Keine einzelne Änderung würde das beheben.
scores-problem-measure = S. { $page }, T. { $measure }
scores-problem-page = S. { $page }

scores-voice-too-long = Eine Stimme ist zu lang: { $end } statt { $expected } Viertel
scores-voice-too-short = Zu wenig auf dem System: { $end } von { $expected } Vierteln
scores-gap = Von Viertel { $from } bis { $to } steht weder Note noch Pause
scores-staves-disagree = Ein System endet bei Viertel { $end }, ein anderes bei { $longest }
scores-begins-early = Das beginnt { $by } Viertel, bevor das Vorige zu Ende ist; eine Länge in der Nähe ist falsch
scores-nothing-ends = Wo das beginnt, endet nichts; eine Länge davor ist falsch, oder etwas fehlt
scores-time-doubtful = Von hier an dauern { $measures } Takte { $lasting } Viertel, die Taktart sagt { $says }
scores-orphan-head = Ein Notenkopf hat keinen Hals oder steht auf keinem System
scores-orphan-rest = Eine Pause steht auf keinem System
scores-orphan-stem = Ein Hals hat keinen Notenkopf
scores-orphan-flag = Ein Fähnchen hängt an keinem Hals
scores-orphan-accidental = Ein Versetzungszeichen steht vor keiner Note und in keiner Tonartvorzeichnung
scores-orphan-dot = Ein Punkt steht hinter keiner Note oder Pause
scores-beam-one-stem = Ein Balken hängt nur an einem Hals
scores-tie-other-pitch = Ein Haltebogen führt zu einer anderen Tonhöhe: Es kann ein Legatobogen sein, oder ein Versetzungszeichen ist falsch
scores-tie-no-end = Ein Haltebogen beginnt hier und endet an keiner Note
scores-tie-no-start = Ein Haltebogen endet hier und beginnt an keiner Note
scores-lower-above = Das untere System klingt { $count } Halbtöne über dem oberen: Ein Schlüssel kann falsch sein
scores-key-places = Versetzungszeichen stehen wie eine Tonartvorzeichnung, aber nicht an deren Stellen
scores-keys-differ = Die Systeme zeigen verschiedene Tonarten: hier { $other }, genommen { $taken }
scores-times-differ = Die Systeme zeigen verschiedene Taktarten: hier { $other }, genommen { $taken }
scores-clef-defaulted = Das System zeigt keinen Schlüssel, genommen wird { $clef }
scores-key-defaulted = Die Zeile zeigt keine Tonart, die davor { $before }
scores-time-inferred = Es steht keine Taktart da; die meisten Takte dauern { $measure } Viertel
scores-time-defaulted = Es steht keine Taktart da; ein Takt wird mit { $measure } Vierteln angenommen
scores-low-score = Es ist nicht sicher, dass das „{ $name }“ ist ({ $score })
scores-accidental-repeated = Ein Versetzungszeichen sagt, was eines davor im Takt schon gesagt hat

scores-fix-keep = Stimmt: { $name }
scores-fix-remove = „{ $name }“ entfernen
scores-fix-become = Aus „{ $name }“ „{ $other }“ machen
scores-fix-add = „{ $name }“ hinzufügen
scores-fix-length = Länge: { $length }
scores-fix-tuplet = { $notes } Noten in der Zeit von { $normal } spielen
scores-fix-tie = An die nächste Note binden
scores-fix-no-tie = An keine andere Note binden
scores-fix-say = Sagen, wie es gemeint ist

scores-breve = Brevis
scores-whole = Ganze
scores-half = Halbe
scores-quarter = Viertel

scores-symbol = Zeichen
scores-nothing-chosen = Klicken Sie ein Zeichen auf der Seite an, oder gehen Sie mit der Tabulatortaste.
scores-several-chosen = { $count } Zeichen sind gewählt.
scores-symbol-is = Ist
scores-symbol-said-by = Gesagt von
scores-symbol-by-person = einem Menschen
scores-symbol-certainty = Sicherheit
scores-symbol-pitch = Tonhöhe
scores-symbol-length = Länge
scores-symbol-measure = Takt
scores-why-choose = Wählen Sie auf der Seite ein Zeichen, um zu sehen, woran das Modell es erkannt hat.
scores-why-there = Hier ist etwas
scores-why-there-tip = Welche Tinte das Netz hier die Mitte eines Zeichens sehen ließ.
scores-why-class-tip = Welche Tinte dafür spricht, dass es das ist: { $name }.
scores-why-window = Was das Netz um das Zeichen herum sah
scores-why-energy = Energie in der Mitte: { $energy }
scores-why-energy-tip = Wie sicher sich das Netz ist, dass hier die Mitte eines Zeichens liegt. Auf der ganzen Seite zeigt sie die Taste R.
scores-take-reading = Daraus „{ $name }“ machen

scores-why-clef-read = Die Tonhöhe liest sich nach { $clef } in diesem Takt.
scores-why-clef-carried = Die Tonhöhe liest sich nach { $clef }, was seit Takt { $measure } gilt.
scores-why-clef-defaulted = Die Tonhöhe liest sich nach { $clef }, was nur angenommen wird.
scores-why-own = Das Versetzungszeichen steht davor.
scores-why-earlier = Ein Versetzungszeichen früher im Takt gilt.
scores-why-tie = Sie ist versetzt wie die Note, an die sie gebunden ist.
scores-why-key = Die Tonart versetzt sie.
scores-why-head = Die Form des Kopfes sagt die Länge.
scores-why-beams = { $count ->
    [one] Ein Balken sagt die Länge.
   *[other] { $count } Balken sagen die Länge.
}
scores-why-flags = Die Fähnchen sagen die Länge.
scores-why-rest = Die Form der Pause sagt die Länge.
scores-why-measure-rest = Es ist eine Pause für den ganzen Takt.
scores-why-said = Jemand hat die Länge gesagt.
scores-why-tuplet = Sie steht in einer Tuole.

scores-clef-g = Violinschlüssel
scores-clef-f = Bassschlüssel
scores-clef-c = C-Schlüssel
scores-clef-percussion = Schlagzeugschlüssel
scores-no-key = keine Vorzeichen
scores-sharps = { $count ->
    [one] ein Kreuz
   *[other] { $count } Kreuze
}
scores-flats = { $count ->
    [one] ein Be
   *[other] { $count } Be
}

scores-choose-symbol = Einsetzen oder ändern
scores-search-symbol = Zeichen suchen
scores-search-nothing = Kein Zeichen heißt „{ $text }“.
scores-inserting = Klicken Sie, wo „{ $name }“ steht; Escape beendet
scores-hint-tip = Was Sie jetzt tun können

scores-out = Ausgabe
scores-export-music = Die Musik speichern
scores-written = { $count ->
    [0] { $path }
    [one] { $path } – 1 Stelle geht noch nicht auf
   *[other] { $path } – { $count } Stellen gehen noch nicht auf
}
scores-export-corrections = Korrigiertes exportieren …
scores-corrections-written = { $count ->
    [one] 1 Seite zum Lernen: { $path }
   *[other] { $count } Seiten zum Lernen: { $path }
}
scores-confirmed-with-problems = { $count ->
    [one] Auf dieser Seite passt 1 Sache noch nicht
   *[other] Auf dieser Seite passen { $count } Dinge noch nicht
}
scores-confirmed-with-problems-body = Die Seite gilt trotzdem als richtig und wird so ausgegeben. „Rückgängig“ nimmt es zurück.
scores-nothing-confirmed = Von keiner Seite wurde gesagt, dass sie stimmt
scores-nothing-confirmed-body = Nur aus Seiten, auf denen alles stimmt, kann gelernt werden. Sagen Sie das von einer Seite mit „Die Seite stimmt“.

scores-display = Anzeige
scores-opacity = Zeichen
scores-colouring = Was die Farben sagen
scores-colour-class = Nach Art
scores-colour-voice = Nach Stimme
scores-colour-certainty = Nach Sicherheit
scores-colour-problem = Nach Unstimmigkeit

scores-measure-count = { $count ->
    [one] 1 Takt
   *[other] { $count } Takte
}
scores-measure-count-tip = So viele Takte des Stücks wurden bisher gelesen

scores-listen = Hören
scores-stop = Anhalten
scores-tempo = Viertel je Minute
scores-no-sound = Die Musik ist nicht zu hören
scores-instrument-font = Gespielt vom SoundFont { $name }
scores-instrument-built-in = Gespielt von den eingebauten Saiten; mit einem installierten SoundFont von einem Klavier
scores-job-sound = Klang
scores-job-energy = Energie der Zeichen

# What a class of the model is called; one that nobody knows by its name in SMuFL.
scores-class = { $class ->
    [noteheadBlack] schwarzer Notenkopf
    [noteheadHalf] halber Notenkopf
    [noteheadWhole] ganzer Notenkopf
    [noteheadDoubleWhole] Brevis-Notenkopf
    [noteheadBlackSmall] kleiner schwarzer Notenkopf
    [noteheadHalfSmall] kleiner halber Notenkopf
    [restDoubleWhole] Brevispause
    [restWhole] ganze Pause
    [restHalf] halbe Pause
    [restQuarter] Viertelpause
    [rest8th] Achtelpause
    [rest16th] Sechzehntelpause
    [rest32nd] Zweiunddreißigstelpause
    [rest64th] Vierundsechzigstelpause
    [flag8thUp] Achtelfähnchen, Hals aufwärts
    [flag8thDown] Achtelfähnchen, Hals abwärts
    [flag16thUp] Sechzehntelfähnchen, Hals aufwärts
    [flag16thDown] Sechzehntelfähnchen, Hals abwärts
    [flag32ndUp] Zweiunddreißigstelfähnchen, Hals aufwärts
    [flag32ndDown] Zweiunddreißigstelfähnchen, Hals abwärts
    [flag64thUp] Vierundsechzigstelfähnchen, Hals aufwärts
    [flag64thDown] Vierundsechzigstelfähnchen, Hals abwärts
    [accidentalFlat] Be (♭)
    [accidentalNatural] Auflöser (♮)
    [accidentalSharp] Kreuz (♯)
    [accidentalDoubleSharp] Doppelkreuz
    [accidentalDoubleFlat] Doppel-Be
    [augmentationDot] Verlängerungspunkt
    [gClef] Violinschlüssel
    [gClef8vb] Violinschlüssel, Oktave tiefer
    [gClef8va] Violinschlüssel, Oktave höher
    [fClef] Bassschlüssel
    [cClef] C-Schlüssel
    [unpitchedPercussionClef1] Schlagzeugschlüssel
    [timeSig0] Taktangabe 0
    [timeSig1] Taktangabe 1
    [timeSig2] Taktangabe 2
    [timeSig3] Taktangabe 3
    [timeSig4] Taktangabe 4
    [timeSig5] Taktangabe 5
    [timeSig6] Taktangabe 6
    [timeSig7] Taktangabe 7
    [timeSig8] Taktangabe 8
    [timeSig9] Taktangabe 9
    [timeSigCommon] Viervierteltakt (C)
    [timeSigCutCommon] Alla breve
    [tuplet0] Gruppenziffer 0
    [tuplet1] Gruppenziffer 1
    [tuplet2] Gruppenziffer 2
    [tuplet3] Gruppenziffer 3
    [tuplet4] Gruppenziffer 4
    [tuplet5] Gruppenziffer 5
    [tuplet6] Gruppenziffer 6
    [tuplet7] Gruppenziffer 7
    [tuplet8] Gruppenziffer 8
    [tuplet9] Gruppenziffer 9
    [fingering0] Fingersatz 0
    [fingering1] Fingersatz 1
    [fingering2] Fingersatz 2
    [fingering3] Fingersatz 3
    [fingering4] Fingersatz 4
    [fingering5] Fingersatz 5
    [repeatDot] Wiederholungspunkt
    [articAccent] Akzent
    [articStaccato] Staccatopunkt
    [articTenuto] Tenuto
    [articStaccatissimo] Staccatissimo
    [articMarcato] Marcato
    [fermataAbove] Fermate darüber
    [fermataBelow] Fermate darunter
    [breathMarkComma] Atemzeichen
    [caesura] Zäsur
    [ornamentTrill] Triller
    [ornamentTurn] Doppelschlag
    [ornamentTurnInverted] umgekehrter Doppelschlag
    [ornamentShortTrill] Pralltriller
    [ornamentMordent] Mordent
    [dynamicPiano] Dynamik p
    [dynamicMezzo] Dynamik m
    [dynamicForte] Dynamik f
    [dynamicRinforzando] Dynamik r
    [dynamicSforzando] Dynamik s
    [dynamicZ] Dynamik z
    [segno] Segno
    [coda] Coda
    [keyboardPedalPed] Pedal
    [keyboardPedalUp] Pedal aufheben
    [ottava] Oktavzeichen 8
    [ottavaAlta] Oktave höher (8va)
    [ottavaBassa] Oktave tiefer (8vb)
    [quindicesima] zwei Oktaven (15)
    [tremolo1] Tremolo, 1 Strich
    [tremolo2] Tremolo, 2 Striche
    [tremolo3] Tremolo, 3 Striche
    [tremolo4] Tremolo, 4 Striche
    [arpeggiato] Arpeggio
    [text] Text
    [other] anderer Druck
    [barlineSingle] Taktstrich
    [barlineDouble] Doppelstrich
    [barlineFinal] Schlussstrich
    [noBarline] kein Taktstrich
    [staff5Lines] Notensystem
    [noStaff] kein Notensystem
    [brace] Systeme, die zusammen klingen
    [systemDivider] Systeme, die nicht zusammen klingen
    [setAside] kein Fehler
   *[other-class] { $words }
}
