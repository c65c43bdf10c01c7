# The scores case: printed music, read, corrected and written.

scores-name = Scores

scores-job-recall = What was seen on the pages
scores-job-read = Reading { $name }, page { $page }
scores-job-music = The music of the pages

scores-no-engine = No model can run: ONNX Runtime is missing.
scores-no-model = No model that reads music
scores-no-model-body = Choose a pack of the case “scores” whose model finds symbols.
scores-no-music = No music was read yet
scores-no-music-body = Read the pages first.

scores-read-piece = { $count ->
    [one] Read the page
   *[other] Read all { $count } pages
}
scores-reading-pages = { $done } of { $total } pages
scores-stop-reading = Stop reading
scores-page-waiting = This page is being read …
scores-page-unread = This page was not read yet
scores-page-unread-body = The model finds the symbols, and the music is put together from them. Everything can be corrected afterwards.
scores-page-empty = There is no music on this page
scores-page-failed = This page could not be read

scores-problems = What does not add up
scores-no-problems = Everything adds up
scores-no-problems-body = Measures are full, and every sign has its place. Listening finds what counting does not.
scores-no-fixes = No single change would mend this.
scores-problem-measure = p. { $page }, m. { $measure }
scores-problem-page = p. { $page }

scores-voice-too-long = A voice is too long: { $end } for { $expected } quarters
scores-voice-too-short = Too little on the staff: { $end } of { $expected } quarters
scores-gap = Neither note nor rest from quarter { $from } to { $to }
scores-staves-disagree = One staff ends at quarter { $end }, another one at { $longest }
scores-begins-early = This begins { $by } quarters before what it follows has ended; a length nearby is wrong
scores-nothing-ends = Nothing ends where this begins; a length before it is wrong, or something is missing
scores-time-doubtful = From here on, { $measures } measures last { $lasting } quarters where the time signature says { $says }
scores-orphan-head = A note head has no stem, or stands on no staff
scores-orphan-rest = A rest stands on no staff
scores-orphan-stem = A stem has no note head
scores-orphan-flag = A flag hangs on no stem
scores-orphan-accidental = An accidental stands before no note and in no key signature
scores-orphan-dot = A dot stands behind no note or rest
scores-beam-one-stem = A beam hangs on one stem only
scores-tie-other-pitch = A tie goes to a note of another pitch: it may be a slur, or an accidental is wrong
scores-tie-no-end = A tie begins here and ends at no note
scores-tie-no-start = A tie ends here and begins at no note
scores-lower-above = The lower staff sounds { $count } half tones above the upper one: a clef may be wrong
scores-key-places = Accidentals stand like a key signature, but not on its places
scores-keys-differ = The staves show different key signatures: { $other } here, { $taken } taken
scores-times-differ = The staves show different time signatures: { $other } here, { $taken } taken
scores-clef-defaulted = The staff shows no clef, and { $clef } is taken
scores-key-defaulted = The system shows no key signature, the one before it { $before }
scores-time-inferred = No time signature is shown; most measures last { $measure } quarters
scores-time-defaulted = No time signature is shown; { $measure } quarters are taken for a measure
scores-low-score = Not sure: { $name } ({ $score })
scores-accidental-repeated = An accidental says what one before it in the measure has said already

scores-fix-keep = It is right: { $name }
scores-fix-remove = Remove: { $name }
scores-fix-become = Change: { $name } → { $other }
scores-fix-add = Add: { $name }
scores-fix-length = Make it { $length } long
scores-fix-tuplet = Play { $notes } notes in the time of { $normal }
scores-fix-tie = Tie it to the next note
scores-fix-no-tie = Tie it to no other note
scores-fix-say = Say how it is meant

scores-breve = breve
scores-whole = whole
scores-half = half
scores-quarter = quarter

