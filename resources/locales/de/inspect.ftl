# Der Fall „Einblick“: jedes ONNX-Modell auf jedem Bild.

inspect-name = Einblick
inspect-prediction = Vorhersage
inspect-outputs = Ausgaben
inspect-model = Modell
inspect-display = Darstellung
inspect-picture = Bild
inspect-details = Einzelheiten

inspect-no-model = Kein Modell
inspect-no-model-body = Ein Paket oder eine beliebige ONNX-Datei wählen. Das Modell läuft auf dem gezeigten Bild.
inspect-no-engine = Keine Inferenzbibliothek
inspect-no-engine-body = Bilder lassen sich ansehen, aber kein Modell ausführen: ONNX Runtime wurde nicht gefunden.
inspect-model-failed = Das Modell wurde nicht geladen
inspect-run-failed = Das Modell gab keine Antwort
inspect-placement-warning = Das Modell läuft nicht, wo es soll
inspect-cancelled = Der Lauf wurde abgebrochen.
inspect-loading = Modell wird geladen …
inspect-running = Bild und Modell werden vorbereitet …
inspect-no-classes = Keine Klassen: siehe die Ausgaben unten.
inspect-not-finite = Einige Ausgaben sind keine endlichen Zahlen. Das Modell ist fehlerhaft, oder seine Eingabe ist anders vorbereitet, als es sie kennt.
inspect-below-threshold = Unter dem Arbeitspunkt von { $threshold }: nicht sicher genug.
inspect-unsure = { $label } ?
inspect-durations = Vorbereitet in { $prepare }, gelaufen in { $run }
inspect-nodes = { $count ->
    [one] 1 Knoten auf { $provider }
   *[other] { $count } Knoten auf { $provider }
}
inspect-runs-on = Läuft auf
inspect-statistics = Min. { $min }, Max. { $max }, Mittel { $mean }, Streuung { $std }
inspect-nothing-finite = keine endlichen Werte
inspect-nan-count = { $nan } NaN, { $infinite } unendlich
inspect-map = Karte
inspect-channel = Kanal

inspect-model-name = Name
inspect-model-version = Version
inspect-model-licence = Lizenz
inspect-model-input = Eingabe
inspect-model-output = Ausgabe
inspect-model-path = Aus
inspect-guessed = Die Datei sagt nicht, wie das Modell gefüttert wird. Vermutet wurde:
inspect-write-pack = Als Paket behalten
inspect-pack-written = Das Paket ist geschrieben. Nach Korrekturen in pack.toml neu laufen lassen
inspect-pack-failed = Das Paket wurde nicht geschrieben

inspect-file = Datei
inspect-path = Pfad
inspect-page = Seite
inspect-page-of = { $page } von { $count }
inspect-size = Größe
inspect-channels = Kanäle
inspect-orientation = Gedreht
inspect-turned = durch die Angabe in der Datei (EXIF { $exif })
inspect-range = Werte
inspect-bytes = Auf der Platte
inspect-unreadable = Unlesbar

inspect-cancel-all = Den Lauf über alle Bilder abbrechen
inspect-all-done = Das Modell hat alle Bilder gesehen
inspect-all-answered = { $count ->
    [one] 1 Antwort ist im Projekt gespeichert.
   *[other] { $count } Antworten sind im Projekt gespeichert.
}
inspect-all-failed = { $answered } Antworten sind im Projekt gespeichert; { $failed } Bilder ließen sich nicht auswerten.
inspect-all-stopped = Der Lauf über alle Bilder wurde abgebrochen

inspect-job-all = { $name } auf allen Bildern
inspect-job-ask = { $name }
inspect-job-findings = Gespeichertes wird gelesen
inspect-job-load = { $name } wird geladen
inspect-job-pack = Ein Paket wird geschrieben

inspect-no-picture = Kein Bild
inspect-divider = Trennlinie zwischen den Bildern
inspect-more-classes = { $count ->
    [one] und 1 weitere Klasse
   *[other] und { $count } weitere Klassen
}
inspect-values = Werte
inspect-all-partly = Das Modell hat jedes lesbare Bild gesehen

