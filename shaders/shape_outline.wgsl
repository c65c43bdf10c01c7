// Draws outlines: one instance a segment, of the same width on the screen at every zoom, with
// round ends so that corners close, and with soft edges.

//#import target
//#import shapes

struct Varying {
    @builtin(position) clip: vec4<f32>,
    // Along and across the segment, in screen pixels from its start.
    @location(0) along_across_px: vec2<f32>,
    @location(1) @interpolate(flat) length_px: f32,
    @location(2) @interpolate(flat) class_id: u32,
}

@vertex
fn vertex_main(
    @builtin(vertex_index) vertex: u32,
    @location(0) start_image_px: vec2<f32>,
    @location(1) end_image_px: vec2<f32>,
    @location(2) class_id: u32,
) -> Varying {
    let start = screen_from_image(start_image_px);
    let end = screen_from_image(end_image_px);
    let length_px = length(end - start);
    var along = vec2<f32>(1.0, 0.0);
    if length_px > 0.0 {
        along = (end - start) / length_px;
    }
    let across = vec2<f32>(-along.y, along.x);
    // Half a pixel more than the line, for the soft edge.
    let reach_px = shapes.outline_width_px * 0.5 + 0.5;
    let at_end = (vertex & 1u) != 0u;
    let along_px = select(-reach_px, length_px + reach_px, at_end);
    let across_px = select(-reach_px, reach_px, (vertex & 2u) != 0u);
    var out: Varying;
    out.clip = clip_from_screen(start + along * along_px + across * across_px, shapes.target_size_px);
    out.along_across_px = vec2<f32>(along_px, across_px);
    out.length_px = length_px;
    out.class_id = class_id;
    return out;
}

@fragment
fn fragment_main(in: Varying) -> @location(0) vec4<f32> {
    let nearest_px = clamp(in.along_across_px.x, 0.0, in.length_px);
    let distance_px = length(in.along_across_px - vec2<f32>(nearest_px, 0.0));
    let coverage = clamp(shapes.outline_width_px * 0.5 + 0.5 - distance_px, 0.0, 1.0);
    let color = encoded_for_target(class_color(in.class_id), shapes.target_is_srgb);
    let alpha = color.a * shapes.outline_opacity * coverage;
    return vec4<f32>(color.rgb * alpha, alpha);
}
