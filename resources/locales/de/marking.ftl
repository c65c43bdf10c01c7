# Was Hand und Tastatur mit jedem Werkzeug können.

marking-hint-select = Klicken Sie auf eine Markierung, oder ziehen Sie um mehrere. Alt und Ziehen zeichnet einen Umriss um sie.
marking-hint-selected-one = Ziehen Sie sie, einen Griff oder eine Ecke. Ein weiterer Klick nimmt, was darunter liegt.
marking-hint-selected-many = Ziehen Sie alle zusammen. Umschalt und Klick fügt eine hinzu oder nimmt sie weg.
marking-hint-drag = Loslassen behält es, Esc nimmt es zurück.
marking-hint-around = Nach rechts nimmt, was ganz darin liegt, nach links alles, was berührt wird.
marking-hint-box = Ziehen Sie einen Kasten auf, oder klicken Sie zwei Ecken. Umschalt hält ihn quadratisch.
marking-hint-box-open = Klicken Sie die Ecke gegenüber. Esc nimmt den Kasten zurück.
marking-hint-rotated = Ziehen Sie eine Seite des Kastens. Umschalt hält Richtungen in Schritten von 45°.
marking-hint-rotated-side = Lassen Sie am Ende der Seite los.
marking-hint-rotated-depth = Klicken Sie, wo der Kasten gegenüber endet. Rücktaste nimmt die Seite zurück.
marking-hint-polygon = Klicken Sie Ecke um Ecke.
marking-hint-polygon-open = Die erste Ecke, ein Doppelklick oder die Eingabetaste schließt. Rücktaste nimmt eine Ecke zurück.
marking-hint-freehand = Umfahren Sie es, und lassen Sie los.
marking-hint-line = Klicken Sie der Linie entlang.
marking-hint-line-open = Ein Doppelklick oder die Eingabetaste beendet die Linie. Rücktaste nimmt einen Punkt zurück.
marking-hint-point = Klicken Sie die Stelle.
marking-hint-brush = Malen Sie. Alt nimmt weg.
marking-hint-wand = Klicken Sie ein Pixel davon. Alt nimmt weg.
marking-hint-cut = Eine Linie quer über das Gewählte ziehen oder ihre zwei Enden anklicken.

# Wie Labels und Dinge heißen, und was einem Werkzeug im Weg steht.

marking-thing = { $class } { $number }
marking-nothing-chosen = Nichts ist gewählt
marking-choose-to-cut = Zuerst die Labels wählen, die geschnitten werden sollen: mit dem Auswahlwerkzeug anklicken.
marking-choose-two = Zuerst mindestens zwei Labels wählen: Umschalt und Klick nimmt eines dazu.
marking-no-class = Was ist es?
marking-no-class-body = Zuerst rechts in der Liste der Klassen eine Klasse anlegen. Dann zeichnen.
marking-job-wand = Gleiche Pixel werden gesucht
marking-wand-failed = Der Zauberstab kann das Bild nicht lesen
marking-nothing-to-paste = Nichts wurde eingefügt
marking-nothing-to-paste-body = In der Zwischenablage sind keine Labels. Zuerst welche wählen und kopieren.
marking-paste-classes = Dieses Projekt hat keine Klasse dieses Namens: { $names }. Zuerst anlegen.
