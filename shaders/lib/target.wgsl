// What every drawing shader needs to know of the picture that it draws into.

// Clip coordinates of a point in physical pixels from the target's top left corner.
fn clip_from_screen(screen_px: vec2<f32>, target_size_px: vec2<f32>) -> vec4<f32> {
    let unit = screen_px / target_size_px;
    return vec4<f32>(unit.x * 2.0 - 1.0, 1.0 - unit.y * 2.0, 0.0, 1.0);
}

// Colours are computed as they are stored in pictures, that is in sRGB encoding. A target that
// encodes by itself must be given linear light.
fn encoded_for_target(color: vec4<f32>, target_is_srgb: u32) -> vec4<f32> {
    if target_is_srgb == 0u {
        return color;
    }
    let low = color.rgb / 12.92;
    let high = pow((color.rgb + vec3<f32>(0.055)) / 1.055, vec3<f32>(2.4));
    return vec4<f32>(select(high, low, color.rgb < vec3<f32>(0.04045)), color.a);
}
