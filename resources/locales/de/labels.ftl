# Die Markierungen eines Projekts: was mit ihnen geschieht, und was dem im Weg steht.

labels-job-load = Die Markierungen werden gelesen
labels-job-fetch = Eine frühere Änderung wird gelesen
labels-loading = Die Markierungen werden noch gelesen
labels-loading-body = Warten Sie, bis sie da sind, und tun Sie es dann noch einmal.
labels-unread = Die Markierungen lassen sich nicht lesen
labels-failed = Das wurde nicht getan
labels-read-only = Das Projekt lässt sich nicht ändern
labels-read-only-body = Es ist nur zum Lesen offen, denn { $reason }.
labels-not-written = Was Sie getan haben, ist noch nicht auf der Platte
labels-not-written-body = { $reason } Alles seither ist im Speicher und wartet. Schaffen Sie Platz oder das Recht zu schreiben, und wählen Sie dann „Noch einmal schreiben“. Schließen Sie das Programm nicht vorher.
labels-write-again = Noch einmal schreiben
labels-unwritten = { $count ->
    [one] Eine Änderung ist noch nicht auf der Platte
   *[other] { $count } Änderungen sind noch nicht auf der Platte
}
labels-unwritten-close = Was Sie zuletzt getan haben, ist nicht auf der Platte. Schaffen Sie Platz und schreiben Sie es noch einmal, oder schließen Sie das Fenster noch einmal, um es zu verlieren.
labels-homeless = Was Sie getan haben, ist noch in keinem Projekt
labels-homeless-close = Ein neues Projekt (Strg+N) bewahrt es. Schließen Sie das Fenster noch einmal, um es zu verlieren.
labels-flaws = { $count ->
    [one] Etwas an den Markierungen passt nicht zusammen
   *[other] { $count } Dinge an den Markierungen passen nicht zusammen
}
labels-flaws-body = Die Markierungen werden gezeigt, wie sie sind. Die Einzelheiten nennen, was nicht passt.

labels-refused = Das geht nicht
labels-refused-gone = Es ist nicht mehr da.
labels-refused-locked = Die Markierung ist gesperrt. Entsperren Sie sie zuerst.
labels-refused-no-name = Ein Name fehlt.
labels-refused-name-taken = Den Namen „{ $name }“ gibt es schon. Wählen Sie einen anderen.
labels-refused-key-taken = Die Taste { $key } gehört einer anderen Klasse. Wählen Sie eine andere.
labels-refused-parent-circle = Eine Klasse kann keine Art ihrer selbst sein.
labels-refused-class-in-use = { $count ->
    [one] Eine Markierung oder Spur ist von dieser Klasse. Sagen Sie, was aus ihr wird.
   *[other] { $count } Markierungen und Spuren sind von dieser Klasse. Sagen Sie, was aus ihnen wird.
}
labels-refused-picture-taken = Das Bild ist schon in einer anderen Serie. Nehmen Sie es dort zuerst heraus.
labels-refused-not-complete = { $count ->
    [one] Eine Stelle ist noch offen. Klären Sie sie zuerst.
   *[other] { $count } Stellen sind noch offen. Klären Sie sie zuerst.
}
labels-refused-track-taken = Die Spur hat auf diesem Bild schon eine Markierung.
labels-refused-outside-series = Das Bild gehört nicht zur Serie der Spur.
labels-refused-other-layer = Sie liegen auf verschiedenen Ebenen.
labels-refused-has-labels = Auf dem Bild sind Markierungen. Löschen Sie sie zuerst, oder behalten Sie sie.
labels-refused-shared-layer = Die Ebene, auf der alle arbeiten, bleibt.
