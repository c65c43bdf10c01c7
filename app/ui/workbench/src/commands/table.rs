//! The table of commands, in the order in which menus and the palette show them.

use std::sync::LazyLock;

use super::Category::{self, Edit, File, Help, Label, Model, Music, Picture, View};
use crate::icons::{self, Icon};
use crate::shortcuts::Scope::{self, Canvas, List, Score, Window};
use crate::shortcuts::Shortcut;

/// One row of the table.
pub(super) struct Row {
    pub(super) command: UserCommand,
    pub(super) id: &'static str,
    pub(super) icon: Icon,
    pub(super) category: Category,
    pub(super) group: u8,
    pub(super) scope: Scope,
    pub(super) keys: &'static [&'static str],
    pub(super) toolbar: bool,
    pub(super) repeats: bool,
}

impl Row {
    const fn in_toolbar(mut self) -> Self {
        self.toolbar = true;
        self
    }

    const fn repeating(mut self) -> Self {
        self.repeats = true;
        self
    }

    const fn in_scope(mut self, scope: Scope) -> Self {
        self.scope = scope;
        self
    }
}

/// A row whose shortcuts work in the whole window.
const fn row(
    command: UserCommand,
    id: &'static str,
    icon: Icon,
    (category, group): (Category, u8),
    keys: &'static [&'static str],
) -> Row {
    Row {
        command,
        id,
        icon,
        category,
        group,
        scope: Window,
        keys,
        toolbar: false,
        repeats: false,
    }
}