inspect-sheet-picture = Erklären
inspect-sheet-picture-tip = Das Bild, mit der Antwort des Modells darüber.
inspect-sheet-attack = Angriff
inspect-sheet-attack-tip = Das Bild ein wenig ändern, bis das Modell etwas anderes sagt, und sehen, was das bewirkt.
inspect-sheet-detector = Detektor
inspect-sheet-detector-tip = Eine Schwelle aus sauberen Bildern gewinnen und messen, wie gut sich Angriffe daran erkennen lassen.
inspect-looks-attacked = { $label } (sieht angegriffen aus)

inspect-attack-lab = Angriffslabor
inspect-attack = Art des Angriffs
inspect-job-attack = { $attack } auf { $name }
inspect-attack-start = Dieses Bild angreifen
inspect-attack-again = Noch einmal angreifen
inspect-attack-cancel = Abbrechen
inspect-attack-cancelled = Der Angriff wurde abgebrochen. Was er gefunden hatte, ist fort; sonst hat sich nichts geändert.
inspect-attack-failed = Das Bild lässt sich nicht angreifen
inspect-attack-none = Noch kein Angriff
inspect-attack-none-body = Ein Angriff ändert das Bild so wenig, dass Menschen es kaum sehen, und so, dass das Modell etwas anderes sagt. Wählen Sie rechts einen aus.
inspect-attack-all = { $count ->
    [one] Das Bild des Projekts angreifen und speichern …
   *[other] Alle { $count } Bilder angreifen und speichern …
}
inspect-attack-all-tip = Schreibt von jedem Bild ein PNG und einen Tensor (.npy) und eine Tabelle, was daraus wurde.
inspect-attack-all-done = { $turned } von { $count } Bildern täuschen das Modell. Bilder, Tensoren und die Tabelle attacked.csv liegen im Ordner.
inspect-attack-folder = Ordner für die angegriffenen Bilder wählen
inspect-attack-save-picture = Bild speichern …
inspect-attack-save-tensor = Tensor speichern …
inspect-attack-save-figure = Abbildung exportieren …
inspect-attack-eight-bit = Auf 8 Bit runden
inspect-attack-eight-bit-tip = Rundet das Ergebnis wie eine Bilddatei, damit beurteilt wird, was sich speichern lässt. Das Runden kann die größte Änderung um eine halbe Stufe erhöhen, und wo der Angriff es braucht, um bis zu einer.
inspect-attack-goal = Hin zu
inspect-attack-any = einer anderen Klasse
inspect-attack-before = Vorher: { $label } { $share }
inspect-attack-after = Nachher: { $label } { $share }
inspect-attack-response = Antwort
inspect-attack-entropy = Entropie, im Mittel { $bits } Bit
inspect-attack-change = Die Änderung, × { $factor }
inspect-attack-turned = Das Modell ließ sich täuschen
inspect-attack-withstood = Das Modell ließ sich nicht täuschen
inspect-attack-what = { $attack } auf { $picture }
inspect-attack-size = Größte Änderung { $linf } von 255 Stufen, quadratisches Mittel { $rms } des vollen Bereichs, { $pixels } Pixel
inspect-attack-cost = { $queries } Fragen, { $gradients } Gradienten
inspect-attack-fgsm = FGSM
inspect-attack-fgsm-tip = Ein Schritt in Richtung des Vorzeichens des Gradienten (Goodfellow und andere, 2015).
inspect-attack-ifgsm = Wiederholtes FGSM
inspect-attack-ifgsm-tip = FGSM in vielen kleinen Schritten (Kurakin und andere, 2017).
inspect-attack-pgd = PGD (L∞)
inspect-attack-pgd-tip = Viele Schritte von einem zufälligen Anfang, kein Wert über Epsilon (Madry und andere, 2018).
inspect-attack-pgd-l2 = PGD (L2)
inspect-attack-pgd-l2-tip = Viele Schritte von einem zufälligen Anfang; das quadratische Mittel der Änderung bleibt unter Epsilon.
inspect-attack-gradient = Gradient
inspect-attack-gradient-tip = Der Gradient selbst, vergrößert, bis er genügt.
inspect-attack-deepfool = DeepFool
inspect-attack-deepfool-tip = Zur nächsten Klassengrenze, als wäre das Modell linear (Moosavi-Dezfooli und andere, 2016).
inspect-attack-one-pixel = Ein Pixel
inspect-attack-one-pixel-tip = Wenige Pixel in anderen Farben, durch differentielle Evolution (Su und andere, 2019). Fragt das Modell tausendfach: Minuten für ein Bild.
inspect-attack-boundary = Grenzgang
inspect-attack-boundary-tip = Ein Gang entlang der Klassengrenze, der keinen Gradienten braucht (Brendel und andere, 2018). Langsam.
inspect-attack-noise = Rauschen (Kontrolle)
inspect-attack-noise-tip = Gaußsches Rauschen, das niemand gezielt hat, zum Vergleich.
inspect-attack-blur = Unschärfe (Kontrolle)
inspect-attack-blur-tip = Das Mittel von 3 × 3 Pixeln, zum Vergleich.
inspect-parameter-epsilon = Epsilon
inspect-parameter-epsilon-tip = Die größte Änderung, in Stufen von 8 Bit.
inspect-parameter-steps = Schritte
inspect-parameter-steps-tip = Wie viele Schritte; bei FGSM und Gradient, wie viele Größen bis Epsilon versucht werden.
inspect-parameter-step-size = Schritt
inspect-parameter-step-size-tip = Die Länge eines Schritts, in Stufen von 8 Bit.
inspect-parameter-restarts = Neuanfänge
inspect-parameter-restarts-tip = Wie oft er anderswo zufällig neu beginnt, solange er nicht gelingt.
inspect-parameter-candidates = Kandidaten
inspect-parameter-candidates-tip = Wie viel auf einmal versucht wird: Klassen, Orte oder eine Population.
inspect-parameter-pixels = Pixel
inspect-parameter-pixels-tip = Wie viele Pixel sich ändern dürfen.
inspect-parameter-overshoot = Überschuss
inspect-parameter-overshoot-tip = Wie weit über die Grenze hinaus, als Anteil des Weges.
inspect-parameter-seed = Startzahl
inspect-parameter-seed-tip = Beginn der Zufallszahlen: dieselbe Startzahl gibt dasselbe Ergebnis.