scores-symbol = Symbol
scores-nothing-chosen = Click a symbol on the page, or step with Tab.
scores-several-chosen = { $count } symbols are chosen.
scores-symbol-is = Is a
scores-symbol-said-by = Said by
scores-symbol-by-person = a person
scores-symbol-certainty = Certainty
scores-symbol-pitch = Pitch
scores-symbol-length = Length
scores-symbol-measure = Measure
scores-why-choose = Choose a symbol on the page to see what the model found it by.
scores-why-there = Something is here
scores-why-there-tip = Which ink made the network see the middle of a symbol here.
scores-why-class-tip = Which ink speaks for it being this: { $name }.
scores-why-window = What the network saw around the symbol
scores-why-energy = Energy at the middle: { $energy }
scores-why-energy-tip = How sure the network is that the middle of a symbol lies here. The page shows it everywhere with the key R.
scores-take-reading = Make it: { $name }

scores-why-clef-read = The pitch is read from { $clef } in this measure.
scores-why-clef-carried = The pitch is read from { $clef }, which holds on from measure { $measure }.
scores-why-clef-defaulted = The pitch is read from { $clef }, which is only taken for granted.
scores-why-own = The accidental stands before it.
scores-why-earlier = An accidental earlier in the measure alters it.
scores-why-tie = It is altered as the note that it is tied to.
scores-why-key = The key signature alters it.
scores-why-head = The form of the head says the length.
scores-why-beams = { $count ->
    [one] One beam says the length.
   *[other] { $count } beams say the length.
}
scores-why-flags = The flags say the length.
scores-why-rest = The form of the rest says the length.
scores-why-measure-rest = It is a rest for the whole measure.
scores-why-said = Somebody said the length.
scores-why-tuplet = It stands in a tuplet.

scores-clef-g = a treble clef
scores-clef-f = a bass clef
scores-clef-c = a C clef
scores-clef-percussion = a percussion clef
scores-no-key = no key signature
scores-sharps = { $count ->
    [one] one sharp
   *[other] { $count } sharps
}
scores-flats = { $count ->
    [one] one flat
   *[other] { $count } flats
}

scores-choose-symbol = Insert or change
scores-search-symbol = Search a symbol
scores-search-nothing = No symbol is called “{ $text }”.
scores-inserting = Click where a { $name } stands; Escape ends
scores-hint-tip = What you can do now

scores-out = Out
scores-export-music = Save the music
scores-written = { $count ->
    [0] { $path }
    [one] { $path } – 1 thing does not add up yet
   *[other] { $path } – { $count } things do not add up yet
}
scores-export-corrections = Export what was corrected …
scores-corrections-written = { $count ->
    [one] 1 page to learn from: { $path }
   *[other] { $count } pages to learn from: { $path }
}
scores-confirmed-with-problems = { $count ->
    [one] 1 thing on this page does not add up yet
   *[other] { $count } things on this page do not add up yet
}
scores-confirmed-with-problems-body = The page counts as right all the same, and is exported as such. Undo takes it back.
scores-nothing-confirmed = No page was said to be right
scores-nothing-confirmed-body = Only pages on which everything is right can be learnt from. Say so of a page with “The page is right”.

scores-display = Display
scores-opacity = Symbols
scores-colouring = What colours say
scores-colour-class = By class
scores-colour-voice = By voice
scores-colour-certainty = By certainty
scores-colour-problem = By problems

scores-measure-count = { $count ->
    [one] 1 measure
   *[other] { $count } measures
}
scores-measure-count-tip = Measures of the piece that were read so far

scores-listen = Listen
scores-stop = Stop
scores-tempo = Quarters a minute
scores-no-sound = The music cannot be heard
scores-instrument-font = Played by the SoundFont { $name }
scores-instrument-built-in = Played by the built-in strings; with a SoundFont installed, by a piano
scores-job-sound = Sound
scores-job-energy = Energy of the symbols

