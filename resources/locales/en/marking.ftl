# What hand and keyboard can do with each tool.

marking-hint-select = Click a label, or drag around several. Alt and drag draws an outline around them.
marking-hint-selected-one = Drag it, or a handle or corner of it. Click again for what lies below.
marking-hint-selected-many = Drag them together. Shift and click adds one or takes it away.
marking-hint-drag = Let go to keep it. Esc takes it back.
marking-hint-around = To the right takes what lies wholly inside, to the left whatever is touched.
marking-hint-box = Drag a box, or click two corners. Shift keeps it square.
marking-hint-box-open = Click the opposite corner. Esc takes the box back.
marking-hint-rotated = Drag one side of the box. Shift keeps to directions by 45°.
marking-hint-rotated-side = Let go at the end of the side.
marking-hint-rotated-depth = Click where the box ends on the other side. Backspace takes the side back.
marking-hint-polygon = Click corner by corner.
marking-hint-polygon-open = Click the first corner, double-click or press Enter to close. Backspace takes a corner back.
marking-hint-freehand = Draw around it and let go.
marking-hint-line = Click along the line.
marking-hint-line-open = Double-click or press Enter to end the line. Backspace takes a point back.
marking-hint-point = Click the place.
marking-hint-brush = Paint. Alt takes away.
marking-hint-wand = Click a pixel of it. Alt takes away.
marking-hint-cut = Drag a line across what is chosen, or click its two ends.

# What labels and things are called, and what stands in the way of a tool.

marking-thing = { $class } { $number }
marking-nothing-chosen = Nothing is chosen
marking-choose-to-cut = Choose the labels to be cut first: click one with the selection tool.
marking-choose-two = Choose at least two labels first: Shift and click adds one.
marking-no-class = What is it?
marking-no-class-body = Make a class first, in the list of classes at the right. Then draw.
marking-job-wand = Looking for like pixels
marking-wand-failed = The magic wand cannot read the picture
marking-nothing-to-paste = Nothing was pasted
marking-nothing-to-paste-body = There are no labels on the clipboard. Choose some and copy them first.
marking-paste-classes = This project has no class of this name: { $names }. Make it first.