/// Something that a user can tell the program to do without saying more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UserCommand {
    /// Choose picture files and show them.
    OpenPictures,
    /// Choose a folder and show its pictures.
    OpenFolder,
    /// Make a project folder.
    NewProject,
    /// Choose a project folder and open it.
    OpenProject,
    /// Choose among the projects opened lately.
    OpenRecent,
    /// Open the sample project that comes with the program.
    OpenSample,
    /// Close the project.
    CloseProject,
    /// Take the chosen pictures out of the project; the files stay.
    RemovePicture,
    /// Look for missing pictures by their content.
    FindMovedPictures,
    /// Write the picture as it is shown to a file.
    ExportPicture,
    /// Write a figure of why the model decided so to a file.
    ExportFigure,
    /// Open the settings.
    Settings,
    /// Open the editor of shortcuts.
    EditShortcuts,
    /// End the program.
    Quit,
    /// Take back what was done last.
    Undo,
    /// Do again what was taken back last.
    Redo,
    /// Show the whole picture.
    Fit,
    /// Show one pixel of the picture on one pixel of the screen.
    OneToOne,
    /// Show the picture larger.
    ZoomIn,
    /// Show the picture smaller.
    ZoomOut,
    /// Show two pictures side by side, or one.
    ToggleSplit,
    /// Show lines between pixels at high zoom.
    TogglePixelGrid,
    /// Take back window, level, gamma and channel.
    ResetLook,
    /// Lay the next map over the picture: the response, its entropy, none.
    NextCover,
    /// Show or hide the strip that compares methods.
    CompareMethods,
    /// Show or hide the list of cases.
    ToggleCases,
    /// Show or hide the filmstrip.
    ToggleFilmstrip,
    /// Show or hide the inspector.
    ToggleInspector,
    /// Fill the screen, or not.
    ToggleFullScreen,
    /// Light instead of dark, or the other way.
    ToggleTheme,
    /// German instead of English, or the other way.
    SwitchLanguage,
    /// Make the interface larger.
    InterfaceZoomIn,
    /// Make the interface smaller.
    InterfaceZoomOut,
    /// Give the interface its usual size.
    InterfaceZoomReset,
    /// Show the picture before.
    PreviousPicture,
    /// Show the picture after.
    NextPicture,
    /// Show the page before.
    PreviousPage,
    /// Show the page after.
    NextPage,
    /// Put the cursor into the filter of the pictures.
    FilterPictures,
    /// Select and change labels.
    SelectTool,
    /// Draw upright boxes.
    BoxTool,
    /// Draw boxes at an angle.
    RotatedBoxTool,
    /// Draw polygons corner by corner.
    PolygonTool,
    /// Draw outlines with the free hand.
    FreehandTool,
    /// Draw lines with a width.
    LineTool,
    /// Set points.
    PointTool,
    /// Paint pixels.
    BrushTool,
    /// Paint the pixels that are like the one clicked.
    WandTool,
    /// Cut the chosen label in two.
    CutTool,
    /// Make the brush smaller.
    SmallerBrush,
    /// Make the brush larger.
    LargerBrush,
    /// Let what is drawn cling to corners and edges, or no more.
    ToggleSnapping,
    /// Choose the next label of the picture.
    NextLabel,
    /// Choose the label before.
    PreviousLabel,
    /// Choose every label of the picture.
    SelectAllLabels,
    /// Draw the chosen labels once more.
    DuplicateLabels,
    /// Delete the chosen labels, or reject the chosen proposals.
    DeleteLabels,
    /// Make one label of those chosen.
    MergeLabels,
    /// Take the labels on top out of the one chosen first.
    SubtractLabels,
    /// Keep the chosen labels from being changed, or let them be.
    LockLabels,
    /// Hide the labels, or show them.
    HideLabels,
    /// Accept the chosen proposals, or finish what is drawn.
    AcceptLabels,
    /// Accept all that is proposed of the thing on all shots.
    AcceptTrack,
    /// Reject all that is proposed of the thing on all shots.
    RejectTrack,
    /// Say that there is nothing to label on the picture.
    NothingToLabel,
    /// Say that the thing cannot be seen on this shot.
    NotVisibleHere,
    /// Propose where the thing is on the other shots.
    Propagate,
    /// Go to the next shot that is not settled.
    NextOpenShot,
    /// Go to the shot before that is not settled.
    PreviousOpenShot,
    /// Say that the series is complete, or open it again.
    CloseSeries,
    /// Show thresholds and verdicts in place of the picture, or the picture again.
    Decide,
    /// Choose the symbol that is read next.
    NextSymbol,
    /// Choose the symbol that is read before.
    PreviousSymbol,
    /// Go to the next thing that does not add up.
    NextProblem,
    /// Go to the thing before that does not add up.
    PreviousProblem,
    /// Make the change that is proposed first for the problem.
    ApplyFix,
    /// Says that the problem that is looked at is none.
    SetProblemAside,
    /// Take the first other reading of the chosen symbol.
    Reading1,
    /// Take the second other reading of the chosen symbol.
    Reading2,
    /// Take the third other reading of the chosen symbol.
    Reading3,
    /// Take the fourth other reading of the chosen symbol.
    Reading4,
    /// Take the fifth other reading of the chosen symbol.
    Reading5,
    /// Move the chosen heads up by a step.
    StepUp,
    /// Move the chosen heads down by a step.
    StepDown,
    /// Move the chosen heads up by an octave.
    OctaveUp,
    /// Move the chosen heads down by an octave.
    OctaveDown,
    /// Make the accidental of the chosen notes sharper.
    Sharpen,
    /// Make the accidental of the chosen notes flatter.
    Flatten,
    /// Take away the accidental of the chosen notes.
    RemoveAccidental,
    /// Make the chosen notes and rests half as long.
    HalveLength,
    /// Make the chosen notes and rests twice as long.
    DoubleLength,
    /// Give the chosen notes and rests a dot, or take it away.
    ToggleDot,
    /// Tie the chosen notes to the next ones, or not.
    ToggleTie,
    /// Put the chosen notes and rests into voice 1.
    Voice1,
    /// Put the chosen notes and rests into voice 2.
    Voice2,
    /// Put the chosen notes and rests into voice 3.
    Voice3,
    /// Put the chosen notes and rests into voice 4.
    Voice4,
    /// Put symbols of the chosen kind wherever the page is clicked.
    InsertSymbol,
    /// Choose the kind of symbol to insert, or that the chosen ones become.
    ChooseSymbol,
    /// Say that everything on the page is right.
    ConfirmPage,
    /// Colour symbols by the next of class, voice, certainty and problems.
    ColourSymbols,
    /// Show what was read as clean music beside the page, or not.
    ShowRendered,
    /// Play the music from what is chosen, or stop.
    PlayMusic,
    /// Write the music as MusicXML or MIDI.
    ExportMusic,
    /// Choose a model pack.
    ChoosePack,
    /// Choose a bare model file.
    ChooseModel,
    /// Run the model on the picture.
    RunModel,
    /// Run the model on every picture of the project.
    RunOnAll,
    /// Cancel every running job.
    CancelJobs,
    /// Search commands by name.
    Palette,
    /// Explain what is shown.
    Help,
    /// Show the notifications so far.
    ShowNotifications,
    /// Show the running jobs.
    ShowJobs,
    /// Check libraries, graphics and folders.
    Doctor,
    /// Copy what the picture and the model say.
    CopyDetails,
    /// Say what this program is.
    About,
}

