# The labels of a project: what is done to them, and what stands in its way.

labels-job-load = Reading the labels
labels-job-fetch = Reading an earlier edit
labels-loading = The labels are still being read
labels-loading-body = Wait until they are there, then do it once more.
labels-unread = The labels cannot be read
labels-failed = That was not done
labels-read-only = The project cannot be changed
labels-read-only-body = It is open read-only, because { $reason }.
labels-not-written = What you did is not on the disk yet
labels-not-written-body = { $reason } Everything since then is kept in memory and waits. Make room, or give the right to write, then choose “Write again”. Do not close the program before.
labels-write-again = Write again
labels-unwritten = { $count ->
    [one] One edit is not on the disk yet
   *[other] { $count } edits are not on the disk yet
}
labels-unwritten-close = What you did last is not on the disk. Make room and write it again, or close the window once more to lose it.
labels-homeless = What you did is in no project yet
labels-homeless-close = A new project (Ctrl+N) keeps it. Close the window once more to lose it.
labels-flaws = { $count ->
    [one] One thing about the labels does not fit together
   *[other] { $count } things about the labels do not fit together
}
labels-flaws-body = The labels are shown as they are. The details name what does not fit.

labels-refused = That is not possible
labels-refused-gone = It is not there any more.
labels-refused-locked = The label is locked. Unlock it first.
labels-refused-no-name = A name is needed.
labels-refused-name-taken = The name “{ $name }” is taken. Choose another one.
labels-refused-key-taken = The key { $key } belongs to another class. Choose another one.
labels-refused-parent-circle = A class cannot be a kind of itself.
labels-refused-class-in-use = { $count ->
    [one] One label or track is of this class. Say what becomes of it.
   *[other] { $count } labels and tracks are of this class. Say what becomes of them.
}
labels-refused-picture-taken = The picture is in another series already. Take it out there first.
labels-refused-not-complete = { $count ->
    [one] One place is still open. Settle it first.
   *[other] { $count } places are still open. Settle them first.
}
labels-refused-track-taken = The track has a label on this picture already.
labels-refused-outside-series = The picture is not in the series of the track.
labels-refused-other-layer = They are on different layers.
labels-refused-has-labels = There are labels on the picture. Delete them first, or keep them.
labels-refused-shared-layer = The layer that everybody works on stays.
