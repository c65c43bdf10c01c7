// What fills and outlines of shapes share: where an image point lies on the screen, and the
// colour of a class.

struct ShapeUniforms {
    // A point of the image near the middle of the view, and where it lies on the screen. Distances
    // from it are small numbers, so that deep zoom into a large picture stays exact.
    anchor_image_px: vec2<f32>,
    anchor_screen_px: vec2<f32>,
    screen_px_per_image_px: vec2<f32>,
    target_size_px: vec2<f32>,
    target_is_srgb: u32,
    fill_opacity: f32,
    outline_opacity: f32,
    outline_width_px: f32,
    palette_length: u32,
    padding_a: u32,
    padding_b: u32,
    padding_c: u32,
    // sRGB red, green, blue and opacity by class id.
    palette: array<vec4<f32>, 64>,
}

@group(0) @binding(0) var<uniform> shapes: ShapeUniforms;

fn screen_from_image(image_px: vec2<f32>) -> vec2<f32> {
    return (image_px - shapes.anchor_image_px) * shapes.screen_px_per_image_px
        + shapes.anchor_screen_px;
}

fn class_color(class_id: u32) -> vec4<f32> {
    return shapes.palette[class_id % shapes.palette_length];
}