use UserCommand as C;

/// How many commands there are.
const COUNT: usize = UserCommand::About as usize + 1;

/// All rows, in the order of the enum.
///
/// The keys follow the habits of labelling tools: A and D for the picture before and after, F to
/// fit. None uses Ctrl+Alt, which is `AltGr` on German keyboards, nor Shift with a digit, which is
/// another key on every layout.
#[rustfmt::skip]
static TABLE: [Row; COUNT] = [
    row(C::OpenPictures, "open-pictures", icons::ICON_ADD_PHOTO_ALTERNATE, (File, 0), &["Ctrl+O"]).in_toolbar(),
    row(C::OpenFolder, "open-folder", icons::ICON_FOLDER_OPEN, (File, 0), &["Ctrl+Shift+O"]).in_toolbar(),
    row(C::NewProject, "new-project", icons::ICON_CREATE_NEW_FOLDER, (File, 1), &["Ctrl+N"]),
    row(C::OpenProject, "open-project", icons::ICON_FOLDER_SPECIAL, (File, 1), &["Ctrl+Shift+P"]),
    row(C::OpenRecent, "open-recent", icons::ICON_HISTORY, (File, 1), &["Ctrl+R"]),
    row(C::OpenSample, "open-sample", icons::ICON_SCIENCE, (File, 1), &[]),
    row(C::CloseProject, "close-project", icons::ICON_CLOSE, (File, 1), &["Ctrl+W"]),
    row(C::RemovePicture, "remove-picture", icons::ICON_DELETE, (File, 2), &["Delete"]).in_scope(List),
    row(C::FindMovedPictures, "find-moved-pictures", icons::ICON_TRAVEL_EXPLORE, (File, 2), &[]),
    row(C::ExportPicture, "export-picture", icons::ICON_FILE_EXPORT, (File, 2), &["Ctrl+E"]),
    row(C::ExportFigure, "export-figure", icons::ICON_IMAGE, (File, 2), &["Ctrl+Shift+E"]),
    row(C::Settings, "settings", icons::ICON_SETTINGS, (File, 3), &["Ctrl+Comma"]),
    row(C::EditShortcuts, "edit-shortcuts", icons::ICON_KEYBOARD, (File, 3), &["Ctrl+F1", "Questionmark"]),
    row(C::Quit, "quit", icons::ICON_LOGOUT, (File, 4), &["Ctrl+Q"]),
    row(C::Undo, "undo", icons::ICON_UNDO, (Edit, 0), &["Ctrl+Z"]).in_toolbar().repeating(),
    row(C::Redo, "redo", icons::ICON_REDO, (Edit, 0), &["Ctrl+Shift+Z", "Ctrl+Y"]).in_toolbar().repeating(),
    row(C::Fit, "fit", icons::ICON_FIT_SCREEN, (View, 0), &["F"]).in_toolbar(),
    row(C::OneToOne, "one-to-one", icons::ICON_CROP_FREE, (View, 0), &["Ctrl+0"]).in_toolbar(),
    row(C::ZoomIn, "zoom-in", icons::ICON_ZOOM_IN, (View, 0), &["Plus", "Equals"]).in_toolbar().repeating(),
    row(C::ZoomOut, "zoom-out", icons::ICON_ZOOM_OUT, (View, 0), &["Minus"]).in_toolbar().repeating(),
    row(C::ToggleSplit, "toggle-split", icons::ICON_VIEW_COLUMN_2, (View, 1), &["Ctrl+2"]).in_toolbar(),
    row(C::TogglePixelGrid, "toggle-pixel-grid", icons::ICON_GRID_ON, (View, 1), &["G"]).in_toolbar(),
    row(C::ResetLook, "reset-look", icons::ICON_RESTART_ALT, (View, 1), &["Ctrl+Shift+L"]),
    row(C::NextCover, "next-cover", icons::ICON_BLUR_ON, (View, 1), &["R"]).in_toolbar(),
    row(C::CompareMethods, "compare-methods", icons::ICON_VIEW_CAROUSEL, (View, 1), &["M"]),
    row(C::ToggleCases, "toggle-cases", icons::ICON_DOCK_TO_RIGHT, (View, 2), &["F8"]),
    row(C::ToggleFilmstrip, "toggle-filmstrip", icons::ICON_DOCK_TO_BOTTOM, (View, 2), &["F9"]),
    row(C::ToggleInspector, "toggle-inspector", icons::ICON_DOCK_TO_LEFT, (View, 2), &["F10"]),
    row(C::ToggleFullScreen, "toggle-full-screen", icons::ICON_FULLSCREEN, (View, 2), &["F11"]),
    row(C::ToggleTheme, "toggle-theme", icons::ICON_CONTRAST, (View, 3), &["Ctrl+Shift+T"]),
    row(C::SwitchLanguage, "switch-language", icons::ICON_TRANSLATE, (View, 3), &[]),
    row(C::InterfaceZoomIn, "interface-zoom-in", icons::ICON_TEXT_INCREASE, (View, 3), &["Ctrl+Plus", "Ctrl+Equals"]).repeating(),
    row(C::InterfaceZoomOut, "interface-zoom-out", icons::ICON_TEXT_DECREASE, (View, 3), &["Ctrl+Minus"]).repeating(),
    row(C::InterfaceZoomReset, "interface-zoom-reset", icons::ICON_FORMAT_SIZE, (View, 3), &["Ctrl+Home"]),
    row(C::PreviousPicture, "previous-picture", icons::ICON_CHEVRON_LEFT, (Picture, 0), &["A", "Left"]).in_toolbar().repeating(),
    row(C::NextPicture, "next-picture", icons::ICON_CHEVRON_RIGHT, (Picture, 0), &["D", "Right"]).in_toolbar().repeating(),
    row(C::PreviousPage, "previous-page", icons::ICON_KEYBOARD_ARROW_UP, (Picture, 1), &["PageUp"]).repeating(),
    row(C::NextPage, "next-page", icons::ICON_KEYBOARD_ARROW_DOWN, (Picture, 1), &["PageDown"]).repeating(),
    row(C::FilterPictures, "filter-pictures", icons::ICON_FILTER_LIST, (Picture, 2), &["Ctrl+F"]),
    row(C::SelectTool, "select-tool", icons::ICON_ARROW_SELECTOR_TOOL, (Label, 0), &["S", "Ctrl+J"]).in_scope(Canvas),
    row(C::BoxTool, "box-tool", icons::ICON_CROP_SQUARE, (Label, 0), &["W"]).in_scope(Canvas),
    row(C::RotatedBoxTool, "rotated-box-tool", icons::ICON_CROP_ROTATE, (Label, 0), &["O"]).in_scope(Canvas),
    row(C::PolygonTool, "polygon-tool", icons::ICON_PENTAGON, (Label, 0), &["P"]).in_scope(Canvas),
    row(C::FreehandTool, "freehand-tool", icons::ICON_GESTURE, (Label, 0), &["Shift+P"]).in_scope(Canvas),
    row(C::LineTool, "line-tool", icons::ICON_TIMELINE, (Label, 0), &["V"]).in_scope(Canvas),
    row(C::PointTool, "point-tool", icons::ICON_MY_LOCATION, (Label, 0), &["Period"]).in_scope(Canvas),
    row(C::BrushTool, "brush-tool", icons::ICON_BRUSH, (Label, 0), &["B"]).in_scope(Canvas),
    row(C::WandTool, "wand-tool", icons::ICON_AUTO_FIX_HIGH, (Label, 0), &["Shift+W"]).in_scope(Canvas),
    row(C::CutTool, "cut-tool", icons::ICON_CONTENT_CUT, (Label, 0), &["C"]).in_scope(Canvas),
    row(C::SmallerBrush, "smaller-brush", icons::ICON_REMOVE, (Label, 1), &["OpenBracket", "Alt+Minus"]).in_scope(Canvas).repeating(),
    row(C::LargerBrush, "larger-brush", icons::ICON_ADD, (Label, 1), &["CloseBracket", "Alt+Plus"]).in_scope(Canvas).repeating(),
    row(C::ToggleSnapping, "toggle-snapping", icons::ICON_CENTER_FOCUS_STRONG, (Label, 1), &["Shift+S"]).in_scope(Canvas),
    row(C::NextLabel, "next-label", icons::ICON_KEYBOARD_TAB, (Label, 2), &["Tab"]).in_scope(Canvas).repeating(),
    row(C::PreviousLabel, "previous-label", icons::ICON_KEYBOARD_BACKSPACE, (Label, 2), &["Shift+Tab"]).in_scope(Canvas).repeating(),
    row(C::SelectAllLabels, "select-all-labels", icons::ICON_SELECT_ALL, (Label, 2), &["Ctrl+A"]).in_scope(Canvas),
    row(C::DuplicateLabels, "duplicate-labels", icons::ICON_CONTENT_COPY, (Label, 3), &["Ctrl+D"]).in_scope(Canvas),
    row(C::DeleteLabels, "delete-labels", icons::ICON_DELETE, (Label, 3), &["Delete"]).in_scope(Canvas),
    row(C::MergeLabels, "merge-labels", icons::ICON_MERGE, (Label, 3), &["J"]).in_scope(Canvas),
    row(C::SubtractLabels, "subtract-labels", icons::ICON_EXPOSURE_NEG_1, (Label, 3), &["Shift+J"]).in_scope(Canvas),
    row(C::LockLabels, "lock-labels", icons::ICON_LOCK, (Label, 3), &["L"]).in_scope(Canvas),
    row(C::HideLabels, "hide-labels", icons::ICON_VISIBILITY_OFF, (Label, 3), &["H"]).in_scope(Canvas),
    row(C::AcceptLabels, "accept-labels", icons::ICON_CHECK, (Label, 4), &["Enter"]).in_scope(Canvas),
    row(C::AcceptTrack, "accept-track", icons::ICON_DONE_ALL, (Label, 4), &["Shift+Enter"]).in_scope(Canvas),
    row(C::RejectTrack, "reject-track", icons::ICON_REMOVE_DONE, (Label, 4), &["Shift+Delete"]).in_scope(Canvas),
    row(C::NothingToLabel, "nothing-to-label", icons::ICON_DO_NOT_DISTURB_ON, (Label, 4), &["N"]).in_scope(Canvas),
    row(C::NotVisibleHere, "not-visible-here", icons::ICON_VISIBILITY_LOCK, (Label, 4), &["X"]).in_scope(Canvas),
    row(C::Propagate, "propagate", icons::ICON_MOVE_DOWN, (Label, 5), &["Ctrl+B"]).in_scope(Canvas),
    row(C::NextOpenShot, "next-open-shot", icons::ICON_SKIP_NEXT, (Label, 5), &["Ctrl+Shift+D"]).in_scope(Canvas),
    row(C::PreviousOpenShot, "previous-open-shot", icons::ICON_SKIP_PREVIOUS, (Label, 5), &["Ctrl+Shift+A"]).in_scope(Canvas),
    row(C::CloseSeries, "close-series", icons::ICON_TASK_ALT, (Label, 5), &["Ctrl+Shift+Enter"]).in_scope(Canvas),
    row(C::Decide, "decide", icons::ICON_GAVEL, (Label, 6), &["F3"]),
    row(C::NextSymbol, "next-symbol", icons::ICON_KEYBOARD_TAB, (Music, 0), &["Tab"]).in_scope(Score).repeating(),
    row(C::PreviousSymbol, "previous-symbol", icons::ICON_KEYBOARD_BACKSPACE, (Music, 0), &["Shift+Tab"]).in_scope(Score).repeating(),
    row(C::NextProblem, "next-problem", icons::ICON_ARROW_CIRCLE_RIGHT, (Music, 0), &["N"]).in_scope(Score).repeating(),
    row(C::PreviousProblem, "previous-problem", icons::ICON_ARROW_CIRCLE_LEFT, (Music, 0), &["Shift+N"]).in_scope(Score).repeating(),
    row(C::ApplyFix, "apply-fix", icons::ICON_AUTO_FIX_HIGH, (Music, 0), &["X"]).in_scope(Score),
    row(C::SetProblemAside, "set-problem-aside", icons::ICON_CHECK, (Music, 0), &["Shift+X"]).in_scope(Score),
    row(C::Reading1, "reading-1", icons::ICON_LOOKS_ONE, (Music, 1), &["1"]).in_scope(Score),
    row(C::Reading2, "reading-2", icons::ICON_LOOKS_TWO, (Music, 1), &["2"]).in_scope(Score),
    row(C::Reading3, "reading-3", icons::ICON_LOOKS_3, (Music, 1), &["3"]).in_scope(Score),
    row(C::Reading4, "reading-4", icons::ICON_LOOKS_4, (Music, 1), &["4"]).in_scope(Score),
    row(C::Reading5, "reading-5", icons::ICON_LOOKS_5, (Music, 1), &["5"]).in_scope(Score),
    row(C::StepUp, "step-up", icons::ICON_ARROW_UPWARD, (Music, 2), &["Up"]).in_scope(Score).repeating(),
    row(C::StepDown, "step-down", icons::ICON_ARROW_DOWNWARD, (Music, 2), &["Down"]).in_scope(Score).repeating(),
    row(C::OctaveUp, "octave-up", icons::ICON_KEYBOARD_DOUBLE_ARROW_UP, (Music, 2), &["Ctrl+Up"]).in_scope(Score).repeating(),
    row(C::OctaveDown, "octave-down", icons::ICON_KEYBOARD_DOUBLE_ARROW_DOWN, (Music, 2), &["Ctrl+Down"]).in_scope(Score).repeating(),
    row(C::Sharpen, "sharpen", icons::ICON_NORTH_EAST, (Music, 2), &["Alt+Up"]).in_scope(Score).repeating(),
    row(C::Flatten, "flatten", icons::ICON_SOUTH_EAST, (Music, 2), &["Alt+Down"]).in_scope(Score).repeating(),
    row(C::RemoveAccidental, "remove-accidental", icons::ICON_BACKSPACE, (Music, 2), &["Alt+Delete"]).in_scope(Score),
    row(C::HalveLength, "halve-length", icons::ICON_REMOVE, (Music, 3), &["Q"]).in_scope(Score).repeating(),
    row(C::DoubleLength, "double-length", icons::ICON_ADD, (Music, 3), &["W"]).in_scope(Score).repeating(),
    row(C::ToggleDot, "toggle-dot", icons::ICON_FIBER_MANUAL_RECORD, (Music, 3), &["Period"]).in_scope(Score),
    row(C::ToggleTie, "toggle-tie", icons::ICON_LINK, (Music, 3), &["T"]).in_scope(Score),
    row(C::Voice1, "voice-1", icons::ICON_COUNTER_1, (Music, 4), &["Alt+1"]).in_scope(Score),
    row(C::Voice2, "voice-2", icons::ICON_COUNTER_2, (Music, 4), &["Alt+2"]).in_scope(Score),
    row(C::Voice3, "voice-3", icons::ICON_COUNTER_3, (Music, 4), &["Alt+3"]).in_scope(Score),
    row(C::Voice4, "voice-4", icons::ICON_COUNTER_4, (Music, 4), &["Alt+4"]).in_scope(Score),
    row(C::InsertSymbol, "insert-symbol", icons::ICON_ADD_CIRCLE, (Music, 5), &["I"]).in_scope(Score),
    row(C::ChooseSymbol, "choose-symbol", icons::ICON_MUSIC_NOTE, (Music, 5), &["Shift+I"]).in_scope(Score),
    row(C::ConfirmPage, "confirm-page", icons::ICON_DONE_ALL, (Music, 5), &["Shift+Enter"]).in_scope(Score),
    row(C::ColourSymbols, "colour-symbols", icons::ICON_PALETTE, (Music, 6), &["K"]).in_scope(Score),
    row(C::ShowRendered, "show-rendered", icons::ICON_COMPARE, (Music, 6), &["B"]).in_scope(Score),
    row(C::PlayMusic, "play-music", icons::ICON_PLAY_CIRCLE, (Music, 7), &["P"]).in_scope(Score),
    row(C::ExportMusic, "export-music", icons::ICON_FILE_EXPORT, (Music, 8), &["Ctrl+S"]).in_scope(Score),
    row(C::ChoosePack, "choose-pack", icons::ICON_DEPLOYED_CODE, (Model, 0), &["Ctrl+M"]),
    row(C::ChooseModel, "choose-model", icons::ICON_DRAFT, (Model, 0), &["Ctrl+Shift+M"]),
    row(C::RunModel, "run-model", icons::ICON_PLAY_ARROW, (Model, 1), &["F5", "Ctrl+Enter"]).in_toolbar(),
    row(C::RunOnAll, "run-on-all", icons::ICON_PLAYLIST_PLAY, (Model, 1), &["Shift+F5"]),
    row(C::CancelJobs, "cancel-jobs", icons::ICON_STOP_CIRCLE, (Model, 2), &["Ctrl+Period"]),
    row(C::Palette, "palette", icons::ICON_SEARCH, (Help, 0), &["Ctrl+K"]),
    row(C::Help, "help", icons::ICON_HELP, (Help, 0), &["F1"]),
    row(C::ShowNotifications, "show-notifications", icons::ICON_NOTIFICATIONS, (Help, 1), &["F7"]),
    row(C::ShowJobs, "show-jobs", icons::ICON_PENDING_ACTIONS, (Help, 1), &["F6"]),
    row(C::Doctor, "doctor", icons::ICON_STETHOSCOPE, (Help, 2), &[]),
    row(C::CopyDetails, "copy-details", icons::ICON_CONTENT_COPY, (Help, 2), &["Ctrl+Shift+C"]),
    row(C::About, "about", icons::ICON_INFO, (Help, 2), &[]),
];

