# The quality case: defects on series of pictures.

quality-name = Quality

quality-axial-scratch = Axial scratch
quality-axial-scratch-definition = A groove along the axis. It can tear the balloon open: worse than a radial scratch.
quality-radial-scratch = Radial scratch
quality-radial-scratch-definition = A groove around the axis.
quality-inclusion = Inclusion
quality-inclusion-definition = A particle or gel inside the wall.
quality-bubble = Bubble
quality-bubble-definition = A flat void inside the wall, filled with gas.

quality-series = Series
quality-classes = Classes
quality-label = Labels of the picture
quality-display = Display

quality-label-count = { $count ->
    [one] 1 label
   *[other] { $count } labels
}
quality-label-count-tip = Labels on this picture
quality-hint-tip = What you can do now with the tool in your hand

quality-note-untouched = not begun
quality-note-open = { $count ->
    [0] open
    [one] open, 1 label
   *[other] open, { $count } labels
}
quality-note-nothing = nothing to label
quality-note-settled = { $count ->
    [one] done, 1 label
   *[other] done, { $count } labels
}

quality-all-settled = Everything is settled
quality-all-settled-body = Of every picture it is said what is on it, or that there is nothing to label.
quality-no-series = This picture is in no series
quality-no-series-body = Make series first, in the list of series at the right.
quality-no-thing = Which one?
quality-no-thing-body = Choose a label, or a row of the series, first.

quality-series-open = { $count ->
    [0] all settled
    [one] 1 shot open
   *[other] { $count } shots open
}
quality-series-closed = Closed
quality-reopened = “{ $name }” is open again
quality-reopened-body = It was closed, and now something of it is not settled. Undo takes your change back, and closes it again.
quality-next-series = On to “{ $name }”
quality-next-series-body = Nothing is open any more on the series before, or it has only to be closed.
quality-close-shared = Series are closed on the layer of everybody
quality-close-shared-body = Your layer is compared with that of others; what is closed is what all stand behind. Choose the layer under “Review”.
quality-layer-tip = The layer that is labelled on; choose it under “Review”
quality-no-things = No defect is marked on this series yet. Draw one on any shot, or say of each shot that there is nothing to label.
quality-cell = { $thing }, shot { $number }: { $state }
quality-cell-labelled = labelled
quality-cell-proposed = proposed
quality-cell-not-visible = not visible
quality-cell-perhaps-hidden = perhaps hidden
quality-cell-missing = missing
quality-shot = { $count ->
    [0] Shot { $number }, { $angle }: settled
    [one] Shot { $number }, { $angle }: 1 place open
   *[other] Shot { $number }, { $angle }: { $count } places open
}

quality-setup-body = A series is one thing, shot several times. Which pictures belong together?
quality-setup-folders = Those in one folder
quality-setup-numbers = Those whose names differ in the last number
quality-setup-pattern = Those whose paths fit a pattern
quality-setup-pattern-tip = {"{"}series{"}"} is the name of the series, {"{"}shot{"}"} and {"{"}angle{"}"} are numbers, and * is anything. It is compared with the end of the path.
quality-setup-turns = It turns from shot to shot
quality-setup-turn = The whole turn
quality-setup-none = That puts no two pictures together.
quality-setup-plan = { $count ->
    [one] That makes one series of { $shots } pictures:
   *[other] That makes { $count } series of { $shots } pictures:
}
quality-setup-make = Make series

quality-no-classes = What can be wrong? Make a class for each kind of defect.
quality-add-balloon-classes = Defects of catheter balloons
quality-add-class = Add a class
quality-new-class = Class { $number }
quality-show-class = Show { $name }
quality-hide-class = Hide { $name }
quality-edit-class = Change { $name }
quality-class-name = Name
quality-class-colour = Colour
quality-class-key = Key
quality-class-no-key = none
quality-class-definition = What it is, and how it is told from others
quality-class-keep = Keep
quality-class-cancel = Cancel
quality-class-heir = Its labels become
quality-class-delete-labels = deleted too
quality-class-delete = Delete the class

