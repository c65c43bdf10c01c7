# Das Fenster: Bereiche, Dialoge, Einstellungen.

sightglass-help = Hilfe
sightglass-about = Über Sightglass
sightglass-about-body = Eine Werkbank für Bildmodelle im echten Einsatz: exportierte ONNX-Modelle auf echten Bildern ausführen, sehen, warum sie so entscheiden, und aus Korrekturen Trainingsdaten machen.
sightglass-licence = MIT oder Apache-2.0, nach Wahl. Nichts verlässt diesen Rechner.
sightglass-version = Version { $version }

sightglass-welcome = Zum Anfangen ein Bild öffnen
sightglass-welcome-body = Bilder, Ordner, ein Projekt oder ein Modell hierher ziehen oder eines davon wählen.
sightglass-no-pictures = Dieses Projekt hat noch keine Bilder
sightglass-no-pictures-body = Bilder oder Ordner hierher ziehen oder auswählen. Die Dateien bleiben, wo sie sind.
sightglass-opening = Wird geöffnet …

sightglass-filmstrip = Filmstreifen
sightglass-list = Liste
sightglass-filter = Bilder filtern
sightglass-filter-hint = Nach Name oder Befund filtern
sightglass-sort-by = Sortieren nach
sightglass-ascending = Aufsteigend; Klick für absteigend
sightglass-descending = Absteigend; Klick für aufsteigend
sightglass-shown = { $shown } von { $all }
sightglass-nothing-matches = Kein Bild passt zum Filter.
sightglass-column-added = Reihenfolge im Projekt
sightglass-column-name = Name
sightglass-column-size = Größe
sightglass-column-state = Zustand
sightglass-column-label = Befund
sightglass-column-confidence = Sicherheit
sightglass-page-of-file = { $name }, Seite { $page }
sightglass-picture-missing = Die Datei ist nicht mehr da. „Verschobene Bilder suchen“ findet sie an ihrem Inhalt.

sightglass-ask-pictures = Bilder öffnen
sightglass-ask-folder = Ordner mit Bildern öffnen
sightglass-ask-project = Projekt öffnen
sightglass-ask-new-project = Projekt anlegen
sightglass-ask-model = ONNX-Modell wählen
sightglass-ask-export = Bild exportieren
sightglass-ask-moved = Wo nach verschobenen Bildern suchen
sightglass-pictures = Bilder
sightglass-new-project-name = bilder.sight
sightglass-path = Pfad
sightglass-path-hint = /pfad/zur/datei
sightglass-folder-hint = /pfad/zum/ordner
sightglass-file-hint = /pfad/zur/datei
sightglass-project-hint = /pfad/zu/NAME.sight
sightglass-export-hint = /pfad/zu/NAME.png
sightglass-type-path = Pfad eintippen oder einfügen:
sightglass-continue = Weiter
sightglass-cancel = Abbrechen

sightglass-palette-pack = Paket: { $name }
sightglass-palette-project = Projekt: { $name }

sightglass-settings = Einstellungen
sightglass-shortcuts = Tastenkürzel
sightglass-notifications = Meldungen
sightglass-jobs = Arbeiten im Hintergrund
sightglass-doctor = Was auf diesem Rechner geht
sightglass-examining = Der Rechner wird untersucht …
sightglass-examine-again = Erneut untersuchen
sightglass-copy = Kopieren

sightglass-job-add = Bilder werden hinzugefügt
sightglass-job-close = Projekt wird geschlossen
sightglass-job-dialog = Eine Datei wird gewählt
sightglass-job-export = { $name } wird exportiert
sightglass-job-find-moved = Verschobene Bilder werden gesucht
sightglass-job-list = Bilder werden aufgelistet
sightglass-job-remove = Ein Bild wird herausgenommen
sightglass-job-open = { $name } wird geöffnet
sightglass-job-open-pictures = Bilder werden geöffnet
sightglass-job-scan = Bilder werden gelesen
sightglass-job-panicked = „{ $name }“ wurde durch einen Fehler des Programms beendet
sightglass-job-panicked-body = Alles andere läuft weiter, und nichts Gespeichertes ist verloren. Die Einzelheiten helfen, den Fehler zu beheben.

sightglass-open-failed = Das ließ sich nicht öffnen
sightglass-read-only = Dieses Projekt ist nur zum Lesen geöffnet
sightglass-scan-failed = Die Bilder ließen sich nicht zu Ende lesen
sightglass-write-failed = Das Projekt ließ sich nicht schreiben
sightglass-skipped = { $count ->
    [one] 1 Datei wurde ausgelassen
   *[other] { $count } Dateien wurden ausgelassen
}
sightglass-skipped-body = Die Einzelheiten nennen den Grund.
sightglass-file-not-taken = Mit dieser Datei kann der Fall nichts anfangen
sightglass-exported = Das Bild wurde exportiert
sightglass-export-failed = Das Bild wurde nicht exportiert
sightglass-export-taken = Eine Datei mit diesem Namen gibt es schon. Bitte einen anderen Namen wählen.
sightglass-removed = „{ $name }“ gehört nicht mehr zum Projekt
sightglass-removed-body = Die Datei bleibt, wo sie ist. Wird sie wieder geöffnet, ist sie zurück.
