### Texts of the workbench: commands, shortcuts, notifications, jobs, settings, help.

## Menus

category-file = File
category-edit = Edit
category-view = View
category-picture = Picture
category-label = Label
category-music = Music
category-model = Model
category-help = Help
no-recent-projects = No project was opened yet.

## Commands: "command-ID" is the label, "command-ID-tip" says what it does.

command-open-pictures = Open pictures …
command-open-pictures-tip = Choose picture files and add them to the list.
command-open-folder = Open folder …
command-open-folder-tip = Add every picture in a folder, and in the folders inside it.
command-new-project = New project …
command-new-project-tip = Make a project folder that keeps pictures and results together.
command-open-project = Open project …
command-open-project-tip = Choose a project folder and open it.
command-open-recent = Open recent
command-open-recent-tip = Choose among the projects opened lately.
command-open-sample = Open the sample project
command-open-sample-tip = Open pictures that come with the program, with something to try in every case.
command-close-project = Close project
command-close-project-tip = Close the project. Everything in it is saved already.
command-remove-picture = Remove from project
command-remove-picture-tip = Take the chosen pictures out of the project. The files themselves stay.
command-find-moved-pictures = Find moved pictures …
command-find-moved-pictures-tip = Look in a folder for the project’s missing pictures; they are recognised by their content.
command-export-picture = Export picture …
command-export-picture-tip = Write the picture as it is shown to a PNG file.
command-settings = Settings …
command-settings-tip = Choose theme, language, size and what models run on.
command-edit-shortcuts = Keyboard shortcuts …
command-edit-shortcuts-tip = See all shortcuts and change them.
command-quit = Quit
command-quit-tip = End the program. Everything is saved already.
command-undo = Undo
command-undo-tip = Take back what was done last to the labels, without limit.
command-redo = Redo
command-redo-tip = Do again what was taken back last.
command-fit = Fit to window
command-fit-tip = Show the whole picture.
command-one-to-one = Actual size
command-one-to-one-tip = Show one pixel of the picture on one pixel of the screen.
command-zoom-in = Zoom in
command-zoom-in-tip = Show the picture larger.
command-zoom-out = Zoom out
command-zoom-out-tip = Show the picture smaller.
command-toggle-split = Compare side by side
command-toggle-split-tip = Show two pictures that move and zoom together.
command-toggle-pixel-grid = Pixel grid
command-toggle-pixel-grid-tip = Show lines and values of pixels at high zoom.
command-next-cover = Next map over the picture
command-next-cover-tip = Lay the response, its entropy or nothing over the picture.
command-compare-methods = Compare methods
command-compare-methods-tip = Show what every method of explaining finds, side by side.
command-export-figure = Export figure …
command-export-figure-tip = Write picture, response, entropy, prediction and verdict as a figure, as SVG or PNG.
command-reset-look = Reset brightness and contrast
command-reset-look-tip = Take back window, gamma and channel.
command-toggle-cases = Case list
command-toggle-cases-tip = Show or hide the list of cases.
command-toggle-filmstrip = Filmstrip
command-toggle-filmstrip-tip = Show or hide the strip of pictures.
command-toggle-inspector = Inspector
command-toggle-inspector-tip = Show or hide results and details.
command-toggle-full-screen = Full screen
command-toggle-full-screen-tip = Fill the whole screen, or go back to a window.
command-toggle-theme = Light or dark
command-toggle-theme-tip = Switch between the light and the dark theme.
command-switch-language = Auf Deutsch umschalten
command-switch-language-tip = Switch the interface to German.
command-interface-zoom-in = Larger interface
command-interface-zoom-in-tip = Make text and buttons larger.
command-interface-zoom-out = Smaller interface
command-interface-zoom-out-tip = Make text and buttons smaller.
command-interface-zoom-reset = Usual interface size
command-interface-zoom-reset-tip = Give text and buttons their usual size.
command-previous-picture = Previous picture
command-previous-picture-tip = Show the picture before this one.
command-next-picture = Next picture
command-next-picture-tip = Show the picture after this one.
command-previous-page = Previous page
command-previous-page-tip = Show the page before this one in the same file.
command-next-page = Next page
command-next-page-tip = Show the page after this one in the same file.
command-filter-pictures = Filter pictures
command-filter-pictures-tip = Put the cursor into the filter of the picture list.
command-select-tool = Select
command-select-tool-tip = Choose labels, move and reshape them.
command-box-tool = Box
command-box-tool-tip = Draw an upright box around it.
command-rotated-box-tool = Rotated box
command-rotated-box-tool-tip = Draw a box at any angle: along one side, then across.
command-polygon-tool = Polygon
command-polygon-tool-tip = Set corner after corner around it.
command-freehand-tool = Freehand
command-freehand-tool-tip = Draw around it with the free hand.
command-line-tool = Line
command-line-tool-tip = Draw along it: a line with a width.
command-point-tool = Point
command-point-tool-tip = Mark a place.
command-brush-tool = Brush
command-brush-tool-tip = Paint its pixels; with Alt, take them away.
command-wand-tool = Magic wand
command-wand-tool-tip = Paint the pixels that are like the one you click.
command-cut-tool = Cut
command-cut-tool-tip = Cut the chosen labels along a line.
command-smaller-brush = Smaller brush
command-smaller-brush-tip = Make the brush smaller.
command-larger-brush = Larger brush
command-larger-brush-tip = Make the brush larger.
command-toggle-snapping = Snap to corners and edges
command-toggle-snapping-tip = Let what is drawn cling to corners and edges of labels and of the picture, or no more.
command-next-label = Next label
command-next-label-tip = Choose the next label of the picture.
command-previous-label = Previous label
command-previous-label-tip = Choose the label before.
command-select-all-labels = Choose all
command-select-all-labels-tip = Choose every label of the picture.
command-duplicate-labels = Duplicate
command-duplicate-labels-tip = Draw the chosen labels once more, a little aside.
command-delete-labels = Delete or reject
command-delete-labels-tip = Delete the chosen labels; a proposal is rejected.
command-merge-labels = Merge
command-merge-labels-tip = Make one label of those chosen.
command-subtract-labels = Subtract
command-subtract-labels-tip = Take the smaller of two chosen labels out of the larger one.
command-lock-labels = Lock
command-lock-labels-tip = Keep the chosen labels from being changed by accident, or let them be.
command-hide-labels = Hide labels
command-hide-labels-tip = Hide the labels to see what is below, or show them.
command-accept-labels = Accept
command-accept-labels-tip = Stand behind the chosen proposals, and go on to the next one.
command-accept-track = Accept on all shots
command-accept-track-tip = Stand behind all that is proposed of the chosen thing, on every shot, also that it cannot be seen where that is expected. Look through the shots first.
command-reject-track = Reject on all shots
command-reject-track-tip = Reject all that is proposed of this thing on all shots.
command-nothing-to-label = Nothing to label
command-nothing-to-label-tip = Say that you looked and there is nothing to label on this picture, or take it back.
command-not-visible-here = Not visible here
command-not-visible-here-tip = Say that you looked for the chosen thing and do not see it on this shot, or take it back.
command-propagate = Propose on other shots
command-propagate-tip = Work out where the chosen thing is on the other shots of its series, and propose it there.
command-next-open-shot = Next open shot
command-next-open-shot-tip = Go to the next picture where something is still to be said.
command-previous-open-shot = Previous open shot
command-previous-open-shot-tip = Go to the picture before where something is still to be said.
command-close-series = Close series
command-close-series-tip = Say that the labels of the series are complete, or open it again.
command-decide = Decide
command-decide-tip = Show thresholds and verdicts in place of the picture, or the picture again.
command-next-symbol = Next symbol
command-next-symbol-tip = Choose the symbol that is read next.
command-previous-symbol = Previous symbol
command-previous-symbol-tip = Choose the symbol that is read before.
command-next-problem = Next problem
command-next-problem-tip = Go to the next thing in the music that does not add up.
command-previous-problem = Previous problem
command-previous-problem-tip = Go to the thing before that does not add up.
command-apply-fix = Apply the first proposal
command-apply-fix-tip = Make the change that is proposed first for the chosen problem.
command-set-problem-aside = This is no problem
command-set-problem-aside-tip = Take the chosen problem off the list: it was looked at, and all is as printed.
command-reading-1 = First other reading
command-reading-1-tip = Take the chosen symbol for what the model holds for first likeliest besides.
command-reading-2 = Second other reading
command-reading-2-tip = Take the chosen symbol for what the model holds for second likeliest besides.
command-reading-3 = Third other reading
command-reading-3-tip = Take the chosen symbol for what the model holds for third likeliest besides.
command-reading-4 = Fourth other reading
command-reading-4-tip = Take the chosen symbol for what the model holds for fourth likeliest besides.
command-reading-5 = Fifth other reading
command-reading-5-tip = Take the chosen symbol for what the model holds for fifth likeliest besides.
command-step-up = Step up
command-step-up-tip = Move the chosen note heads up by a step of the staff.
command-step-down = Step down
command-step-down-tip = Move the chosen note heads down by a step of the staff.
command-octave-up = Octave up
command-octave-up-tip = Move the chosen note heads up by an octave.
command-octave-down = Octave down
command-octave-down-tip = Move the chosen note heads down by an octave.
command-sharpen = Sharper
command-sharpen-tip = Give the chosen notes the next sharper accidental.
command-flatten = Flatter
command-flatten-tip = Give the chosen notes the next flatter accidental.
command-remove-accidental = No accidental
command-remove-accidental-tip = Take away the accidental before the chosen notes.
command-halve-length = Half as long
command-halve-length-tip = Make the chosen notes and rests half as long.
command-double-length = Twice as long
command-double-length-tip = Make the chosen notes and rests twice as long.
command-toggle-dot = Dot
command-toggle-dot-tip = Give the chosen notes and rests a dot, or take it away.
command-toggle-tie = Tie
command-toggle-tie-tip = Tie the chosen notes to the next ones of their pitch, or no more.
command-voice-1 = Voice 1
command-voice-1-tip = Put the chosen notes and rests into voice 1 of their staff.
command-voice-2 = Voice 2
command-voice-2-tip = Put the chosen notes and rests into voice 2 of their staff.
command-voice-3 = Voice 3
command-voice-3-tip = Put the chosen notes and rests into voice 3 of their staff.
command-voice-4 = Voice 4
command-voice-4-tip = Put the chosen notes and rests into voice 4 of their staff.
command-insert-symbol = Insert symbols
command-insert-symbol-tip = Put a symbol of the chosen kind wherever the page is clicked, until Escape.
command-choose-symbol = Choose a symbol …
command-choose-symbol-tip = Search the kind of symbol that is inserted, or that the chosen symbols become.
command-confirm-page = The page is right
command-confirm-page-tip = Say that everything on the page is as printed, so that it can be learnt from.
command-colour-symbols = Colour by the next property
command-colour-symbols-tip = Colour the symbols by class, voice, certainty or problems, one after the other.
command-show-rendered = Compare with clean print
command-show-rendered-tip = Show what was read as clean music beside the page, or the page alone.
command-play-music = Play
command-play-music-tip = Play the music from the chosen symbol on, or stop.
command-export-music = Save the music …
command-export-music-tip = Write the music as MusicXML or MIDI.
command-choose-pack = Choose model pack …
command-choose-pack-tip = Choose among the model packs that were found.
command-choose-model = Open model file …
command-choose-model-tip = Use a bare ONNX file; how to feed it is guessed and shown.
command-run-model = Run on this picture
command-run-model-tip = Run the model on the picture that is shown.
command-run-on-all = Run on all pictures
command-run-on-all-tip = Run the model on every picture of the project and keep the results.
command-cancel-jobs = Cancel all jobs
command-cancel-jobs-tip = Stop everything that is running or waiting.
command-palette = Find a command …
command-palette-tip = Find any command, pack or recent project by typing.
command-help = Help for this view
command-help-tip = Explain what is shown now.
command-show-notifications = Messages
command-show-notifications-tip = Show everything the program has reported.
command-show-jobs = Background work
command-show-jobs-tip = Show what is running, and how far it is.
command-doctor = Check this computer …
command-doctor-tip = Check libraries, graphics and folders, and say what to do about each problem.
command-copy-details = Copy details
command-copy-details-tip = Copy what is known about the picture and what the model says about it.
command-about = About Sightglass
command-about-tip = Version, licences, and what stands behind this program.

