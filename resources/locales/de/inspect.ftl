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
inspect-picture-failed = Dieses Bild lässt sich nicht zeigen
inspect-opening = Bild wird geöffnet

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

inspect-low = Schwarz bei
inspect-high = Weiß bei
inspect-gamma = Gamma
inspect-show = Zeigen
inspect-all-channels = Farbe
inspect-luminance = Helligkeit
inspect-auto-window = Auf die Werte des Bildes strecken
inspect-pixel-grid = Pixelgitter bei hohem Zoom
inspect-canvas = Bild { $name }, { $zoom }
inspect-no-picture = Kein Bild
inspect-pinned = Bild { $name } zum Vergleich, { $zoom }
inspect-divider = Trennlinie zwischen den Bildern
inspect-smooth = Zwischen Pixeln glätten
inspect-pixel = Pixel unter dem Zeiger: Spalte, Zeile und Wert in den Einheiten der Datei
inspect-red = Rot
inspect-green = Grün
inspect-blue = Blau
inspect-alpha = Transparenz
inspect-tile-failed = Ein Teil des Bildes lässt sich nicht zeigen
inspect-more-classes = { $count ->
    [one] und 1 weitere Klasse
   *[other] und { $count } weitere Klassen
}
inspect-values = Werte
inspect-all-partly = Das Modell hat jedes lesbare Bild gesehen

inspect-why = Warum
inspect-job-why = { $name }: warum
inspect-why-method = Verfahren
inspect-why-response = Antwort
inspect-why-entropy = Entropie
inspect-why-nothing-over = Keine
inspect-why-opacity = Deckkraft
inspect-why-busy = Der Grund wird gesucht …
inspect-why-nothing = Noch nichts zu erklären.
inspect-why-average = Mittlere lokale räumliche Entropie: { $bits } Bit
inspect-why-average-tip = Wie breit die Antwort gestreut ist. Angegriffene Bilder haben meist eine breitere Antwort und so mehr Entropie als Bilder, wie sie kommen.
inspect-why-layer = Schicht { $layer }, Gradienten in { $time }
inspect-why-time = Gradienten in { $time }
inspect-why-bits = { $bits } Bit
inspect-why-at = Antwort { $value }, Entropie { $bits } Bit
inspect-why-at-tip = Die Antwort des Netzes an diesem Pixel und wie sehr sie um ihn schwankt.
inspect-method-gradient = Gradient
inspect-method-gradient-tip = Wie sich die Punktzahl mit jedem Wert des Bildes ändern würde.
inspect-method-gradient-x-input = Gradient × Eingabe
inspect-method-gradient-x-input-tip = Der Gradient mal dem Wert selbst: dunkle Werte zählen weniger.
inspect-method-guided = Geführte Rückwärtsrechnung
inspect-method-guided-tip = Der Gradient ohne alles, was an einem Relu dagegen sprach: welche Teile des Bildes die Klasse gehoben haben.
inspect-method-feature-response = Merkmalsantwort
inspect-method-feature-response-tip = Die Aktivierungen der letzten Faltung, geführt bis zum Bild zurückgerechnet, wie in „Trace and Detect“.
inspect-method-deconvnet = Deconvnet
inspect-method-deconvnet-tip = Nur positive Gradienten kommen durch jedes Relu, ob es an war oder aus.
inspect-method-clamped = Beschnittener Gradient
inspect-method-clamped-tip = Positive Gradienten hinter jeder Aktivierung, für Netze ohne Relu, in denen es die geführte Rückwärtsrechnung nicht gibt.
inspect-method-grad-cam = Grad-CAM
inspect-method-grad-cam-tip = Die Karten einer späten Schicht, mit ihrem mittleren Gradienten gewichtet: grob, wo.
inspect-method-guided-grad-cam = Geführtes Grad-CAM
inspect-method-guided-grad-cam-tip = Grad-CAM mal geführte Rückwärtsrechnung: wo, und im Einzelnen.
inspect-method-integrated-gradients = Integrierte Gradienten
inspect-method-integrated-gradients-tip = Gradienten auf dem Weg von einem leeren Bild zu diesem. Zusammen ergeben sie die Änderung der Punktzahl.
inspect-method-smooth-grad = SmoothGrad
inspect-method-smooth-grad-tip = Der mittlere Gradient über verrauschte Kopien des Bildes.
inspect-method-occlusion = Verdeckung
inspect-method-occlusion-tip = Wie weit die Punktzahl fällt, wenn ein Quadrat des Bildes verdeckt wird. Langsam, und braucht keinen Gradienten.

inspect-why-class = Die Klasse erklären
inspect-why-of-tensor = Von { $layer }
inspect-why-of-channel = Von Karte { $channel } in { $layer }
inspect-why-of-neuron = Von Neuron { $place } in { $layer }
inspect-layers = Schichten
inspect-job-layers = { $name }: Schichten
inspect-layers-none = Noch keine Schichten.
inspect-layers-filter = Schichten filtern
inspect-layers-input = Eingabe
inspect-layers-maps = Karten der Schicht
inspect-layers-map = Karte { $channel }
inspect-layers-click = Ein Klick erklärt
inspect-layers-channel = die Karte
inspect-layers-neuron = das Neuron
