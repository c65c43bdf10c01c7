# The inspect case: any ONNX model on any picture.

inspect-name = Inspect
inspect-prediction = Prediction
inspect-outputs = Outputs
inspect-model = Model
inspect-display = Display
inspect-picture = Picture
inspect-details = Details

inspect-no-model = No model
inspect-no-model-body = Choose a pack or any ONNX file. It runs on the picture shown.
inspect-no-engine = No inference library
inspect-no-engine-body = Pictures can be looked at, but no model can run: ONNX Runtime was not found.
inspect-model-failed = The model was not loaded
inspect-run-failed = The model gave no answer
inspect-placement-warning = The model does not run where you asked
inspect-cancelled = The run was cancelled.
inspect-loading = Loading the model …
inspect-running = Waiting for the picture and the model …
inspect-no-classes = No classes: see the outputs below.
inspect-not-finite = Some outputs are not finite numbers. The model is broken, or its input is prepared in a way it does not know.
inspect-below-threshold = Below the operating point of { $threshold }: not sure enough.
inspect-unsure = { $label } ?
inspect-durations = Prepared in { $prepare }, ran for { $run }
inspect-nodes = { $count ->
    [one] 1 node on { $provider }
   *[other] { $count } nodes on { $provider }
}
inspect-runs-on = Runs on
inspect-statistics = min { $min }, max { $max }, mean { $mean }, std { $std }
inspect-nothing-finite = no finite values
inspect-nan-count = { $nan } NaN, { $infinite } infinite
inspect-map = Map
inspect-channel = Channel

inspect-model-name = Name
inspect-model-version = Version
inspect-model-licence = Licence
inspect-model-input = Input
inspect-model-output = Output
inspect-model-path = From
inspect-guessed = The file does not say how to feed the model. This was guessed:
inspect-write-pack = Keep as a pack
inspect-pack-written = The pack was written. Correct its pack.toml, then run again
inspect-pack-failed = The pack was not written

inspect-file = File
inspect-path = Path
inspect-page = Page
inspect-page-of = { $page } of { $count }
inspect-size = Size
inspect-channels = Channels
inspect-orientation = Turned
inspect-turned = by the file’s own tag (EXIF { $exif })
inspect-range = Values
inspect-bytes = On disk
inspect-unreadable = Unreadable

inspect-cancel-all = Stop the run over all pictures
inspect-all-done = The model has seen all pictures
inspect-all-answered = { $count ->
    [one] 1 answer is stored in the project.
   *[other] { $count } answers are stored in the project.
}
inspect-all-failed = { $answered } answers are stored in the project; { $failed } pictures could not be asked about.
inspect-all-stopped = The run over all pictures was stopped

inspect-job-all = { $name } on all pictures
inspect-job-ask = { $name }
inspect-job-findings = Reading what is stored
inspect-job-load = Loading { $name }
inspect-job-pack = Writing a pack

inspect-no-picture = No picture
inspect-divider = Divider between the pictures
inspect-more-classes = { $count ->
    [one] and 1 more class
   *[other] and { $count } more classes
}
inspect-values = Values
inspect-all-partly = The model has seen every picture that can be read

inspect-sheet-picture = Explain
inspect-sheet-picture-tip = The picture, with the model’s response over it.
inspect-sheet-attack = Attack
inspect-sheet-attack-tip = Change the picture a little so that the model says something else, and see what that does.
inspect-sheet-detector = Detector
inspect-sheet-detector-tip = Take a threshold from clean pictures, and measure how well it detects attacks.
inspect-looks-attacked = { $label } (looks attacked)

