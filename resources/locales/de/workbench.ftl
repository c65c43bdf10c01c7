### Texte der Werkbank: Befehle, Tastenkürzel, Meldungen, Aufgaben, Einstellungen, Hilfe.

## Menüs

category-file = Datei
category-edit = Bearbeiten
category-view = Ansicht
category-picture = Bild
category-label = Label
category-music = Musik
category-model = Modell
category-help = Hilfe
no-recent-projects = Es wurde noch kein Projekt geöffnet.

## Befehle: „command-ID“ ist die Beschriftung, „command-ID-tip“ sagt, was geschieht.

command-open-pictures = Bilder öffnen …
command-open-pictures-tip = Bilddateien auswählen und in die Liste aufnehmen.
command-open-folder = Ordner öffnen …
command-open-folder-tip = Alle Bilder eines Ordners und seiner Unterordner aufnehmen.
command-new-project = Neues Projekt …
command-new-project-tip = Einen Projektordner anlegen, der Bilder und Ergebnisse zusammenhält.
command-open-project = Projekt öffnen …
command-open-project-tip = Einen Projektordner auswählen und öffnen.
command-open-recent = Zuletzt geöffnet
command-open-recent-tip = Unter den zuletzt geöffneten Projekten auswählen.
command-open-sample = Beispielprojekt öffnen
command-open-sample-tip = Bilder öffnen, die dem Programm beiliegen, mit etwas zum Ausprobieren in jedem Bereich.
command-close-project = Projekt schließen
command-close-project-tip = Das Projekt schließen. Alles darin ist bereits gespeichert.
command-remove-picture = Aus dem Projekt entfernen
command-remove-picture-tip = Die ausgewählten Bilder aus dem Projekt nehmen. Die Dateien selbst bleiben erhalten.
command-find-moved-pictures = Verschobene Bilder suchen …
command-find-moved-pictures-tip = In einem Ordner nach fehlenden Bildern des Projekts suchen; sie werden an ihrem Inhalt erkannt.
command-export-picture = Bild exportieren …
command-export-picture-tip = Das Bild, so wie es zu sehen ist, als PNG-Datei schreiben.
command-settings = Einstellungen …
command-settings-tip = Farbschema, Sprache, Größe und Rechenwerk für Modelle wählen.
command-edit-shortcuts = Tastenkürzel …
command-edit-shortcuts-tip = Alle Tastenkürzel ansehen und ändern.
command-quit = Beenden
command-quit-tip = Das Programm beenden. Alles ist bereits gespeichert.
command-undo = Rückgängig
command-undo-tip = Nimmt zurück, was zuletzt an den Markierungen getan wurde, ohne Grenze.
command-redo = Wiederholen
command-redo-tip = Tut noch einmal, was zuletzt zurückgenommen wurde.
command-fit = Einpassen
command-fit-tip = Das ganze Bild zeigen.
command-one-to-one = Originalgröße
command-one-to-one-tip = Ein Bildpixel auf einem Bildschirmpixel zeigen.
command-zoom-in = Vergrößern
command-zoom-in-tip = Das Bild größer zeigen.
command-zoom-out = Verkleinern
command-zoom-out-tip = Das Bild kleiner zeigen.
command-toggle-split = Nebeneinander vergleichen
command-toggle-split-tip = Zwei Bilder zeigen, die sich gemeinsam verschieben und vergrößern.
command-toggle-pixel-grid = Pixelraster
command-toggle-pixel-grid-tip = Bei starker Vergrößerung Linien und Werte der Pixel zeigen.
command-next-cover = Nächste Karte über dem Bild
command-next-cover-tip = Die Antwort der Neuronen, ihre Entropie oder nichts über das Bild legen.
command-compare-methods = Verfahren vergleichen
command-compare-methods-tip = Nebeneinander zeigen, was jedes Verfahren der Erklärung findet.
command-export-figure = Abbildung exportieren …
command-export-figure-tip = Bild, Antwort, Entropie, Vorhersage und Urteil als Abbildung schreiben, als SVG oder PNG.
command-reset-look = Helligkeit und Kontrast zurücksetzen
command-reset-look-tip = Wertebereich, Gamma und Kanal zurücksetzen.
command-toggle-cases = Fallliste
command-toggle-cases-tip = Die Liste der Anwendungsfälle ein- oder ausblenden.
command-toggle-filmstrip = Filmstreifen
command-toggle-filmstrip-tip = Den Streifen mit den Bildern ein- oder ausblenden.
command-toggle-inspector = Inspektor
command-toggle-inspector-tip = Ergebnisse und Einzelheiten ein- oder ausblenden.
command-toggle-full-screen = Vollbild
command-toggle-full-screen-tip = Den ganzen Bildschirm füllen oder zum Fenster zurückkehren.
command-toggle-theme = Hell oder dunkel
command-toggle-theme-tip = Zwischen hellem und dunklem Farbschema wechseln.
command-switch-language = Switch to English
command-switch-language-tip = Die Oberfläche auf Englisch umschalten.
command-interface-zoom-in = Oberfläche größer
command-interface-zoom-in-tip = Schrift und Schaltflächen vergrößern.
command-interface-zoom-out = Oberfläche kleiner
command-interface-zoom-out-tip = Schrift und Schaltflächen verkleinern.
command-interface-zoom-reset = Oberfläche in üblicher Größe
command-interface-zoom-reset-tip = Schrift und Schaltflächen in üblicher Größe zeigen.
command-previous-picture = Vorheriges Bild
command-previous-picture-tip = Das Bild vor diesem zeigen.
command-next-picture = Nächstes Bild
command-next-picture-tip = Das Bild nach diesem zeigen.
command-previous-page = Vorherige Seite
command-previous-page-tip = Die Seite vor dieser in derselben Datei zeigen.
command-next-page = Nächste Seite
command-next-page-tip = Die Seite nach dieser in derselben Datei zeigen.
command-filter-pictures = Bilder filtern
command-filter-pictures-tip = Den Cursor in den Filter der Bilderliste setzen.
command-select-tool = Auswählen
command-select-tool-tip = Labels auswählen, verschieben und verformen.
command-box-tool = Rechteck
command-box-tool-tip = Ein aufrechtes Rechteck darum ziehen.
command-rotated-box-tool = Gedrehtes Rechteck
command-rotated-box-tool-tip = Ein Rechteck in jedem Winkel ziehen: eine Seite entlang, dann quer.
command-polygon-tool = Polygon
command-polygon-tool-tip = Ecke um Ecke darum setzen.
command-freehand-tool = Freihand
command-freehand-tool-tip = Mit freier Hand darum zeichnen.
command-line-tool = Linie
command-line-tool-tip = Daran entlang zeichnen: eine Linie mit Breite.
command-point-tool = Punkt
command-point-tool-tip = Eine Stelle markieren.
command-brush-tool = Pinsel
command-brush-tool-tip = Seine Pixel malen; mit Alt wegnehmen.
command-wand-tool = Zauberstab
command-wand-tool-tip = Die Pixel malen, die dem angeklickten gleichen.
command-cut-tool = Schneiden
command-cut-tool-tip = Die gewählten Labels entlang einer Linie schneiden.
command-smaller-brush = Kleinerer Pinsel
command-smaller-brush-tip = Den Pinsel verkleinern.
command-larger-brush = Größerer Pinsel
command-larger-brush-tip = Den Pinsel vergrößern.
command-toggle-snapping = An Ecken und Kanten einrasten
command-toggle-snapping-tip = Was gezeichnet wird, an Ecken und Kanten von Labels und Bild haften lassen, oder nicht mehr.
command-next-label = Nächstes Label
command-next-label-tip = Das nächste Label des Bildes wählen.
command-previous-label = Voriges Label
command-previous-label-tip = Das vorige Label wählen.
command-select-all-labels = Alle wählen
command-select-all-labels-tip = Alle Labels des Bildes wählen.
command-duplicate-labels = Verdoppeln
command-duplicate-labels-tip = Die gewählten Labels ein wenig versetzt noch einmal zeichnen.
command-delete-labels = Löschen oder ablehnen
command-delete-labels-tip = Die gewählten Labels löschen; ein Vorschlag wird abgelehnt.
command-merge-labels = Vereinen
command-merge-labels-tip = Aus den gewählten Labels eines machen.
command-subtract-labels = Abziehen
command-subtract-labels-tip = Das kleinere von zwei gewählten Labels aus dem größeren nehmen.
command-lock-labels = Sperren
command-lock-labels-tip = Die gewählten Labels vor Versehen schützen, oder freigeben.
command-hide-labels = Labels ausblenden
command-hide-labels-tip = Die Labels ausblenden, um zu sehen, was darunter liegt, oder zeigen.
command-accept-labels = Annehmen
command-accept-labels-tip = Zu den gewählten Vorschlägen stehen und zum nächsten gehen.
command-accept-track = Auf allen Aufnahmen annehmen
command-accept-track-tip = Zu allem stehen, was zum gewählten Ding vorgeschlagen ist, auf jeder Aufnahme, auch dazu, dass es nicht zu sehen ist, wo das erwartet wird. Erst die Aufnahmen durchsehen.
command-reject-track = Auf allen Aufnahmen ablehnen
command-reject-track-tip = Alles ablehnen, was von diesem Ding auf allen Aufnahmen vorgeschlagen ist.
command-nothing-to-label = Nichts zu markieren
command-nothing-to-label-tip = Sagen, dass Sie nachgesehen haben und auf diesem Bild nichts zu markieren ist, oder es zurücknehmen.
command-not-visible-here = Hier nicht sichtbar
command-not-visible-here-tip = Sagen, dass Sie das gewählte Ding auf dieser Aufnahme gesucht haben und nicht sehen, oder es zurücknehmen.
command-propagate = Auf anderen Aufnahmen vorschlagen
command-propagate-tip = Ausrechnen, wo das gewählte Ding auf den anderen Aufnahmen der Serie ist, und es dort vorschlagen.
command-next-open-shot = Nächste offene Aufnahme
command-next-open-shot-tip = Zum nächsten Bild gehen, zu dem noch etwas zu sagen ist.
command-previous-open-shot = Vorige offene Aufnahme
command-previous-open-shot-tip = Zum vorigen Bild gehen, zu dem noch etwas zu sagen ist.
command-close-series = Serie abschließen
command-close-series-tip = Sagen, dass die Labels der Serie vollständig sind, oder sie wieder öffnen.
command-decide = Entscheiden
command-decide-tip = Schwellen und Urteile anstelle des Bildes zeigen, oder wieder das Bild.
command-next-symbol = Nächstes Zeichen
command-next-symbol-tip = Das Zeichen wählen, das als nächstes gelesen wird.
command-previous-symbol = Voriges Zeichen
command-previous-symbol-tip = Das Zeichen wählen, das davor gelesen wird.
command-next-problem = Nächste Unstimmigkeit
command-next-problem-tip = Zur nächsten Stelle gehen, an der die Musik nicht aufgeht.
command-previous-problem = Vorige Unstimmigkeit
command-previous-problem-tip = Zur Stelle davor gehen, an der die Musik nicht aufgeht.
command-apply-fix = Ersten Vorschlag übernehmen
command-apply-fix-tip = Die Änderung machen, die für die gewählte Unstimmigkeit als erste vorgeschlagen wird.
command-set-problem-aside = Das ist kein Fehler
command-set-problem-aside-tip = Die gewählte Unstimmigkeit aus der Liste nehmen: Sie wurde angesehen, und alles ist wie gedruckt.
command-reading-1 = Erste andere Lesart
command-reading-1-tip = Das gewählte Zeichen für das nehmen, was das Modell daneben als erstes für wahrscheinlich hält.
command-reading-2 = Zweite andere Lesart
command-reading-2-tip = Das gewählte Zeichen für das nehmen, was das Modell daneben als zweites für wahrscheinlich hält.
command-reading-3 = Dritte andere Lesart
command-reading-3-tip = Das gewählte Zeichen für das nehmen, was das Modell daneben als drittes für wahrscheinlich hält.
command-reading-4 = Vierte andere Lesart
command-reading-4-tip = Das gewählte Zeichen für das nehmen, was das Modell daneben als viertes für wahrscheinlich hält.
command-reading-5 = Fünfte andere Lesart
command-reading-5-tip = Das gewählte Zeichen für das nehmen, was das Modell daneben als fünftes für wahrscheinlich hält.
command-step-up = Stufe höher
command-step-up-tip = Die gewählten Notenköpfe um eine Stufe nach oben setzen.
command-step-down = Stufe tiefer
command-step-down-tip = Die gewählten Notenköpfe um eine Stufe nach unten setzen.
command-octave-up = Oktave höher
command-octave-up-tip = Die gewählten Notenköpfe um eine Oktave nach oben setzen.
command-octave-down = Oktave tiefer
command-octave-down-tip = Die gewählten Notenköpfe um eine Oktave nach unten setzen.
command-sharpen = Erhöhen
command-sharpen-tip = Den gewählten Noten das nächsthöhere Versetzungszeichen geben.
command-flatten = Erniedrigen
command-flatten-tip = Den gewählten Noten das nächsttiefere Versetzungszeichen geben.
command-remove-accidental = Ohne Versetzungszeichen
command-remove-accidental-tip = Das Versetzungszeichen vor den gewählten Noten wegnehmen.
command-halve-length = Halb so lang
command-halve-length-tip = Die gewählten Noten und Pausen halb so lang machen.
command-double-length = Doppelt so lang
command-double-length-tip = Die gewählten Noten und Pausen doppelt so lang machen.
command-toggle-dot = Punkt
command-toggle-dot-tip = Den gewählten Noten und Pausen einen Punkt geben oder nehmen.
command-toggle-tie = Haltebogen
command-toggle-tie-tip = Die gewählten Noten an die nächsten ihrer Tonhöhe binden, oder nicht mehr.
command-voice-1 = Stimme 1
command-voice-1-tip = Die gewählten Noten und Pausen in Stimme 1 ihres Systems legen.
command-voice-2 = Stimme 2
command-voice-2-tip = Die gewählten Noten und Pausen in Stimme 2 ihres Systems legen.
command-voice-3 = Stimme 3
command-voice-3-tip = Die gewählten Noten und Pausen in Stimme 3 ihres Systems legen.
command-voice-4 = Stimme 4
command-voice-4-tip = Die gewählten Noten und Pausen in Stimme 4 ihres Systems legen.
command-insert-symbol = Zeichen einsetzen
command-insert-symbol-tip = Ein Zeichen der gewählten Art setzen, wo immer auf die Seite geklickt wird, bis Escape.
command-choose-symbol = Zeichen wählen …
command-choose-symbol-tip = Die Art von Zeichen suchen, die eingesetzt wird oder zu der die gewählten Zeichen werden.
command-confirm-page = Die Seite stimmt
command-confirm-page-tip = Sagen, dass alles auf der Seite so ist wie gedruckt, sodass daraus gelernt werden kann.
command-colour-symbols = Nach nächster Eigenschaft färben
command-colour-symbols-tip = Die Zeichen nach Art, Stimme, Sicherheit oder Unstimmigkeiten färben, eins nach dem anderen.
command-show-rendered = Mit Reinschrift vergleichen
command-show-rendered-tip = Das Gelesene als Reinschrift neben der Seite zeigen, oder nur die Seite.
command-play-music = Abspielen
command-play-music-tip = Die Musik ab dem gewählten Zeichen spielen, oder anhalten.
command-export-music = Musik speichern …
command-export-music-tip = Die Musik als MusicXML oder MIDI schreiben.
command-choose-pack = Modellpaket wählen …
command-choose-pack-tip = Unter den gefundenen Modellpaketen auswählen.
command-choose-model = Modelldatei öffnen …
command-choose-model-tip = Eine einzelne ONNX-Datei verwenden; die passende Eingabe wird geschätzt und angezeigt.
command-run-model = Auf dieses Bild anwenden
command-run-model-tip = Das Modell auf das gezeigte Bild anwenden.
command-run-on-all = Auf alle Bilder anwenden
command-run-on-all-tip = Das Modell auf jedes Bild des Projekts anwenden und die Ergebnisse behalten.
command-cancel-jobs = Alle Aufgaben abbrechen
command-cancel-jobs-tip = Alles anhalten, was läuft oder wartet.
command-palette = Befehl suchen …
command-palette-tip = Befehle, Modellpakete und zuletzt geöffnete Projekte durch Tippen finden.
command-help = Hilfe zu dieser Ansicht
command-help-tip = Erklären, was gerade zu sehen ist.
command-show-notifications = Meldungen
command-show-notifications-tip = Alles zeigen, was das Programm gemeldet hat.
command-show-jobs = Arbeiten im Hintergrund
command-show-jobs-tip = Zeigen, was läuft und wie weit es ist.
command-doctor = Diesen Rechner prüfen …
command-doctor-tip = Bibliotheken, Grafik und Ordner prüfen und zu jedem Problem sagen, was zu tun ist.
command-copy-details = Einzelheiten kopieren
command-copy-details-tip = Kopieren, was über das Bild bekannt ist und was das Modell dazu sagt.
command-about = Über Sightglass
command-about-tip = Version, Lizenzen und was hinter diesem Programm steht.

