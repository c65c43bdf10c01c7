# Der Fall Qualität: Fehler auf Bilderserien.

quality-name = Qualität

quality-axial-scratch = Axialer Kratzer
quality-axial-scratch-definition = Eine Rille entlang der Achse. An ihr kann der Ballon aufreißen: schlimmer als ein radialer Kratzer.
quality-radial-scratch = Radialer Kratzer
quality-radial-scratch-definition = Eine Rille um die Achse herum.
quality-inclusion = Einschluss
quality-inclusion-definition = Ein Partikel oder Gel in der Wand.
quality-bubble = Blase
quality-bubble-definition = Ein flacher Hohlraum in der Wand, mit Gas gefüllt.

quality-series = Serie
quality-classes = Klassen
quality-label = Labels des Bildes
quality-display = Anzeige

quality-label-count = { $count ->
    [one] 1 Label
   *[other] { $count } Labels
}
quality-label-count-tip = Labels auf diesem Bild
quality-hint-tip = Was Sie mit dem Werkzeug in der Hand jetzt tun können

quality-note-untouched = nicht begonnen
quality-note-open = { $count ->
    [0] offen
    [one] offen, 1 Label
   *[other] offen, { $count } Labels
}
quality-note-nothing = nichts zu markieren
quality-note-settled = { $count ->
    [one] fertig, 1 Label
   *[other] fertig, { $count } Labels
}

quality-all-settled = Alles ist geklärt
quality-all-settled-body = Von jedem Bild ist gesagt, was darauf ist oder dass nichts zu markieren ist.
quality-no-series = Dieses Bild gehört zu keiner Serie
quality-no-series-body = Zuerst rechts bei den Serien welche anlegen.
quality-no-thing = Welches?
quality-no-thing-body = Zuerst ein Label oder eine Zeile der Serie wählen.

quality-series-open = { $count ->
    [0] alles geklärt
    [one] 1 Aufnahme offen
   *[other] { $count } Aufnahmen offen
}
quality-series-closed = Abgeschlossen
quality-reopened = „{ $name }“ ist wieder offen
quality-reopened-body = Die Serie war abgeschlossen, und nun ist etwas darin nicht geklärt. Rückgängig nimmt die Änderung zurück und schließt sie wieder ab.
quality-next-series = Weiter mit „{ $name }“
quality-next-series-body = Auf der Serie davor ist nichts mehr offen, oder sie ist nur noch abzuschließen.
quality-close-shared = Serien werden auf der Ebene aller abgeschlossen
quality-close-shared-body = Die eigene Ebene wird mit der von anderen verglichen; abgeschlossen wird, wofür alle einstehen. Die Ebene wird unter „Durchsicht“ gewählt.
quality-layer-tip = Die Ebene, auf der markiert wird; gewählt wird sie unter „Durchsicht“
quality-no-things = Auf dieser Serie ist noch kein Fehler markiert. Auf einer Aufnahme einen zeichnen oder von jeder sagen, dass nichts zu markieren ist.
quality-cell = { $thing }, Aufnahme { $number }: { $state }
quality-cell-labelled = markiert
quality-cell-proposed = vorgeschlagen
quality-cell-not-visible = nicht sichtbar
quality-cell-perhaps-hidden = vielleicht verdeckt
quality-cell-missing = fehlt
quality-shot = { $count ->
    [0] Aufnahme { $number }, { $angle }: geklärt
    [one] Aufnahme { $number }, { $angle }: 1 Stelle offen
   *[other] Aufnahme { $number }, { $angle }: { $count } Stellen offen
}

quality-setup-body = Eine Serie ist ein Ding, mehrmals aufgenommen. Welche Bilder gehören zusammen?
quality-setup-folders = Die in einem Ordner
quality-setup-numbers = Die, deren Namen sich in der letzten Zahl unterscheiden
quality-setup-pattern = Die, deren Pfade zu einem Muster passen
quality-setup-pattern-tip = {"{"}series{"}"} ist der Name der Serie, {"{"}shot{"}"} und {"{"}angle{"}"} sind Zahlen, und * ist alles Mögliche. Verglichen wird mit dem Ende des Pfades.
quality-setup-turns = Es dreht sich von Aufnahme zu Aufnahme
quality-setup-turn = Die ganze Drehung
quality-setup-none = Damit gehören keine zwei Bilder zusammen.
quality-setup-plan = { $count ->
    [one] Das ergibt eine Serie aus { $shots } Bildern:
   *[other] Das ergibt { $count } Serien aus { $shots } Bildern:
}
quality-setup-make = Serien anlegen