inspect-attack-lab = Attack lab
inspect-attack = Kind of attack
inspect-job-attack = { $attack } on { $name }
inspect-attack-start = Attack this picture
inspect-attack-again = Attack again
inspect-attack-cancel = Cancel
inspect-attack-cancelled = The attack was cancelled. What it had found is gone; nothing else has changed.
inspect-attack-failed = The picture cannot be attacked
inspect-attack-none = No attack yet
inspect-attack-none-body = An attack changes the picture so little that people hardly see it, and so that the model says something else. Choose one at the right.
inspect-attack-all = { $count ->
    [one] Attack the picture of the project, and save …
   *[other] Attack all { $count } pictures, and save …
}
inspect-attack-all-tip = Writes a PNG and a tensor (.npy) of every picture, and a table of what came of each.
inspect-attack-all-done = { $turned } of { $count } pictures fool the model. The pictures, the tensors and the table attacked.csv lie in the folder.
inspect-attack-folder = Choose the folder for the attacked pictures
inspect-attack-save-picture = Save picture …
inspect-attack-save-tensor = Save tensor …
inspect-attack-save-figure = Export figure …
inspect-attack-eight-bit = Round to 8 bits
inspect-attack-eight-bit-tip = Rounds the result as a picture file does, so that what is judged is what can be saved. Rounding may add up to half a level to the largest change, and where it is needed for the attack to last, up to one.
inspect-attack-goal = Towards
inspect-attack-any = any other class
inspect-attack-before = Before: { $label } { $share }
inspect-attack-after = After: { $label } { $share }
inspect-attack-response = Response
inspect-attack-entropy = Entropy, { $bits } bits on average
inspect-attack-change = The change, × { $factor }
inspect-attack-turned = The model was fooled
inspect-attack-withstood = The model was not fooled
inspect-attack-what = { $attack } on { $picture }
inspect-attack-size = Largest change { $linf } of 255 levels, root mean square { $rms } of the full range, { $pixels } pixels
inspect-attack-cost = { $queries } questions, { $gradients } gradients
inspect-attack-fgsm = FGSM
inspect-attack-fgsm-tip = One step along the sign of the gradient (Goodfellow and others, 2015).
inspect-attack-ifgsm = Iterated FGSM
inspect-attack-ifgsm-tip = FGSM in many small steps (Kurakin and others, 2017).
inspect-attack-pgd = PGD (L∞)
inspect-attack-pgd-tip = Many steps from a random start, no sample beyond epsilon (Madry and others, 2018).
inspect-attack-pgd-l2 = PGD (L2)
inspect-attack-pgd-l2-tip = Many steps from a random start; the root mean square of the change stays below epsilon.
inspect-attack-gradient = Gradient
inspect-attack-gradient-tip = The raw gradient, made larger until it suffices.
inspect-attack-deepfool = DeepFool
inspect-attack-deepfool-tip = To the nearest class boundary, as if the classifier were linear (Moosavi-Dezfooli and others, 2016).
inspect-attack-one-pixel = One pixel
inspect-attack-one-pixel-tip = A few pixels in other colours, by differential evolution (Su and others, 2019). Asks the model thousands of times: minutes a picture.
inspect-attack-boundary = Boundary
inspect-attack-boundary-tip = A walk along the class boundary that needs no gradient (Brendel and others, 2018). Slow.
inspect-attack-noise = Noise (control)
inspect-attack-noise-tip = Gaussian noise that nobody aimed, to compare attacks with.
inspect-attack-blur = Blur (control)
inspect-attack-blur-tip = The mean of 3 × 3 pixels, to compare attacks with.
inspect-parameter-epsilon = Epsilon
inspect-parameter-epsilon-tip = The largest change, in levels of 8 bits.
inspect-parameter-steps = Steps
inspect-parameter-steps-tip = How many steps; for FGSM and the gradient, how many sizes up to epsilon are tried.
inspect-parameter-step-size = Step
inspect-parameter-step-size-tip = The length of a step, in levels of 8 bits.
inspect-parameter-restarts = Restarts
inspect-parameter-restarts-tip = How often it begins from another random place while it does not succeed.
inspect-parameter-candidates = Candidates
inspect-parameter-candidates-tip = How much is tried at once: classes, places or a population.
inspect-parameter-pixels = Pixels
inspect-parameter-pixels-tip = How many pixels may change.
inspect-parameter-overshoot = Overshoot
inspect-parameter-overshoot-tip = How far beyond the boundary, as a share of the way.
inspect-parameter-seed = Seed
inspect-parameter-seed-tip = Start of the random numbers: the same seed gives the same result.