quality-nothing-chosen = Choose a label to see what is known of it.
quality-many-chosen = { $count } labels are chosen.
quality-labels-more = and { $count } more on the picture
quality-label-proposed = { $name } ?
quality-label-what = What
quality-label-size = Size
quality-label-origin = From
quality-label-occluded = Partly hidden
quality-label-ignored = Pass over in training
quality-label-ignored-tip = Neither training nor measuring counts this place, as what it is or as good.
quality-label-note = Note
quality-label-locked = Locked: unlock it to change it.
quality-origin-hand = drawn by hand
quality-origin-model = { $model }, { $score } sure
quality-origin-propagated = another shot
quality-origin-propagated-score = another shot, { $score } alike
quality-origin-imported = the file { $file }

quality-brush-size = Size of the brush
quality-tolerance = Tolerance of the wand
quality-tolerance-tip = How much a pixel may differ from the one you click, as a part of the picture’s range
quality-fill = Fill of labels

quality-job-propagate = Looking for { $name } on the other shots
quality-propagated = Proposed on the other shots
quality-propagated-body = Expected on { $shots } more, and perhaps hidden on { $hidden }. Look through all of them, then accept them one by one, or all at once.
quality-not-propagated = Nothing can be proposed on the other shots
quality-shots-gone = A picture of the series is not in the project any more.

quality-review = Review
quality-review-new = New
quality-review-labelled = Labelled
quality-review-in-review = In review
quality-review-accepted = Accepted
quality-review-returned = Returned
quality-review-set-labelled = It is labelled
quality-review-set-in-review = I review it
quality-review-set-accepted = Accept
quality-review-note = What is to be changed
quality-review-return = Return
quality-review-return-tip = Write first what is to be changed.
quality-layers-body = Two people can label the same series without seeing each other’s labels: each on a layer of their own.
quality-layer = Layer
quality-layer-shared = Everybody’s layer
quality-layer-name = Name of a new layer
quality-layer-add = Add a layer
quality-layer-adopt = Take over into everybody’s layer
quality-layer-adopt-tip = The labels of this series on this layer take the place of those on everybody’s layer.
quality-reopen = Open again

quality-doubts = What is doubtful
quality-queue = What to look at first
quality-job-look = Looking at the pixels of labels
quality-error = Error
quality-warning = Warning
quality-hint = Hint
quality-no-doubts = The rules find nothing doubtful.
quality-doubts-more = and { $count } more
quality-queue-empty = Nothing is waiting.
quality-doubt-one-shot = { $name } is labelled on this shot only
quality-doubt-class-jump = { $name } is called { $class } here, and { $other } elsewhere
quality-doubt-duplicate = { $name } and { $other } are in one place
quality-doubt-outside-part = { $name } lies { $distance } px beside the part
quality-doubt-outside-picture = { $name } reaches out of the picture
quality-doubt-broken = the shape of { $name } is broken
quality-doubt-picture-changed = the file is another one than that which was labelled
quality-doubt-off-turning = { $name } is { $distance } px from where the turning carries it
quality-doubt-unsaid = nobody said what is on this shot
quality-doubt-undecided = nobody decided about { $name }, though the picture is said to be done
quality-doubt-cut-edge = the outline of { $name } cuts through what it is about
quality-reason-found = { $rule } ({ $count })
quality-reason-proposals = { $count ->
    [one] 1 proposal
   *[other] { $count } proposals
}
quality-reason-differences = { $count ->
    [one] 1 difference
   *[other] { $count } differences
}
quality-reason-returned = returned: { $note }
quality-reason-new = new
quality-rule-one-shot = on one shot only
quality-rule-class-jump = changes its class
quality-rule-duplicate = twice
quality-rule-outside-part = beside the part
quality-rule-outside-picture = out of the picture
quality-rule-broken = broken shape
quality-rule-picture-changed = another file
quality-rule-off-turning = off the turning
quality-rule-unsaid = nothing said
quality-rule-undecided = undecided
quality-rule-cut-edge = cuts its edge