quality-no-classes = Was kann fehlerhaft sein? Für jede Art von Fehler eine Klasse anlegen.
quality-add-balloon-classes = Fehler von Katheterballons
quality-add-class = Klasse hinzufügen
quality-new-class = Klasse { $number }
quality-show-class = { $name } zeigen
quality-hide-class = { $name } ausblenden
quality-edit-class = { $name } ändern
quality-class-name = Name
quality-class-colour = Farbe
quality-class-key = Taste
quality-class-no-key = keine
quality-class-definition = Was es ist und woran man es erkennt
quality-class-keep = Übernehmen
quality-class-cancel = Abbrechen
quality-class-heir = Ihre Labels werden
quality-class-delete-labels = auch gelöscht
quality-class-delete = Klasse löschen

quality-nothing-chosen = Ein Label wählen, um zu sehen, was davon bekannt ist.
quality-many-chosen = { $count } Labels sind gewählt.
quality-labels-more = und { $count } weitere auf dem Bild
quality-label-proposed = { $name } ?
quality-label-what = Was
quality-label-size = Größe
quality-label-origin = Von
quality-label-occluded = Teilweise verdeckt
quality-label-ignored = Beim Training übergehen
quality-label-ignored-tip = Weder Training noch Messung zählen diese Stelle, weder als Fehler noch als gut.
quality-label-note = Notiz
quality-label-locked = Gesperrt: zum Ändern freigeben.
quality-origin-hand = von Hand gezeichnet
quality-origin-model = { $model }, zu { $score } sicher
quality-origin-propagated = einer anderen Aufnahme
quality-origin-propagated-score = einer anderen Aufnahme, zu { $score } gleich
quality-origin-imported = der Datei { $file }

quality-brush-size = Größe des Pinsels
quality-tolerance = Toleranz des Zauberstabs
quality-tolerance-tip = Wie viel ein Pixel vom angeklickten abweichen darf, als Anteil am Wertebereich des Bildes
quality-fill = Füllung der Labels

quality-job-propagate = { $name } wird auf den anderen Aufnahmen gesucht
quality-propagated = Auf den anderen Aufnahmen vorgeschlagen
quality-propagated-body = Auf { $shots } weiteren erwartet und auf { $hidden } vielleicht verdeckt. Alle durchsehen, dann einzeln oder alle zugleich annehmen.
quality-not-propagated = Auf den anderen Aufnahmen lässt sich nichts vorschlagen
quality-shots-gone = Ein Bild der Serie ist nicht mehr im Projekt.

quality-review = Durchsicht
quality-review-new = Neu
quality-review-labelled = Markiert
quality-review-in-review = In Durchsicht
quality-review-accepted = Angenommen
quality-review-returned = Zurückgegeben
quality-review-set-labelled = Ist markiert
quality-review-set-in-review = Ich sehe es durch
quality-review-set-accepted = Annehmen
quality-review-note = Was zu ändern ist
quality-review-return = Zurückgeben
quality-review-return-tip = Zuerst schreiben, was zu ändern ist.
quality-layers-body = Zwei Personen können dieselbe Serie markieren, ohne die Labels der anderen zu sehen: jede auf einer eigenen Ebene.
quality-layer = Ebene
quality-layer-shared = Ebene für alle
quality-layer-name = Name einer neuen Ebene
quality-layer-add = Ebene hinzufügen
quality-layer-adopt = In die Ebene für alle übernehmen
quality-layer-adopt-tip = Die Labels dieser Serie auf dieser Ebene treten an die Stelle derer auf der Ebene für alle.
quality-reopen = Wieder öffnen