inspect-figure-before = Before
inspect-figure-after = After
inspect-figure-size = Change
inspect-figure-size-value = root mean square { $rms }, largest { $linf } of the full range
inspect-figure-attack-title = { $attack } on { $picture }
inspect-figure-change = Change, × { $factor }
inspect-chart-clean = clean
inspect-chart-bits = Average local spatial entropy (bits)
inspect-chart-share = Share of pictures
inspect-chart-threshold = threshold
inspect-chart-area = area
inspect-chart-false-positives = False-positive rate
inspect-chart-detections = Detection rate
inspect-chart-chance = chance
inspect-chart-histogram = Histogram of the scores
inspect-chart-roc = Detections against false positives

inspect-detector = Detector of attacks
inspect-job-calibrate = { $name }: calibrating the detector
inspect-job-evaluate = { $name }: evaluating the detector
inspect-job-charts = Charts
inspect-detector-uncalibrated = No threshold yet: calibrate with clean pictures of your own. From then on every picture gets a verdict.
inspect-detector-threshold = An attack is what scores above { $bits } bits: chosen at { $rate } false positives on { $count } clean pictures.
inspect-detector-at-rate = Use { $rate }
inspect-detector-at-rate-tip = Takes the threshold from the same pictures at this rate.
inspect-detector-forget = Forget the threshold
inspect-detector-clean = Clean pictures
inspect-detector-clean-tip = Pictures as the model meets them at work, and that nobody has tampered with.
inspect-detector-project = { $count ->
    [one] the picture of the project
   *[other] all { $count } pictures of the project
}
inspect-detector-folder = a folder …
inspect-detector-other = Another …
inspect-detector-ask-folder = Choose the folder of clean pictures
inspect-detector-measure = What is measured
inspect-detector-trace = Which response is measured
inspect-detector-rate = False positives allowed
inspect-detector-rate-tip = The share of clean pictures that may be called attacks. Fewer false alarms mean fewer attacks caught.
inspect-detector-calibrate = Calibrate
inspect-detector-calibrate-tip = Scores the clean pictures and takes the threshold from them. It is kept with the model in the project.
inspect-detector-attacks = Attacks to detect
inspect-detector-evaluate = Evaluate
inspect-detector-evaluate-tip = Attacks every clean picture, and measures how many of the attacks are detected. Noise and blur are controls.
inspect-detector-export = Export …
inspect-detector-export-tip = Writes the scores and curves as CSV, the charts as SVG and PNG, and the threshold as JSON into a folder.
inspect-detector-failed = The detector gave no result
inspect-detector-cancelled = Cancelled. What was measured before has not changed.
inspect-detector-no-scores = None of the pictures could be scored.
inspect-detector-none = Not calibrated
inspect-detector-none-body = The detector compares how widely a picture’s response is scattered with a threshold from clean pictures. Choose the pictures at the right, and calibrate.
inspect-detector-left-out = { $count ->
    [one] One picture was left out
   *[other] { $count } pictures were left out
}
inspect-detector-clean-mean = { $count } clean pictures, { $bits } bits on average
inspect-detector-attack = Attack
inspect-detector-success = Fooled
inspect-detector-success-tip = The share of pictures of which the model says something else after the attack.
inspect-detector-mean = Bits
inspect-detector-mean-tip = The mean score after the attack.
inspect-detector-area = Area
inspect-detector-area-tip = The area under the curve: the chance that an attacked picture scores higher than a clean one. 0.5 is guessing; below that attacked pictures score lower.
inspect-detector-at = at { $rate }
inspect-detector-at-tip = The share of attacked pictures that is detected when this share of clean pictures is called an attack.
inspect-detector-too-few = Too few clean pictures to see this rate.
inspect-attack-folder-taken = The folder holds the table attacked.csv of an earlier run. Choose another folder.
inspect-detector-folder-taken = The folder holds tables or charts of an earlier export. Choose another folder.
inspect-parameter-epsilon-rms-tip = The largest root mean square of the change, in levels of 8 bits; for DeepFool and the boundary attack where they give up, for noise its size.
inspect-attack-other = This is the attack on { $picture }, not on the picture that is looked at.