quality-compare = Two people’s labels
quality-compare-one-layer = There is one layer only. Add one under “Review”, and let somebody else label the same series on it.
quality-compare-with = Show beside the picture
quality-compare-none = nothing
quality-job-agreement = Comparing two people’s labels
quality-agree-pictures = Verdicts on { $count } pictures
quality-agree-series = Verdicts on { $count } series
quality-agree-things = Places and names of defects
quality-agree-prevalence = Share of defective verdicts
quality-agree-positive = Agreement on defective
quality-agree-not-by-both = Pictures seen by one only
quality-differ-only = { $name } is on “{ $layer }” only
quality-differ-class = { $name } or { $other }
quality-differ-place = { $name } is placed differently ({ $similarity } alike)

quality-out-and-in = Export and import
quality-export-format = Format
quality-export = Export labels …
quality-import-file = Import a file …
quality-import-folder = Import a folder …
quality-written = Written
quality-not-written = Nothing was written
quality-export-written = { $count ->
    [one] One label: { $path }
   *[other] { $count } labels: { $path }
}
quality-import-unknown = These labels have no format that is known: { $path }
quality-import-plan = Importing { $file } would do this:
quality-import-take = Do it
quality-import-leave = Leave it
quality-import-remarks = { $count ->
    [one] One thing about the labels was not in order
   *[other] { $count } things about the labels were not in order
}
quality-training-body = A set to train on: crops at native scale, each defect whole in at least one, divided by series.
quality-training-layer = What is exported are the labels of “{ $layer }”.
quality-training-crop = Side of a crop
quality-training-negatives = Crops without a defect for each with one
quality-training-set = Export to train on …
quality-training-written = { $defects } crops with defects and { $negatives } without: { $folder }
quality-job-export = Writing labels as { $format }
quality-job-import = Reading labels of { $file }
quality-job-training = Cutting crops to train on

quality-find = Find defects
quality-no-model = No model
quality-no-model-body = Choose a pack whose model says of every pixel what it shows. It proposes defects, and you decide.
quality-no-engine = No model can run: ONNX Runtime was not found.
quality-job-find = Finding defects with { $name }
quality-find-on-series = On this series
quality-find-done = Defects were looked for
quality-find-cancelled = Looking for defects was stopped
quality-find-failed = No defects were looked for
quality-found = { $count ->
    [0] Nothing new is proposed.
    [one] 1 thing is proposed; it may be on several shots.
   *[other] { $count } things are proposed; each may be on several shots.
} Pictures: { $pictures }. Where the model proposed something before, everything stays as it is.
quality-find-unknown-classes = The project has no class for what the model calls { $names }; that was left out.

quality-kind = Kind of the label
quality-job-kind = Kind of a label: looking
quality-kind-no-model = No model that tells kinds of defects apart is there.
quality-kind-choose = Choose one label, and a model says which kind it sees there, and why.
quality-kind-of = What the model sees in the window around “{ $name }”:
quality-kind-window = The window around the label

