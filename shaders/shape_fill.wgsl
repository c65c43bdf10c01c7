// Fills shapes: triangles made once, in image coordinates.

//#import target
//#import shapes

struct Varying {
    @builtin(position) clip: vec4<f32>,
    @location(0) @interpolate(flat) class_id: u32,
}

@vertex
fn vertex_main(
    @location(0) image_px: vec2<f32>,
    @location(1) class_id: u32,
) -> Varying {
    var out: Varying;
    out.clip = clip_from_screen(screen_from_image(image_px), shapes.target_size_px);
    out.class_id = class_id;
    return out;
}

@fragment
fn fragment_main(in: Varying) -> @location(0) vec4<f32> {
    let color = encoded_for_target(class_color(in.class_id), shapes.target_is_srgb);
    let alpha = color.a * shapes.fill_opacity;
    return vec4<f32>(color.rgb * alpha, alpha);
}