## Names of keys

key-ctrl = Ctrl
key-command = Cmd
key-alt = Alt
key-option = Option
key-shift = Shift
key-escape = Esc
key-tab = Tab
key-backspace = Backspace
key-enter = Enter
key-space = Space
key-insert = Insert
key-delete = Delete
key-home = Home
key-end = End
key-page-up = Page Up
key-page-down = Page Down

## Editor of shortcuts

shortcuts-search = Search commands and keys
shortcuts-preset = Set of keys
shortcuts-preset-sightglass = Sightglass’s keys
shortcuts-preset-cvat = CVAT’s keys
shortcuts-preset-own = Your own keys
shortcuts-reset-all = Reset all
shortcuts-press = Press keys …
shortcuts-add = Add a shortcut for “{ $command }”
shortcuts-change = Change { $keys } for “{ $command }”
shortcuts-remove = Remove { $keys } from “{ $command }”
shortcuts-reset = Reset the shortcuts of “{ $command }”
shortcuts-clash = { $keys } is also the shortcut of “{ $other }”.
shortcuts-clashes =
    { $count ->
        [one] One shortcut belongs to two commands.
       *[other] { $count } shortcuts belong to two commands each.
    }

## Palette

palette-search = Find a command, pack or project
palette-search-entries = Type to choose
palette-nothing = Nothing of that name was found.

