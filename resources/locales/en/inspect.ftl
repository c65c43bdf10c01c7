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
inspect-picture-failed = This picture cannot be shown
inspect-opening = Opening the picture

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

inspect-low = Black at
inspect-high = White at
inspect-gamma = Gamma
inspect-show = Show
inspect-all-channels = Colour
inspect-luminance = Brightness
inspect-auto-window = Stretch to the picture’s values
inspect-pixel-grid = Pixel grid at high zoom
inspect-canvas = Picture { $name }, { $zoom }
inspect-no-picture = No picture
inspect-pinned = Picture { $name } for comparison, { $zoom }
inspect-divider = Divider between the pictures
inspect-smooth = Smooth between pixels
inspect-pixel = Pixel under the pointer: column, row, and value in the units of the file
inspect-red = Red
inspect-green = Green
inspect-blue = Blue
inspect-alpha = Transparency
inspect-tile-failed = Part of the picture cannot be shown
inspect-more-classes = { $count ->
    [one] and 1 more class
   *[other] and { $count } more classes
}
inspect-values = Values
inspect-all-partly = The model has seen every picture that can be read

inspect-why = Why
inspect-job-why = { $name }: why
inspect-why-method = Method
inspect-why-response = Response
inspect-why-entropy = Entropy
inspect-why-nothing-over = None
inspect-why-opacity = Opacity
inspect-why-busy = Looking for the reason …
inspect-why-nothing = Nothing to explain yet.
inspect-why-average = Average local spatial entropy: { $bits } bits
inspect-why-average-tip = How widely the response is scattered. Adversarial pictures tend to have a broader response, and so more entropy, than pictures as they come.
inspect-why-layer = Layer { $layer }, gradients in { $time }
inspect-why-time = Gradients in { $time }
inspect-why-bits = { $bits } bits
inspect-why-at = response { $value }, entropy { $bits } bits
inspect-why-at-tip = The response of the network at this pixel, and how much it varies around it.
inspect-method-gradient = Gradient
inspect-method-gradient-tip = How the score would change with each sample of the picture.
inspect-method-gradient-x-input = Gradient × input
inspect-method-gradient-x-input-tip = The gradient times the sample itself: dark samples count less.
inspect-method-guided = Guided backpropagation
inspect-method-guided-tip = The gradient without anything that spoke against, at every Relu: which parts of the picture drove the class up.
inspect-method-feature-response = Feature response
inspect-method-feature-response-tip = The activations of the last convolution, guided back to the picture, as in “Trace and Detect”.
inspect-method-deconvnet = Deconvnet
inspect-method-deconvnet-tip = Only positive gradients pass each Relu, whether it was on or off.
inspect-method-clamped = Clamped gradient
inspect-method-clamped-tip = Positive gradients behind every activation, for networks without Relu, where guided backpropagation is not defined.
inspect-method-grad-cam = Grad-CAM
inspect-method-grad-cam-tip = The maps of a late layer, weighed by their mean gradient: where, coarsely.
inspect-method-guided-grad-cam = Guided Grad-CAM
inspect-method-guided-grad-cam-tip = Grad-CAM times guided backpropagation: where, and in detail.
inspect-method-integrated-gradients = Integrated gradients
inspect-method-integrated-gradients-tip = Gradients along the way from an empty picture to this one. They add up to the change of the score.
inspect-method-smooth-grad = SmoothGrad
inspect-method-smooth-grad-tip = The mean gradient over noisy copies of the picture.
inspect-method-occlusion = Occlusion
inspect-method-occlusion-tip = How far the score falls when a square of the picture is covered. Slow, and needs no gradient.

inspect-why-class = Explain the class
inspect-why-of-tensor = Of { $layer }
inspect-why-of-channel = Of map { $channel } of { $layer }
inspect-why-of-neuron = Of neuron { $place } of { $layer }
inspect-layers = Layers
inspect-job-layers = { $name }: layers
inspect-layers-none = No layers yet.
inspect-layers-filter = Filter layers
inspect-layers-input = input
inspect-layers-maps = Maps of the layer
inspect-layers-map = Map { $channel }
inspect-layers-click = A click explains the
inspect-layers-channel = map
inspect-layers-neuron = neuron