quality-doubts = Was zweifelhaft ist
quality-queue = Was zuerst anzusehen ist
quality-job-look = Die Pixel der Labels werden angesehen
quality-error = Fehler
quality-warning = Warnung
quality-hint = Hinweis
quality-no-doubts = Die Regeln finden nichts Zweifelhaftes.
quality-doubts-more = und { $count } weitere
quality-queue-empty = Nichts wartet.
quality-doubt-one-shot = { $name } ist nur auf dieser Aufnahme markiert
quality-doubt-class-jump = { $name } heißt hier { $class } und sonst { $other }
quality-doubt-duplicate = { $name } und { $other } sind an einer Stelle
quality-doubt-outside-part = { $name } liegt { $distance } px neben dem Teil
quality-doubt-outside-picture = { $name } ragt aus dem Bild
quality-doubt-broken = die Form von { $name } ist defekt
quality-doubt-picture-changed = die Datei ist eine andere als die, die markiert wurde
quality-doubt-off-turning = { $name } ist { $distance } px von dort, wohin die Drehung es trägt
quality-doubt-unsaid = niemand hat gesagt, was auf dieser Aufnahme ist
quality-doubt-undecided = niemand hat über { $name } entschieden, obwohl das Bild als fertig gilt
quality-doubt-cut-edge = der Umriss von { $name } schneidet durch das, worum es geht
quality-reason-found = { $rule } ({ $count })
quality-reason-proposals = { $count ->
    [one] 1 Vorschlag
   *[other] { $count } Vorschläge
}
quality-reason-differences = { $count ->
    [one] 1 Unterschied
   *[other] { $count } Unterschiede
}
quality-reason-returned = zurückgegeben: { $note }
quality-reason-new = neu
quality-rule-one-shot = nur auf einer Aufnahme
quality-rule-class-jump = wechselt die Klasse
quality-rule-duplicate = doppelt
quality-rule-outside-part = neben dem Teil
quality-rule-outside-picture = aus dem Bild
quality-rule-broken = defekte Form
quality-rule-picture-changed = andere Datei
quality-rule-off-turning = neben der Drehung
quality-rule-unsaid = nichts gesagt
quality-rule-undecided = unentschieden
quality-rule-cut-edge = schneidet seine Kante

quality-compare = Labels von zwei Personen
quality-compare-one-layer = Es gibt nur eine Ebene. Unter „Durchsicht“ eine hinzufügen und jemand anderen dieselbe Serie darauf markieren lassen.
quality-compare-with = Neben dem Bild zeigen
quality-compare-none = nichts
quality-job-agreement = Die Labels zweier Personen werden verglichen
quality-agree-pictures = Urteile über { $count } Bilder
quality-agree-series = Urteile über { $count } Serien
quality-agree-things = Orte und Namen von Fehlern
quality-agree-prevalence = Anteil der Urteile „fehlerhaft“
quality-agree-positive = Übereinstimmung bei „fehlerhaft“
quality-agree-not-by-both = Nur von einer Person gesehene Bilder
quality-differ-only = { $name } ist nur auf „{ $layer }“
quality-differ-class = { $name } oder { $other }
quality-differ-place = { $name } liegt anders (zu { $similarity } gleich)

quality-out-and-in = Export und Import
quality-export-format = Format
quality-export = Labels exportieren …
quality-import-file = Datei importieren …
quality-import-folder = Ordner importieren …
quality-written = Geschrieben
quality-not-written = Nichts wurde geschrieben
quality-export-written = { $count ->
    [one] Ein Label: { $path }
   *[other] { $count } Labels: { $path }
}
quality-import-unknown = Diese Labels haben kein bekanntes Format: { $path }
quality-import-plan = { $file } zu importieren würde dies tun:
quality-import-take = Tun
quality-import-leave = Lassen
quality-import-remarks = { $count ->
    [one] Etwas an den Labels war nicht in Ordnung
   *[other] { $count } Dinge an den Labels waren nicht in Ordnung
}
quality-training-body = Ein Satz zum Trainieren: Ausschnitte im Originalmaßstab, jeder Fehler ganz in mindestens einem, nach Serien geteilt.
quality-training-layer = Exportiert werden die Labels von „{ $layer }“.
quality-training-crop = Seite eines Ausschnitts
quality-training-negatives = Ausschnitte ohne Fehler je einem mit Fehler
quality-training-set = Zum Trainieren exportieren …
quality-training-written = { $defects } Ausschnitte mit Fehlern und { $negatives } ohne: { $folder }
quality-job-export = Labels werden als { $format } geschrieben
quality-job-import = Labels aus { $file } werden gelesen
quality-job-training = Ausschnitte zum Trainieren werden geschnitten