inspect-figure-before = Vorher
inspect-figure-after = Nachher
inspect-figure-size = Änderung
inspect-figure-size-value = quadratisches Mittel { $rms }, größte { $linf } des vollen Bereichs
inspect-figure-attack-title = { $attack } auf { $picture }
inspect-figure-change = Änderung, × { $factor }
inspect-chart-clean = sauber
inspect-chart-bits = Mittlere lokale räumliche Entropie (Bit)
inspect-chart-share = Anteil der Bilder
inspect-chart-threshold = Schwelle
inspect-chart-area = Fläche
inspect-chart-false-positives = Fehlalarme
inspect-chart-detections = Erkannte Angriffe
inspect-chart-chance = Zufall
inspect-chart-histogram = Verteilung der Werte
inspect-chart-roc = Erkannte Angriffe gegen Fehlalarme

inspect-detector = Detektor für Angriffe
inspect-job-calibrate = { $name }: Detektor wird kalibriert
inspect-job-evaluate = { $name }: Detektor wird geprüft
inspect-job-charts = Diagramme
inspect-detector-uncalibrated = Noch keine Schwelle: kalibrieren Sie mit eigenen sauberen Bildern. Von da an bekommt jedes Bild ein Urteil.
inspect-detector-threshold = Ein Angriff ist, was über { $bits } Bit liegt: gewählt bei { $rate } Fehlalarmen an { $count } sauberen Bildern.
inspect-detector-at-rate = { $rate } verwenden
inspect-detector-at-rate-tip = Nimmt die Schwelle aus denselben Bildern bei diesem Anteil.
inspect-detector-forget = Schwelle vergessen
inspect-detector-clean = Saubere Bilder
inspect-detector-clean-tip = Bilder, wie das Modell sie bei der Arbeit sieht und an denen niemand etwas verändert hat.
inspect-detector-project = { $count ->
    [one] das Bild des Projekts
   *[other] alle { $count } Bilder des Projekts
}
inspect-detector-folder = ein Ordner …
inspect-detector-other = Anderer …
inspect-detector-ask-folder = Ordner der sauberen Bilder wählen
inspect-detector-measure = Was gemessen wird
inspect-detector-trace = Welche Antwort gemessen wird
inspect-detector-rate = Erlaubte Fehlalarme
inspect-detector-rate-tip = Der Anteil sauberer Bilder, die Angriff heißen dürfen. Weniger Fehlalarme heißt weniger erkannte Angriffe.
inspect-detector-calibrate = Kalibrieren
inspect-detector-calibrate-tip = Misst die sauberen Bilder und nimmt die Schwelle daraus. Sie wird mit dem Modell im Projekt aufbewahrt.
inspect-detector-attacks = Angriffe, die erkannt werden sollen
inspect-detector-evaluate = Prüfen
inspect-detector-evaluate-tip = Greift jedes saubere Bild an und misst, wie gut sich das erkennen lässt. Rauschen und Unschärfe sind Kontrollen.
inspect-detector-export = Exportieren …
inspect-detector-export-tip = Schreibt Werte und Kurven als CSV, die Diagramme als SVG und PNG und die Schwelle als JSON in einen Ordner.
inspect-detector-failed = Der Detektor gab kein Ergebnis
inspect-detector-cancelled = Abgebrochen. Was vorher gemessen war, hat sich nicht geändert.
inspect-detector-no-scores = Keines der Bilder ließ sich messen.
inspect-detector-none = Nicht kalibriert
inspect-detector-none-body = Der Detektor vergleicht, wie breit die Antwort auf ein Bild gestreut ist, mit einer Schwelle aus sauberen Bildern. Wählen Sie rechts die Bilder und kalibrieren Sie.
inspect-detector-left-out = { $count ->
    [one] Ein Bild wurde ausgelassen
   *[other] { $count } Bilder wurden ausgelassen
}
inspect-detector-clean-mean = { $count } saubere Bilder, im Mittel { $bits } Bit
inspect-detector-attack = Angriff
inspect-detector-success = Getäuscht
inspect-detector-success-tip = Der Anteil der Bilder, zu denen das Modell nach dem Angriff etwas anderes sagt.
inspect-detector-mean = Bit
inspect-detector-mean-tip = Der mittlere Wert nach dem Angriff.
inspect-detector-area = Fläche
inspect-detector-area-tip = Die Fläche unter der Kurve: die Wahrscheinlichkeit, dass ein angegriffenes Bild höher liegt als ein sauberes. 0,5 ist geraten; darunter liegen angegriffene Bilder tiefer.
inspect-detector-at = bei { $rate }
inspect-detector-at-tip = Der Anteil der angegriffenen Bilder, der erkannt wird, wenn dieser Anteil der sauberen Bilder Angriff heißt.
inspect-detector-too-few = Zu wenige saubere Bilder, um diesen Anteil zu sehen.
inspect-attack-folder-taken = Der Ordner enthält die Tabelle attacked.csv eines früheren Laufs. Wählen Sie einen anderen.
inspect-detector-folder-taken = Der Ordner enthält Tabellen oder Diagramme eines früheren Exports. Wählen Sie einen anderen.
inspect-parameter-epsilon-rms-tip = Das größte quadratische Mittel der Änderung, in Stufen von 8 Bit; bei DeepFool und Grenzgang, wo sie aufgeben, bei Rauschen seine Größe.
inspect-attack-other = Das ist der Angriff auf { $picture }, nicht auf das Bild, das gerade zu sehen ist.