# What a class of the model is called; one that nobody knows by its name in SMuFL.
scores-class = { $class ->
    [noteheadBlack] black notehead
    [noteheadHalf] half notehead
    [noteheadWhole] whole notehead
    [noteheadDoubleWhole] double whole notehead
    [noteheadBlackSmall] small black notehead
    [noteheadHalfSmall] small half notehead
    [restDoubleWhole] double whole rest
    [restWhole] whole rest
    [restHalf] half rest
    [restQuarter] quarter rest
    [rest8th] eighth rest
    [rest16th] 16th rest
    [rest32nd] 32nd rest
    [rest64th] 64th rest
    [flag8thUp] eighth flag, stem up
    [flag8thDown] eighth flag, stem down
    [flag16thUp] 16th flag, stem up
    [flag16thDown] 16th flag, stem down
    [flag32ndUp] 32nd flag, stem up
    [flag32ndDown] 32nd flag, stem down
    [flag64thUp] 64th flag, stem up
    [flag64thDown] 64th flag, stem down
    [accidentalFlat] flat
    [accidentalNatural] natural
    [accidentalSharp] sharp
    [accidentalDoubleSharp] double sharp
    [accidentalDoubleFlat] double flat
    [augmentationDot] augmentation dot
    [gClef] treble clef
    [gClef8vb] treble clef, octave lower
    [gClef8va] treble clef, octave higher
    [fClef] bass clef
    [cClef] C clef
    [unpitchedPercussionClef1] percussion clef
    [timeSig0] time signature 0
    [timeSig1] time signature 1
    [timeSig2] time signature 2
    [timeSig3] time signature 3
    [timeSig4] time signature 4
    [timeSig5] time signature 5
    [timeSig6] time signature 6
    [timeSig7] time signature 7
    [timeSig8] time signature 8
    [timeSig9] time signature 9
    [timeSigCommon] common time
    [timeSigCutCommon] cut time
    [tuplet0] tuplet 0
    [tuplet1] tuplet 1
    [tuplet2] tuplet 2
    [tuplet3] tuplet 3
    [tuplet4] tuplet 4
    [tuplet5] tuplet 5
    [tuplet6] tuplet 6
    [tuplet7] tuplet 7
    [tuplet8] tuplet 8
    [tuplet9] tuplet 9
    [fingering0] fingering 0
    [fingering1] fingering 1
    [fingering2] fingering 2
    [fingering3] fingering 3
    [fingering4] fingering 4
    [fingering5] fingering 5
    [repeatDot] repeat dot
    [articAccent] accent
    [articStaccato] staccato dot
    [articTenuto] tenuto
    [articStaccatissimo] staccatissimo
    [articMarcato] marcato
    [fermataAbove] fermata above
    [fermataBelow] fermata below
    [breathMarkComma] breath mark
    [caesura] caesura
    [ornamentTrill] trill
    [ornamentTurn] turn
    [ornamentTurnInverted] inverted turn
    [ornamentShortTrill] short trill
    [ornamentMordent] mordent
    [dynamicPiano] dynamic p
    [dynamicMezzo] dynamic m
    [dynamicForte] dynamic f
    [dynamicRinforzando] dynamic r
    [dynamicSforzando] dynamic s
    [dynamicZ] dynamic z
    [segno] segno
    [coda] coda
    [keyboardPedalPed] pedal down
    [keyboardPedalUp] pedal up
    [ottava] octave sign 8
    [ottavaAlta] octave higher (8va)
    [ottavaBassa] octave lower (8vb)
    [quindicesima] two octaves (15)
    [tremolo1] tremolo, 1 stroke
    [tremolo2] tremolo, 2 strokes
    [tremolo3] tremolo, 3 strokes
    [tremolo4] tremolo, 4 strokes
    [arpeggiato] arpeggio
    [text] text
    [other] other print
    [barlineSingle] bar line
    [barlineDouble] double bar line
    [barlineFinal] final bar line
    [noBarline] no bar line
    [staff5Lines] staff
    [noStaff] no staff
    [brace] staves that sound together
    [systemDivider] staves that do not sound together
    [setAside] no problem
   *[other-class] { $words }
}