quality-find = Fehler finden
quality-no-model = Kein Modell
quality-no-model-body = Ein Paket wählen, dessen Modell von jedem Pixel sagt, was er zeigt. Es schlägt Fehler vor, und Sie entscheiden.
quality-no-engine = Kein Modell kann laufen: ONNX Runtime wurde nicht gefunden.
quality-job-find = Fehler finden mit { $name }
quality-find-on-series = Auf dieser Serie
quality-find-done = Nach Fehlern wurde gesucht
quality-find-cancelled = Die Suche nach Fehlern wurde beendet
quality-find-failed = Nach Fehlern wurde nicht gesucht
quality-found = { $count ->
    [0] Nichts Neues wird vorgeschlagen.
    [one] 1 Fehler wird vorgeschlagen, vielleicht auf mehreren Aufnahmen.
   *[other] { $count } Fehler werden vorgeschlagen, vielleicht auf mehreren Aufnahmen.
} Bilder: { $pictures }. Wo das Modell schon etwas vorgeschlagen hat, bleibt alles, wie es ist.
quality-find-unknown-classes = Das Projekt hat keine Klasse für das, was das Modell { $names } nennt; es wurde weggelassen.

quality-kind = Art des Labels
quality-job-kind = Art eines Labels: wird angesehen
quality-kind-no-model = Kein Modell ist da, das Arten von Fehlern unterscheidet.
quality-kind-choose = Ein Label wählen: Dann sagt ein Modell, welche Art es dort sieht, und warum.
quality-kind-of = Was das Modell im Ausschnitt um „{ $name }“ sieht:
quality-kind-window = Der Ausschnitt um das Label

quality-job-judge = Funde und Labels vergleichen
quality-job-decide = Schwellen wählen
quality-looked = { $pictures ->
    [one] Das Modell hat 1 Bild angesehen.
   *[other] Das Modell hat { $pictures } Bilder angesehen.
}
quality-deciding = Was das Modell hier taugt
quality-not-judged = Funde und Labels lassen sich nicht vergleichen
quality-rests-on = { $model }: beurteilte Teile: { $parts }, davon fehlerhaft: { $bad }. Fehler: { $defects }. Bilder: { $pictures }.
quality-judged-layer = Beurteilt nach den Labels von „{ $layer }“.
quality-unreviewed = { $count ->
    [one] 1 Bild hat noch niemand durchgesehen.
   *[other] { $count } Bilder hat noch niemand durchgesehen.
}
quality-unlooked = { $count ->
    [one] 1 Bild hat das Modell nicht angesehen.
   *[other] { $count } Bilder hat das Modell nicht angesehen.
}
quality-look-at-rest = Jetzt ansehen
quality-look-at-all = Alle Bilder ansehen
quality-nothing-looked-at = Das Modell hat noch kein Bild angesehen
quality-nothing-looked-at-body = „{ $model }“ sieht alle Bilder an, ohne etwas vorzuschlagen. Dann werden seine Funde mit dem verglichen, was Menschen gelabelt haben, und Sie wählen, ab welchem Wert sie zählen.
quality-aim = Ziel
quality-by-recall = Genug finden
quality-by-cost = Geringste Kosten
quality-by-hand = Von Hand
quality-each-class = Eine Schwelle je Klasse
quality-each-class-tip = Jede Klasse bekommt die Schwelle, die sie braucht. Dafür sind Fehler jeder Klasse nötig.
quality-recall-find = Finden
quality-level-pictures = Bilder
quality-level-defects = Fehler
quality-level-parts = Teile
quality-promised = Zugesichert, nicht nur gezählt
quality-promised-tip = Die untere Schranke mit 95 % Sicherheit muss den Anteil erreichen, nicht nur das Gezählte. Dazu braucht es viele Fehler: Keiner von 40 verpasst heißt immer noch bis zu 7 % verpasst.
quality-cost-miss = Ein Teil mit „{ $class }“ geht durch
quality-cost-alarm = Ein gutes Teil wird zurückgewiesen
quality-prevalence = Anteil fehlerhafter Teile
quality-prevalence-tip = In der Fertigung sind meist weniger Teile fehlerhaft als unter den gelabelten.
quality-jury = Beurteilt an
quality-jury-same = denselben Teilen
quality-jury-held-out = einem zurückgehaltenen Drittel
quality-jury-cross-fit = allen, in fünf Gruppen
quality-threshold = Schwelle
quality-chart = Was jede Schwelle bewirkt
quality-chart-tip = Klicken oder ziehen, um die Schwelle von Hand zu setzen
quality-chart-defects = Gefundene Fehler
quality-chart-parts = Zurückgewiesene fehlerhafte Teile
quality-chart-alarms = Zurückgewiesene gute Teile
quality-chart-point = { $name }: { $share } ab { $threshold }
quality-of = Von
quality-figure-found = Gefunden
quality-figure-missed = Verpasst
quality-figure-alarms = Gute zurückgewiesen
quality-figure-precision = Richtige unter den Funden
quality-figures-more = Nach Klasse und Licht
quality-figures-all-parts = Tabelle und Urteile gelten für alle Teile, auch für die, an denen die Schwelle bestimmt wurde. Was sie für andere verspricht, steht bei der Wahl.
quality-figures-defects = Fehler
quality-figures-defects-light = Fehler nach Licht
quality-figures-parts = Teile
quality-regime-unknown = Licht unbekannt
quality-share = { $hits } von { $total } ({ $share })
quality-choice = Die Wahl
quality-in-force = In Kraft
quality-in-force-by = von { $who }, { $time }
quality-in-force-changed = Seitdem haben sich Labels oder Funde geändert.
quality-none-in-force = Noch ist keine Schwelle in Kraft: Es gilt der Arbeitspunkt des Modells.
quality-put-in-force = In Kraft setzen
quality-put-in-force-tip = Von nun an schlägt das Modell nach diesen Schwellen vor. Festgehalten wird, wer sie gewählt hat, wann, und an welchen Daten.
quality-put-in-force-who = Zuerst eintragen, wer entscheidet: Für einen Arbeitspunkt muss jemand einstehen.
quality-put-in-force-same = Das ist schon in Kraft.
quality-verdicts = Urteile
quality-verdicts-count = { $rejected } zurückgewiesen, { $accepted } angenommen, { $unsure } unklar
quality-verdict-tip = Das Bild zeigen, das am meisten sagt
quality-verdict-finds = { $count ->
    [0] nichts gefunden
    [one] Funde auf 1 Bild
   *[other] Funde auf { $count } Bildern
}
quality-report = Bericht …
quality-report-needs-point = Setzen Sie zuerst Schwellen in Kraft: Ein Bericht sagt, nach welchen er urteilt.
quality-report-written = Der Bericht ist geschrieben: { $path }