impl UserCommand {
    /// All commands, in the order of menus and palette.
    pub const ALL: [Self; COUNT] = {
        let mut all = [Self::OpenPictures; COUNT];
        let mut place = 0;
        while place < COUNT {
            all[place] = TABLE[place].command;
            place += 1;
        }
        all
    };

    /// The command's row.
    pub(super) fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }
}

/// The table's shortcuts, read once.
static DEFAULT_SHORTCUTS: LazyLock<Vec<Vec<Shortcut>>> = LazyLock::new(|| {
    let read = |row: &Row| {
        row.keys
            .iter()
            .filter_map(|keys| keys.parse().ok())
            .collect()
    };
    TABLE.iter().map(read).collect()
});

/// A command's shortcuts as the table has them.
pub(super) fn default_shortcuts(command: UserCommand) -> &'static [Shortcut] {
    &DEFAULT_SHORTCUTS[command as usize]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn rows_follow_the_enum() {
        for (place, row) in TABLE.iter().enumerate() {
            assert_eq!(row.command as usize, place, "{}", row.id);
        }
    }

    #[test]
    fn every_key_of_the_table_can_be_read() {
        for row in &TABLE {
            for keys in row.keys {
                assert_eq!(keys.parse::<Shortcut>().unwrap().to_string(), *keys);
            }
        }
    }
}