## Namen der Tasten

key-ctrl = Strg
key-command = Cmd
key-alt = Alt
key-option = Option
key-shift = Umschalt
key-escape = Esc
key-tab = Tab
key-backspace = Rücktaste
key-enter = Eingabe
key-space = Leertaste
key-insert = Einfg
key-delete = Entf
key-home = Pos1
key-end = Ende
key-page-up = Bild auf
key-page-down = Bild ab

## Tastenkürzel bearbeiten

shortcuts-search = Befehle und Tasten suchen
shortcuts-preset = Satz von Tasten
shortcuts-preset-sightglass = Tasten von Sightglass
shortcuts-preset-cvat = Tasten von CVAT
shortcuts-preset-own = Ihre eigenen Tasten
shortcuts-reset-all = Alle zurücksetzen
shortcuts-press = Tasten drücken …
shortcuts-add = Tastenkürzel für „{ $command }“ hinzufügen
shortcuts-change = { $keys } für „{ $command }“ ändern
shortcuts-remove = { $keys } von „{ $command }“ entfernen
shortcuts-reset = Tastenkürzel von „{ $command }“ zurücksetzen
shortcuts-clash = { $keys } gehört auch zu „{ $other }“.
shortcuts-clashes =
    { $count ->
        [one] Ein Tastenkürzel gehört zu zwei Befehlen.
       *[other] { $count } Tastenkürzel gehören zu je zwei Befehlen.
    }

