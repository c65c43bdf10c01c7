# The window: panels, dialogs, settings.

sightglass-help = Help
sightglass-about = About Sightglass
sightglass-about-body = A workbench for vision models in real use: run exported ONNX models on real pictures, see why they decide as they do, and turn corrections into training data.
sightglass-licence = MIT or Apache-2.0, as you choose. Nothing leaves this machine.
sightglass-version = Version { $version }

sightglass-welcome = Open a picture to begin
sightglass-welcome-body = Drop pictures, folders, a project or a model here, or choose one of these.
sightglass-no-pictures = This project has no pictures yet
sightglass-no-pictures-body = Drop pictures or folders here, or choose them. The files stay where they are.
sightglass-opening = Opening …

sightglass-filmstrip = Filmstrip
sightglass-list = List
sightglass-filter = Filter pictures
sightglass-filter-hint = Filter by name or finding
sightglass-sort-by = Sort by
sightglass-ascending = Ascending; click for descending
sightglass-descending = Descending; click for ascending
sightglass-shown = { $shown } of { $all }
sightglass-nothing-matches = No picture matches the filter.
sightglass-column-added = Order of the project
sightglass-column-name = Name
sightglass-column-size = Size
sightglass-column-state = State
sightglass-column-label = Finding
sightglass-column-confidence = Confidence
sightglass-page-of-file = { $name }, page { $page }
sightglass-picture-missing = The file is not there any more. “Find moved pictures” looks for it by its content.

sightglass-ask-pictures = Open pictures
sightglass-ask-folder = Open a folder of pictures
sightglass-ask-project = Open a project
sightglass-ask-new-project = Make a project
sightglass-ask-model = Choose an ONNX model
sightglass-ask-export = Export the picture
sightglass-ask-moved = Where to look for moved pictures
sightglass-pictures = Pictures
sightglass-new-project-name = pictures.sight
sightglass-path = Path
sightglass-path-hint = /path/to/file
sightglass-folder-hint = /path/to/folder
sightglass-file-hint = /path/to/file
sightglass-project-hint = /path/to/NAME.sight
sightglass-export-hint = /path/to/NAME.png
sightglass-type-path = Type or paste the path:
sightglass-continue = Continue
sightglass-cancel = Cancel

sightglass-palette-pack = Pack: { $name }
sightglass-palette-project = Project: { $name }

sightglass-settings = Settings
sightglass-shortcuts = Keyboard shortcuts
sightglass-notifications = Messages
sightglass-jobs = Background work
sightglass-doctor = What works on this machine
sightglass-examining = Looking at this machine …
sightglass-examine-again = Look again
sightglass-copy = Copy

sightglass-job-add = Adding pictures
sightglass-job-close = Closing the project
sightglass-job-dialog = Waiting for a file to be chosen
sightglass-job-export = Exporting { $name }
sightglass-job-find-moved = Looking for moved pictures
sightglass-job-list = Listing the pictures
sightglass-job-remove = Taking a picture out
sightglass-job-open = Opening { $name }
sightglass-job-open-pictures = Opening pictures
sightglass-job-scan = Reading the pictures
sightglass-job-panicked = “{ $name }” was ended by a fault of the program
sightglass-job-panicked-body = Everything else goes on, and nothing that was stored is lost. The details help to mend the fault.

sightglass-open-failed = This could not be opened
sightglass-read-only = This project is open for reading only
sightglass-scan-failed = The pictures could not be read to the end
sightglass-write-failed = The project could not be written
sightglass-skipped = { $count ->
    [one] 1 file was left out
   *[other] { $count } files were left out
}
sightglass-skipped-body = The details give the reason.
sightglass-file-not-taken = This case cannot use that file
sightglass-exported = The picture was exported
sightglass-export-failed = The picture was not exported
sightglass-export-taken = A file of this name is there already. Choose another name.
sightglass-removed = “{ $name }” is out of the project
sightglass-removed-body = The file stays where it is. Open it again to bring it back.