## Notifications

severity-info = Note
severity-success = Done
severity-warning = Warning
severity-error = Error
notifications-none = No notifications
notifications-none-body = What the program reports while it runs is listed here.
notifications-clear = Clear list
notifications-times =
    { $count ->
        [one] once
       *[other] { $count } times
    }
notifications-dismiss = Dismiss “{ $title }”
notifications-copy = Copy “{ $title }”
notifications-unfold = Show details
notifications-fold = Hide details
notifications-unread =
    { $count ->
        [0] Notifications
        [one] One new notification
       *[other] { $count } new notifications
    }

## Jobs

jobs-running =
    { $count ->
        [one] { $count } job running
       *[other] { $count } jobs running
    }
jobs-none = Nothing is running
jobs-none-body = Work that takes a while is listed here, and can be cancelled.
jobs-and-more =
    { $count ->
        [one] { $title } and one more
       *[other] { $title } and { $count } more
    }
jobs-cancelling = Being cancelled …
jobs-waiting = Waiting
jobs-at-work = Running
jobs-count = { $done } of { $total } ({ $share })
cancel-named = Cancel “{ $name }”

## Settings

settings-theme = Theme
settings-theme-system = As the system
settings-theme-light = Light
settings-theme-dark = Dark
settings-language = Language
settings-language-system = As the system
settings-zoom = Interface size
settings-provider = Run models on
settings-provider-auto = Best that works
settings-labeller = Who labels
settings-library = ONNX Runtime library
settings-library-hint = Found automatically
settings-restart = Another ONNX Runtime library is used from the next start on.
settings-saving = Save settings
settings-defaults = The settings could not be read
settings-defaults-body = The defaults are used. The details say where the old file is.
settings-unsaved = The settings could not be saved
settings-unsaved-body = They hold until the program ends. The details say why.

## Help

help-back = Back
help-shortcuts = Keyboard shortcuts
help-shortcuts-body = All commands with the keys you have set. To change keys, choose File → Keyboard shortcuts.
help-command = Command
help-keys = Keys
help-purpose = What it does

## Files that a pane writes

export-job = Writing { $name }
export-done = Written
export-failed = Not written
export-taken = There is something of this name already. Choose another name.
export-cancelled = Cancelled
export-cancelled-body = What was written before stays.
export-partly = Written, but not all of it

## The choice of a model

model = Model
model-unusable = This model cannot be used here
model-unsuited = “{ $name }” does something else than what is needed here.