## Befehlssuche

palette-search = Befehl, Modellpaket oder Projekt suchen
palette-search-entries = Tippen, um auszuwählen
palette-nothing = Nichts mit diesem Namen gefunden.

## Meldungen

severity-info = Hinweis
severity-success = Fertig
severity-warning = Warnung
severity-error = Fehler
notifications-none = Keine Meldungen
notifications-none-body = Hier steht, was das Programm meldet, während es läuft.
notifications-clear = Liste leeren
notifications-times =
    { $count ->
        [one] einmal
       *[other] { $count }-mal
    }
notifications-dismiss = „{ $title }“ schließen
notifications-copy = „{ $title }“ kopieren
notifications-unfold = Einzelheiten zeigen
notifications-fold = Einzelheiten verbergen
notifications-unread =
    { $count ->
        [0] Meldungen
        [one] Eine neue Meldung
       *[other] { $count } neue Meldungen
    }

## Aufgaben

jobs-running =
    { $count ->
        [one] { $count } Aufgabe läuft
       *[other] { $count } Aufgaben laufen
    }
jobs-none = Es läuft nichts
jobs-none-body = Hier steht, was länger dauert, und kann abgebrochen werden.
jobs-and-more =
    { $count ->
        [one] { $title } und eine weitere
       *[other] { $title } und { $count } weitere
    }