quality-job-judge = Compare finds and labels
quality-job-decide = Choose thresholds
quality-looked = { $pictures ->
    [one] The model has looked at 1 picture.
   *[other] The model has looked at { $pictures } pictures.
}
quality-deciding = What the model is worth here
quality-not-judged = Finds and labels cannot be compared
quality-rests-on = { $model }: parts judged: { $parts }, of them defective: { $bad }. Defects: { $defects }. Pictures: { $pictures }.
quality-judged-layer = Judged by the labels of “{ $layer }”.
quality-unreviewed = { $count ->
    [one] Nobody has reviewed 1 picture yet.
   *[other] Nobody has reviewed { $count } pictures yet.
}
quality-unlooked = { $count ->
    [one] The model has not looked at 1 picture.
   *[other] The model has not looked at { $count } pictures.
}
quality-look-at-rest = Look at them now
quality-look-at-all = Look at all pictures
quality-nothing-looked-at = The model has not looked at any picture yet
quality-nothing-looked-at-body = “{ $model }” looks at all pictures, without proposing anything. Then its finds are compared with what people have labelled, and you choose from which score on they count.
quality-aim = Aim
quality-by-recall = Find enough
quality-by-cost = Least cost
quality-by-hand = By hand
quality-each-class = A threshold for each class
quality-each-class-tip = Each class gets the threshold that it needs. It takes defects of every class to choose them.
quality-recall-find = Find
quality-level-pictures = Pictures
quality-level-defects = Defects
quality-level-parts = Parts
quality-promised = Promised, not just counted
quality-promised-tip = The lower bound at 95 % confidence has to reach the share, not only what was counted. It takes many defects: no miss in 40 still means up to 7 % missed.
quality-cost-miss = A part with “{ $class }” passes
quality-cost-alarm = A good part is rejected
quality-prevalence = Share of defective parts
quality-prevalence-tip = In production there are mostly fewer defective parts than among those that were labelled.
quality-jury = Judged on
quality-jury-same = the same parts
quality-jury-held-out = a third that is kept back
quality-jury-cross-fit = all, in five folds
quality-threshold = Threshold
quality-chart = What each threshold does
quality-chart-tip = Click or drag to set the threshold by hand
quality-chart-defects = Defects found
quality-chart-parts = Defective parts rejected
quality-chart-alarms = Good parts rejected
quality-chart-point = { $name }: { $share } from { $threshold } on
quality-of = Of
quality-figure-found = Found
quality-figure-missed = Missed
quality-figure-alarms = Good ones rejected
quality-figure-precision = Right among finds
quality-figures-more = By class and light
quality-figures-all-parts = The table and the verdicts are of all parts, also of those that the threshold was chosen on. What it promises for others stands beside the choice.
quality-figures-defects = Defects
quality-figures-defects-light = Defects by light
quality-figures-parts = Parts
quality-regime-unknown = light not known
quality-share = { $hits } of { $total } ({ $share })
quality-choice = The choice
quality-in-force = In force
quality-in-force-by = by { $who }, { $time }
quality-in-force-changed = Labels or finds have changed since.
quality-none-in-force = No threshold is in force yet: the operating point of the model holds.
quality-put-in-force = Put in force
quality-put-in-force-tip = From now on the model proposes by these thresholds. It is kept who chose them, when, and on what data.
quality-put-in-force-who = Write down first who decides: an operating point has to be answered for.
quality-put-in-force-same = This is in force already.
quality-verdicts = Verdicts
quality-verdicts-count = { $rejected } rejected, { $accepted } accepted, { $unsure } unsure
quality-verdict-tip = Show the picture that tells most
quality-verdict-finds = { $count ->
    [0] nothing found
    [one] finds on 1 picture
   *[other] finds on { $count } pictures
}
quality-report = Report…
quality-report-needs-point = Put thresholds in force first: a report says by which ones it judges.
quality-report-written = The report is written: { $path }

quality-thing = Thing
quality-thing-tip = The thing that this label is of. One thing has one label on each shot that shows it.
quality-thing-none = none
quality-thing-new = Make it a thing of its own
quality-thing-menu = { $thing } …
quality-thing-class = Change its class
quality-thing-join = Join with
quality-thing-loosen = Take apart, keep the labels
quality-thing-delete = Delete on all shots
quality-class-parent = Kind of
quality-class-no-parent = nothing else
quality-class-shape = Usually a
quality-class-any-shape = any shape
quality-shape-box = box
quality-shape-rotated-box = rotated box
quality-shape-polygon = polygon
quality-shape-line = line
quality-shape-point = point
quality-shape-mask = mask
quality-attributes = What else can be said of such labels
quality-attribute-name = Name of the attribute
quality-attribute-kind = Kind of value
quality-attribute-remove = Remove { $name }
quality-attribute-add = Add an attribute
quality-attribute-new = Attribute { $number }
quality-attribute-choices = Choices
quality-attribute-choices-hint = choices, separated by commas
quality-attribute-text = text
quality-attribute-number = number
quality-attribute-flag = yes or no
quality-attribute-choice = choice
quality-not-in-force = The thresholds were not put in force
quality-in-force-since = since { $time }
quality-decided-by = Decided by
quality-figures-of = Chart, figures and verdicts are of { $thresholds }.