quality-thing = Ding
quality-thing-tip = Das Ding, zu dem dieses Label gehört. Ein Ding hat auf jeder Aufnahme, die es zeigt, ein Label.
quality-thing-none = keines
quality-thing-new = Zu einem eigenen Ding machen
quality-thing-menu = { $thing } …
quality-thing-class = Klasse ändern
quality-thing-join = Vereinen mit
quality-thing-loosen = Auflösen, Labels behalten
quality-thing-delete = Auf allen Aufnahmen löschen
quality-class-parent = Art von
quality-class-no-parent = nichts anderem
quality-class-shape = Meist als
quality-class-any-shape = beliebige Form
quality-shape-box = Kasten
quality-shape-rotated-box = gedrehter Kasten
quality-shape-polygon = Polygon
quality-shape-line = Linie
quality-shape-point = Punkt
quality-shape-mask = Maske
quality-attributes = Was sich sonst von solchen Labels sagen lässt
quality-attribute-name = Name des Merkmals
quality-attribute-kind = Art des Werts
quality-attribute-remove = { $name } entfernen
quality-attribute-add = Merkmal hinzufügen
quality-attribute-new = Merkmal { $number }
quality-attribute-choices = Auswahl
quality-attribute-choices-hint = Auswahl, durch Kommas getrennt
quality-attribute-text = Text
quality-attribute-number = Zahl
quality-attribute-flag = ja oder nein
quality-attribute-choice = Auswahl
quality-not-in-force = Die Schwellen sind nicht in Kraft
quality-in-force-since = seit { $time }
quality-decided-by = Entschieden von
quality-figures-of = Diagramm, Zahlen und Urteile gelten für { $thresholds }.