jobs-cancelling = Wird abgebrochen …
jobs-waiting = Wartet
jobs-at-work = Läuft
jobs-count = { $done } von { $total } ({ $share })
cancel-named = „{ $name }“ abbrechen

## Einstellungen

settings-theme = Farbschema
settings-theme-system = Wie das System
settings-theme-light = Hell
settings-theme-dark = Dunkel
settings-language = Sprache
settings-language-system = Wie das System
settings-zoom = Größe der Oberfläche
settings-provider = Modelle rechnen auf
settings-provider-auto = Bestes, das funktioniert
settings-labeller = Wer beschriftet
settings-library = ONNX-Runtime-Bibliothek
settings-library-hint = Wird automatisch gefunden
settings-restart = Eine andere ONNX-Runtime-Bibliothek gilt ab dem nächsten Start.
settings-saving = Einstellungen speichern
settings-defaults = Die Einstellungen ließen sich nicht lesen
settings-defaults-body = Es gelten die Voreinstellungen. Wo die alte Datei liegt, steht in den Einzelheiten.
settings-unsaved = Die Einstellungen ließen sich nicht speichern
settings-unsaved-body = Sie gelten bis zum Ende des Programms. Der Grund steht in den Einzelheiten.

## Hilfe

help-back = Zurück
help-shortcuts = Tastenkürzel
help-shortcuts-body = Alle Befehle mit den eingestellten Tasten. Ändern lassen sie sich unter Datei → Tastenkürzel.
help-command = Befehl
help-keys = Tasten
help-purpose = Wirkung

## Dateien, die eine Ansicht schreibt

export-job = { $name } wird geschrieben
export-done = Geschrieben
export-failed = Nicht geschrieben
export-taken = Unter diesem Namen gibt es schon etwas. Wählen Sie einen anderen.
export-cancelled = Abgebrochen
export-cancelled-body = Was schon geschrieben war, bleibt.
export-partly = Geschrieben, aber nicht alles

## The choice of a model

model = Modell
model-unusable = Dieses Modell geht hier nicht
model-unsuited = „{ $name }“ tut etwas anderes, als hier gebraucht wird.
